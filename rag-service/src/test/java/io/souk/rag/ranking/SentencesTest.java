package io.souk.rag.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souk.rag.ranking.Sentences.Passage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void aTextIsSplitAtSentencesAndLinesAndShortOnesGoWithTheNext() {
        var text =
                "From Settings, tap Display > Easy mode. See . \nThe battery lasts up to 12 hours.\n\n- Charge it for two hours\nEnd";

        assertThat(Sentences.split(text).stream()
                        .map(it -> text.substring(it.start(), it.end()))
                        .toList())
                .containsExactly(
                        "From Settings, tap Display > Easy mode.",
                        "See . \nThe battery lasts up to 12 hours.",
                        "- Charge it for two hours",
                        "End");
        assertThat(Sentences.split("  ")).isEmpty();
    }

    @Test
    void vectorsOfSentencesSurviveTheirStorage() {
        var passage = "It lasts up to twelve hours. It charges in two hours.";

        var made = Sentences.of(
                List.of(new Passage("X1: Battery", "Battery", passage)),
                List.of(new float[] {1, 0}),
                _ -> List.of(new float[] {0.6f, 0.8f}, new float[] {-0.28f, 0.96f}),
                headed -> {
                    assertThat(headed)
                            .containsExactly(
                                    "Battery\nIt lasts up to twelve hours.", "Battery\nIt charges in two hours.");
                    return List.of(new float[] {1, 0}, new float[] {0, 1});
                });
        var stored = Sentences.unpack(made.getFirst().packed()).all();

        assertThat(stored).hasSize(2);
        assertThat(stored.getFirst().start()).isZero();
        assertThat(stored.getLast().end()).isEqualTo(passage.length());
        assertThat(stored.getFirst().cosine(new float[] {0, 1})).isCloseTo(0.8, within(0.01));
        assertThat(stored.getLast().cosine(new float[] {1, 0})).isCloseTo(-0.28, within(0.01));
        assertThat(stored.getFirst().secondCosine(new float[] {0, 1})).isCloseTo(0, within(0.01));
        assertThat(stored.getLast().secondCosine(new float[] {0, 1})).isCloseTo(1, within(0.01));
    }

    /** As they were stored before the second model, and are until the index has been made anew. */
    @Test
    void aSentenceThatTheSecondModelHasNotReadHasNoLikeness() {
        var before = ByteBuffer.allocate(16)
                .putShort((short) 2)
                .putInt(0)
                .putInt(28)
                .putFloat(1)
                .put(new byte[] {0, 1});

        var stored = Sentences.unpack(before.array()).all();

        assertThat(stored).hasSize(1);
        assertThat(stored.getFirst().cosine(new float[] {0, 1})).isCloseTo(1, within(0.01));
        assertThat(stored.getFirst().secondCosine(new float[] {0, 1})).isNull();
    }

    @Test
    void aSentenceOfManyPassagesIsEmbeddedOnce() {
        var asked = new ArrayList<String>();
        var warning = "Keep it away from children at all times.";

        var made = Sentences.of(
                List.of(
                        new Passage("", "Battery", warning + " It lasts up to twelve hours when it is new."),
                        new Passage("", "Charger", "It charges within two hours if it was empty. " + warning)),
                List.of(new float[] {1, 0}, new float[] {1, 0}),
                texts -> {
                    asked.addAll(texts);
                    return texts.stream()
                            .map(it -> it.equals(warning) ? new float[] {0, 1} : new float[] {1, 0})
                            .toList();
                },
                SentencesTest::any);

        assertThat(asked)
                .containsExactly(
                        warning,
                        "It lasts up to twelve hours when it is new.",
                        "It charges within two hours if it was empty.");
        assertThat(made.getFirst().all().getFirst().cosine(new float[] {0, 1})).isCloseTo(1, within(0.01));
        assertThat(made.getLast().all().getLast().cosine(new float[] {0, 1})).isCloseTo(1, within(0.01));
        assertThat(made.getLast().all().getFirst().cosine(new float[] {0, 1})).isCloseTo(0, within(0.01));
    }

    @Test
    void aShortSentenceIsEmbeddedWithItsHeading() {
        var asked = new ArrayList<String>();

        Sentences.of(
                List.of(new Passage(
                        "X1: Reset",
                        "Reset",
                        "Press the key twice and hold. It takes no more than a few seconds in all.")),
                List.of(new float[] {1, 0}),
                texts -> {
                    asked.addAll(texts);
                    return any(texts);
                },
                SentencesTest::any);

        assertThat(asked)
                .containsExactly(
                        "X1: Reset\nPress the key twice and hold.", "It takes no more than a few seconds in all.");
    }

    @Test
    void theOnlySentenceIsNotEmbeddedAgain() {
        var made = Sentences.of(
                List.of(new Passage("", "Battery", "It lasts up to twelve hours.")),
                List.of(new float[] {0, 1}),
                texts -> {
                    assertThat(texts).isEmpty();
                    return List.of();
                },
                SentencesTest::any);

        assertThat(made.getFirst().all().getFirst().cosine(new float[] {0, 1})).isCloseTo(1, within(0.01));
        assertThat(Sentences.unpack(null).all()).isEmpty();
    }

    private static List<float[]> any(List<String> texts) {
        return texts.stream().map(_ -> new float[] {1, 0}).toList();
    }
}
