package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.kit.Lanes.Batch;
import io.souk.kit.Lanes.Older;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = new Lanes();

    @Test
    void nothingWaitsInALaneOfItsOwn() {
        enter(List.of(1L), "a");

        assertThat(enter(List.of(2L), "b").before).isEmpty();
    }

    @Test
    void whatComesLaterWaitsForTheOneBeforeItInEachOfItsLanes() {
        var one = enter(List.of(1L), "a");
        var two = enter(List.of(2L), "b");

        var both = enter(List.of(3L, 4L), "a", "b");

        assertThat(both.before).containsExactlyInAnyOrder(one.published, two.published);
        assertThat(enter(List.of(5L), "a").before).containsExactly(both.published);
    }

    @Test
    void rowsOfThisProcessAreNoStrangers() {
        enter(List.of(7L), "a");

        var next = enter(List.of(9L), List.of(older(5, "a"), older(7, "a")), "a");

        assertThat(next.strangers).isEmpty();
    }

    @Test
    void rowsThatWereWrittenElsewhereSinceAre() {
        enter(List.of(7L), "a");

        var next = enter(List.of(9L), List.of(older(7, "a"), older(8, "a")), "a");

        assertThat(next.strangers).extracting(Older::id).containsExactly(8L);
    }

    @Test
    void whatCouldNotBePublishedIsLikeAStrangersToWhoeverEntersNext() {
        var one = enter(List.of(1L), "a");
        var two = enter(List.of(2L), List.of(older(1, "a")), "a");
        lanes.failed(one);

        assertThat(two.before).containsExactly(one.published);
        assertThat(one.published).isCompletedWithValue(false);

        lanes.failed(two); // as whoever sees that does
        var three = enter(List.of(3L), List.of(older(1, "a"), older(2, "a")), "a");
        assertThat(three.before).isEmpty();
        assertThat(three.strangers).extracting(Older::id).containsExactly(1L, 2L);
    }

    @Test
    void aLaneIsBusyUntilItsRowsAreGone() {
        var batch = enter(List.of(1L), "a");
        lanes.published(batch);
        assertThat(lanes.busy()).containsExactly("a");

        batch.removed = true;
        assertThat(lanes.busy()).isEmpty();
    }

    @Test
    void aLaneIsRememberedWhileSomebodyMayHaveReadItsRowsBeforeTheyWereRemoved() {
        var batch = enter(List.of(1L), "a");
        lanes.published(batch);
        batch.removed = true;
        lanes.tidy();

        assertThat(enter(List.of(2L), List.of(older(1, "a")), "a").strangers).isEmpty();
    }

    private Batch enter(List<Long> ids, String... keys) {
        return enter(ids, List.of(), keys);
    }

    private Batch enter(List<Long> ids, List<Older> older, String... keys) {
        var records = Arrays.stream(keys)
                .map(key -> new ProducerRecord<>("orders.events", key, new byte[0]))
                .toList();
        return lanes.enter(records, ids, older);
    }

    private static Older older(long id, String key) {
        return new Older(id, key, 0.01);
    }
}
