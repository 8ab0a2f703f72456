package io.souk.conversation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.model.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void cutsTheSameWhateverThePieces() {
        var text =
                "It lasts 12.5 hours, e.g. for video. [1] It weighs 1.29 kg [2]. Then:\n- one dock\n- two docks.\n\nDone! Bye.";
        var expected = List.of(
                "It lasts 12.5 hours, e.g. for video. [1]",
                "It weighs 1.29 kg [2].",
                "Then:",
                "- one dock",
                "- two docks.",
                "Done!",
                "Bye.");

        for (var size = 1; size < 20; size++) {
            assertThat(cut(text, size).stream().map(Sentence::text)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void dropsWhatWasCutOff() {
        assertThat(cut("It has two ports. The third is for", 4).stream().map(Sentence::text))
                .containsExactly("It has two ports.");
    }

    @Test
    void theLastLineOfAWholeAnswerNeedsNoFullStop() {
        var cut = new ArrayList<Sentence>();
        var sentences = new Sentences(cut::add);
        sentences.add("It has:\n1. Memory: 16 GB\n2. Display: 14-inch");

        sentences.end(true);

        assertThat(cut.stream().map(Sentence::text))
                .containsExactly("It has:", "1. Memory: 16 GB", "2. Display: 14-inch");
    }

    private static List<Sentence> cut(String text, int size) {
        var cut = new ArrayList<Sentence>();
        var sentences = new Sentences(cut::add);
        for (var at = 0; at < text.length(); at += size) {
            sentences.add(text.substring(at, Math.min(text.length(), at + size)));
        }
        sentences.end(false);
        return cut;
    }
}
