package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.rag.MarkdownChunker.Chunk;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownChunkerTest {
    private final MarkdownChunker chunker = new MarkdownChunker(200, 50);

    @Test
    void everyPassageKnowsItsHeadingsAndNoneCrossesThem() {
        var chunks = chunker.chunks("Manual", """
                Short and light.

                ## Battery

                Lasts 12 hours.

                ### Charging

                Takes one hour.

                Care
                ----

                Wipe it.
                """);

        assertThat(chunks)
                .containsExactly(
                        new Chunk(0, null, "Short and light."),
                        new Chunk(1, "Battery", "Lasts 12 hours."),
                        new Chunk(2, "Battery › Charging", "Takes one hour."),
                        new Chunk(3, "Care", "Wipe it."));
    }

    @Test
    void aFirstHeadingThatRepeatsTheTitleIsNotASection() {
        var chunks = chunker.chunks("X1 Manual", "# X1 manual\n\nWelcome.\n\n## Battery\n\nTwelve hours.");

        assertThat(chunks).extracting(Chunk::section).containsExactly(null, "Battery");
    }

    @Test
    void aLongSectionIsCutBetweenSentencesIntoPartsOfLikeLength() {
        var sentence = "This sentence number %02d has some sixty characters in its body.";
        var section = IntStream.range(0, 10).mapToObj(sentence::formatted).collect(Collectors.joining(" "));

        var chunks = chunker.chunks("Manual", section);

        assertThat(chunks).hasSizeBetween(3, 4).allSatisfy(chunk -> {
            assertThat(chunk.text()).startsWith("This").endsWith("body.");
            assertThat(chunk.text().length()).isBetween(120, 330);
        });
        assertThat(chunks.get(1).text())
                .as("shares a sentence with its neighbour")
                .startsWith(lastSentence(chunks.get(0)));
    }

    @Test
    void aTableStaysWhole() {
        var table = "| Use | Hours |\n|---|---|\n"
                + "| Writing all day long | 12 |\n".repeat(12).strip();

        var chunks = chunker.chunks("Manual", "It lasts long. ".repeat(12) + "\n\n" + table);

        assertThat(chunks)
                .filteredOn(chunk -> chunk.text().contains("| Use |"))
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.text()).endsWith(table));
    }

    @Test
    void aVeryLongTableIsCutBetweenRowsAndKeepsItsHead() {
        var table = "| Part | Price |\n|---|---|\n" + "| A part with a name | 10 EUR |\n".repeat(100);

        var chunks = chunker.chunks("Prices", table);

        assertThat(chunks)
                .hasSizeGreaterThan(5)
                .allSatisfy(chunk -> assertThat(chunk.text())
                        .startsWith("| Part | Price |\n|---|---|\n| A part")
                        .endsWith("10 EUR |"));
    }

    @Test
    void aListIsCutBetweenItsItems() {
        var chunks = chunker.chunks("Manual", "- Press the key for a long while until it blinks.\n".repeat(12));

        assertThat(chunks)
                .hasSizeGreaterThan(1)
                .allSatisfy(
                        chunk -> assertThat(chunk.text()).startsWith("- Press").endsWith("blinks."));
    }

    @Test
    void textWithoutSentencesOrSpacesIsCutAllTheSame() {
        var chunks = chunker.chunks("Odd", "😀".repeat(50_000));

        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text().length()).isLessThanOrEqualTo(400));
        assertThat(chunks.stream().map(Chunk::text).collect(Collectors.joining()))
                .isEqualTo("😀".repeat(50_000));
    }

    @Test
    void nothingIsLost() {
        var chunks = chunker.chunks("T", "# Only a heading");

        assertThat(chunks)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.text()).contains("Only a heading"));
    }

    private static String lastSentence(Chunk chunk) {
        return chunk.text().substring(chunk.text().lastIndexOf("This"));
    }
}
