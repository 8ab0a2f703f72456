package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.souk.rag.MarkdownChunker.Chunk;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                .extracting(Chunk::ordinal, Chunk::section, Chunk::text)
                .containsExactly(
                        tuple(0, null, "Short and light."),
                        tuple(1, "Battery", "Lasts 12 hours."),
                        tuple(2, "Battery › Charging", "Takes one hour."),
                        tuple(3, "Care", "Wipe it."));
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
    void whatIntroducesAListStaysWithItsItemsWhereverItIsCut() {
        var list = "- Open the cover with both of your thumbs at once.\n".repeat(12);

        var chunks = chunker.chunks(
                "Manual", "A first sentence. ".repeat(12) + "To change the battery:\n\n" + list + "\nThen close it.");

        assertThat(chunks)
                .filteredOn(chunk -> chunk.text().contains("- Open"))
                .hasSizeGreaterThan(2)
                .allSatisfy(chunk -> assertThat(chunk.text()).contains("To change the battery:\n\n- Open the cover"));
        assertThat(chunks)
                .filteredOn(chunk -> !chunk.text().contains("- Open"))
                .noneSatisfy(chunk -> assertThat(chunk.text()).contains("To change"));
    }

    @Test
    void linesThatEndOnPurposeStayLines() {
        var chunks = chunker.chunks("Manual", """
                Set a ring tone
                Tap Sounds, and then one of these:
                Vibrate
                Mute
                Pulse as well as ring when somebody calls and the phone lies there.""");

        assertThat(chunks).singleElement().extracting(Chunk::text).isEqualTo("""
                Set a ring tone
                Tap Sounds, and then one of these:
                Vibrate
                Mute
                Pulse as well as ring when somebody calls and the phone lies there.""");
    }

    @Test
    void linesThatWereFilledAreOneText() {
        var chunks = chunker.chunks("Manual", """
                Never touch the plug with wet hands, and never use a
                Brevik cable that is damaged. Do not use extension leads
                or socket strips, for they get hot.""");

        assertThat(chunks).singleElement().extracting(Chunk::text).isEqualTo("""
                Never touch the plug with wet hands, and never use a \
                Brevik cable that is damaged. Do not use extension leads \
                or socket strips, for they get hot.""");
    }

    @Test
    void aFirstLineThatRepeatsTheTitleAddsNothing() {
        assertThat(chunker.chunks("Night mode", "Night mode\nUse a darker theme."))
                .containsExactly(new Chunk(0, null, "Use a darker theme.", 11, 30));
        assertThat(chunker.chunks("Night mode", "Night mode")).containsExactly(new Chunk(0, null, "Night mode", 0, 10));
    }

    @Test
    void anAbbreviationEndsNoSentence() {
        var chunks = new MarkdownChunker(100, 0)
                .chunks(
                        "Manual",
                        "Use a charger of approx. 65 W or more, e.g. The One of ours, as said in no. 12. ".repeat(8));

        assertThat(chunks)
                .hasSizeGreaterThan(4)
                .allSatisfy(chunk ->
                        assertThat(chunk.text()).startsWith("Use a charger").endsWith("no. 12."));
    }

    @Test
    void everyChunkKnowsItsPlaceInTheSource() {
        var source = """
                # Manual

                One sentence that goes
                over two lines. Another one.

                > A quoted one.

                - first item
                - second item

                | Use | Hours |
                |---|---|
                """ + "| Writing all day long | 12 |\n".repeat(100) + "\n## Odd\n\n" + "word ".repeat(1_000);

        var chunks = chunker.chunks("T", source);

        assertThat(chunks).hasSizeGreaterThan(15).allSatisfy(chunk -> {
            var place = source.substring(chunk.startsAt(), chunk.endsAt());
            assertThat(words(chunk.text())).endsWith(words(place));
        });
        assertThat(chunks.stream()
                        .mapToInt(chunk -> chunk.endsAt() - chunk.startsAt())
                        .sum())
                .as("all of it, but for headings and blanks")
                .isGreaterThan(source.length() - 120);
        assertThat(chunks).extracting(Chunk::startsAt).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {">", "- ", "[", "*a ", "![", "<div>", "1. ", "|", "`", "#", "\\", "&#x41;", "a|b\n-|-\n"})
    void whatIsNestedWithoutEndIsCutInTime(String mark) {
        var text = mark.repeat(200_000 / mark.length()) + " x";

        assertThatCode(() -> assertTimeout(Duration.ofSeconds(10), () -> chunker.chunks("T", text)))
                .doesNotThrowAnyException();
    }

    @Test
    void nothingIsLost() {
        var chunks = chunker.chunks("T", "# Only a heading");

        assertThat(chunks)
                .singleElement()
                .satisfies(chunk -> assertThat(chunk.text()).contains("Only a heading"));
    }

    private static String words(String text) {
        return text.replaceAll("[\\s>]+", " ").strip();
    }

    private static String lastSentence(Chunk chunk) {
        return chunk.text().substring(chunk.text().lastIndexOf("This"));
    }
}
