package io.souk.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.gateway.chat.Sockets.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.TextMessage;

class SubscriptionTest {
    private final List<Long> sent = new ArrayList<>();

    @Test
    void letsFramesOutInOrderAndEachOnce() {
        var subscription = at(0);

        assertThat(subscription.live(line(1))).isFalse();
        assertThat(subscription.live(line(1))).isFalse();
        assertThat(subscription.live(line(2))).isFalse();

        assertThat(sent).containsExactly(1L, 2L);
    }

    @Test
    void aGapIsReportedOnceAndWhatFollowsIsHeldUntilItIsFilled() {
        var subscription = at(1);

        assertThat(subscription.live(line(4))).isTrue();
        assertThat(subscription.live(line(5))).isFalse();
        assertThat(sent).isEmpty();
        assertThat(subscription.fill(lines(2, 4))).isTrue();

        assertThat(sent).containsExactly(2L, 3L, 4L, 5L);
        assertThat(subscription.live(line(6))).isFalse();
        assertThat(sent).endsWith(6L);
    }

    @Test
    void aHoleOfTheJournalIsReportedAndPassedOver() {
        var subscription = at(1);
        subscription.live(line(6));

        assertThat(subscription.fill(lines(4, 5))).isFalse();

        assertThat(sent).containsExactly(4L, 5L, 6L);
    }

    @Test
    void whoseConversationItIsIsAskedBeforeAnythingComesOut() {
        var unproven = new Subscription("c", 0, false, false, line -> sent.add(line.seq()));

        assertThat(unproven.live(line(1))).isTrue();
        assertThat(sent).isEmpty();
        assertThat(unproven.isForeign()).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void aConversationThatDoesNotExistYetIsNotForeign() {
        var unproven = new Subscription("c", 0, false, false, line -> sent.add(line.seq()));

        assertThat(unproven.isForeign()).isFalse();

        assertThat(unproven.live(line(1))).isTrue();
        assertThat(unproven.fill(lines(1, 1))).isTrue();
        assertThat(sent).containsExactly(1L);
    }

    @Test
    void whoHasLeftGetsNothingMore() {
        var subscription = at(0);

        subscription.end();

        assertThat(subscription.live(line(1))).isFalse();
        assertThat(subscription.live(line(9))).isFalse();
        subscription.fill(lines(1, 9));
        assertThat(sent).isEmpty();
    }

    @Test
    void silenceIsSuspiciousOnlyWhileAReplyIsDue() {
        var subscription = at(0);
        var later = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        var limit = TimeUnit.SECONDS.toNanos(3);
        assertThat(subscription.isSuspiciouslySilent(later, limit)).isFalse();

        subscription.expect("t");

        assertThat(subscription.isSuspiciouslySilent(System.nanoTime(), limit)).isFalse();
        assertThat(subscription.isSuspiciouslySilent(later, limit)).isTrue();
        subscription.fill(List.of(new Line(1, new TextMessage("{}"), "reply", "t")));
        assertThat(subscription.isSuspiciouslySilent(later + limit, limit)).isFalse();
    }

    private Subscription at(long last) {
        return new Subscription("c", last, true, false, line -> sent.add(line.seq()));
    }

    private static Line line(long seq) {
        return new Line(seq, new TextMessage("{}"), "delta", null);
    }

    private static List<Line> lines(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(SubscriptionTest::line).toList();
    }
}
