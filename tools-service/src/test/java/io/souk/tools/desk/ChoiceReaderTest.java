package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.tools.desk.ChoiceReader.Reading;
import io.souk.tools.desk.Terms.Option;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Products.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceReaderTest {
    private static final Overview MONITOR = Purchases.delivered(
            "ORD-1003", "u-1", Purchases.today(), item("vireo-27-4k-pro", "Vireo 27 4K Pro", "499.00"));
    private static final Overview DESK = Purchases.delivered(
            "ORD-1004",
            "u-1",
            Purchases.today(),
            item("keywright-slate-75", "Keywright Slate 75", "129.00"),
            item("glider-m2", "Glider M2", "49.00"));
    private static final List<Option> OPTIONS = List.of(
            new Option("ORD-1003 Vireo 27 4K Pro", "Vireo 27 4K Pro (ORD-1003)", "ORD-1003", List.of(0)),
            new Option("ORD-1004 Keywright Slate 75", "Keywright Slate 75 (ORD-1004)", "ORD-1004", List.of(0)),
            new Option("ORD-1004 Glider M2", "Glider M2 (ORD-1004)", "ORD-1004", List.of(1)),
            new Option("ORD-1004 everything", "Everything in ORD-1004", "ORD-1004", List.of(0, 1)));
    private static final ChoiceReader READER = new ChoiceReader(
            new LineFinder(Map.of(
                    "vireo-27-4k-pro", new Kind("Monitors", ""),
                    "keywright-slate-75", new Kind("Keyboards & Mice", ""),
                    "glider-m2", new Kind("Keyboards & Mice", ""))),
            List.of(
                    Item.of(MONITOR).getFirst(),
                    Item.of(DESK).getFirst(),
                    Item.of(DESK).getLast()));

    @ParameterizedTest
    @CsvSource({
        "the first one, ORD-1003 Vireo 27 4K Pro",
        "second, ORD-1004 Keywright Slate 75",
        "the 2nd please, ORD-1004 Keywright Slate 75",
        "3, ORD-1004 Glider M2",
        "#1, ORD-1003 Vireo 27 4K Pro",
        "number 3, ORD-1004 Glider M2",
        "two, ORD-1004 Keywright Slate 75",
        "the last one, ORD-1004 everything",
        "the monitor, ORD-1003 Vireo 27 4K Pro",
        "the keywright, ORD-1004 Keywright Slate 75",
        "the mouse I mean the glider m2, ORD-1004 Glider M2",
        "ord-1004 glider m2, ORD-1004 Glider M2",
        "everything, ORD-1004 everything",
    })
    void understandsAnAnswer(String text, String chosen) {
        assertThat(read(says(text, Intent.GENERAL, null)).left())
                .extracting(Option::value)
                .containsExactly(chosen);
    }

    @Test
    void understandsAnOrderNumber() {
        var reading = read(says("ORD-1003", Intent.ORDER_STATUS, "track").about("ORD-1003"));

        assertThat(reading.chosen()).isEqualTo(OPTIONS.getFirst());
        assertThat(reading.bare()).isTrue();
    }

    @Test
    void asksBetweenWhatIsLeft() {
        var reading = read(says("the one from ORD-1004", Intent.GENERAL, null).about("ORD-1004"));

        assertThat(reading.left()).extracting(Option::value).allMatch(value -> value.startsWith("ORD-1004"));
        assertThat(reading.narrowed()).isTrue();
        assertThat(reading.chosen()).isNull();
    }

    @Test
    void knowsThatAnotherOrderWasNotOffered() {
        assertThat(read(says("ORD-1099", Intent.GENERAL, null).about("ORD-1099"))
                        .left())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"track ORD-1003 for me", "where is the monitor", "which dock fits the first laptop"})
    void tellsAnotherRequestFromAnAnswer(String text) {
        assertThat(read(says(text, Intent.ORDER_STATUS, "track")).bare()).isFalse();
    }

    @Test
    void leavesEverythingWhenTheAnswerSaysNothing() {
        var reading = read(says("hmm let me think", Intent.GENERAL, null));

        assertThat(reading.left()).isEqualTo(OPTIONS);
        assertThat(reading.narrowed()).isFalse();
    }

    private static Reading read(Says answer) {
        return READER.read(OPTIONS, answer.turn());
    }
}
