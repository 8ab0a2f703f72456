package io.souk.rag.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.junit.jupiter.api.Test;

class PdfReaderTest {
    private static final String WORDS = "The battery of this machine lasts up to twelve hours of work.";

    @Test
    void headingsAreWhatIsLargerOrBolderThanTheText() {
        var reading = PdfReader.read(Pdfs.pdf(
                "# X1 Manual",
                WORDS,
                "It is charged with the exam-",
                "ple charger.",
                "",
                "## Battery",
                WORDS,
                WORDS,
                "",
                "* Charging",
                "Charge it with:",
                "• the charger in the box",
                "• any other of 65 W"));

        assertThat(reading.title()).isEqualTo("A manual");
        assertThat(reading.markdown()).isEqualTo("""
                        # X1 Manual

                        %1$s
                        It is charged with the example charger.

                        ## Battery

                        %1$s
                        %1$s

                        ### Charging

                        Charge it with:

                        - the charger in the box
                        - any other of 65 W""".formatted(WORDS));
    }

    @Test
    void anOutlineNamesTheHeadingsThatAreThere() {
        var reading = PdfReader.read(Pdfs.pdf(
                "T",
                List.of("1 Battery", "2 Screen", "3 Care"),
                "",
                "Battery",
                WORDS,
                "Screen",
                WORDS,
                "# Large but no heading",
                "Care",
                WORDS));

        assertThat(reading.markdown())
                .contains("# Battery\n", "# Screen\n", "# Care\n")
                .doesNotContain("# Large");
    }

    @Test
    void columnsAreATable() {
        var reading = PdfReader.read(
                Pdfs.pdf(WORDS, "", "Use\tHours\tNote", "Writing\t12\tdim", "Gaming\t3\tbright", "", WORDS));

        assertThat(reading.markdown()).contains("""
                | Use | Hours | Note |
                |---|---|---|
                | Writing | 12 | dim |
                | Gaming | 3 | bright |
                """);
    }

    @Test
    void runningHeadsAndPageNumbersAreLeftOut() {
        var lines = IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(page -> List.of(
                        "X1 Manual - edition 7",
                        "The text of " + "y".repeat(page) + " is here.",
                        "and goes on in lines",
                        "that differ from page to page by " + "x".repeat(page),
                        "Page " + page + " of 5",
                        "\f")
                        .stream())
                .toArray(String[]::new);

        var markdown =
                PdfReader.read(Pdfs.pdf(Arrays.copyOf(lines, lines.length - 1))).markdown();

        assertThat(markdown)
                .contains("The text of y is here.", "The text of yyyyy is here.")
                .doesNotContain("edition", " of 5");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsReason() throws IOException {
        assertThatThrownBy(() -> PdfReader.read(Pdfs.pdf("T", List.of(), "secret", WORDS)))
                .hasMessageStartingWith("document-encrypted: ");
        assertThatThrownBy(() -> PdfReader.read(Pdfs.pdf())).hasMessageStartingWith("document-empty: ");
        assertThatThrownBy(() -> PdfReader.read("%PDF-1.7 and then nothing".getBytes(UTF_8)))
                .hasMessageStartingWith("document-unreadable: ");
        var half = Pdfs.pdf(WORDS);
        assertThatThrownBy(() -> PdfReader.read(Arrays.copyOf(half, half.length / 3)))
                .isInstanceOf(RefusedDocumentException.class);
        assertThatThrownBy(() -> PdfReader.read(inflatingTo(80 << 20))).hasMessageStartingWith("document-too-large: ");
    }

    /** A file of some hundred kilobytes with a page of nothing but blanks. */
    private static byte[] inflatingTo(int size) throws IOException {
        try (var document = new PDDocument();
                var bytes = new ByteArrayOutputStream()) {
            var page = new PDPage();
            var content = new PDStream(document);
            try (var out = content.createOutputStream(COSName.FLATE_DECODE)) {
                var blanks = " ".repeat(1 << 20).getBytes(UTF_8);
                for (var i = 0; i < size >> 20; i++) {
                    out.write(blanks);
                }
            }
            page.setContents(content);
            document.addPage(page);
            document.save(bytes);
            return bytes.toByteArray();
        }
    }
}
