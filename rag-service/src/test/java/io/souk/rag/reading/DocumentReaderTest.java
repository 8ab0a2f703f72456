package io.souk.rag.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.souk.rag.reading.RefusedDocumentException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none|# A heading|MARKDOWN",
                "none|Use <b>bold</b> or <html> in your text|MARKDOWN",
                "none|<!DOCTYPE html><p>Words</p>|HTML",
                "none|'<!-- ours -->  <HTML lang=en><p>Words</p>'|HTML",
                "none|<p>A fragment</p>|MARKDOWN",
                "text/html; charset=utf-8|<p>A fragment</p>|HTML",
                "TEXT/PLAIN|<!DOCTYPE html>|PLAIN",
                "text/markdown|<html>|MARKDOWN",
                "application/octet-stream|<html><p>Words</p>|HTML",
            })
    void theFormatIsWhatIsStatedOrElseWhatIsUnmistakable(String mediaType, String text, Format format) {
        assertThat(DocumentReader.read(text, mediaType).format()).isEqualTo(format);
    }

    @Test
    void bytesAreReadInTheirCharset() {
        assertThat(markdown("é".getBytes(UTF_8), "text/plain")).isEqualTo("é");
        assertThat(markdown("é".getBytes(ISO_8859_1), "text/plain; charset=iso-8859-1"))
                .isEqualTo("é");
        assertThat(markdown("\uFEFFé".getBytes(UTF_16LE), null)).isEqualTo("é");
        assertThat(markdown("<html><meta charset=iso-8859-1><p>é".getBytes(ISO_8859_1), null))
                .isEqualTo("é");
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertReason("é".getBytes(ISO_8859_1), "text/plain", Reason.UNREADABLE);
        assertReason(new byte[1_000], "text/plain", Reason.UNREADABLE);
        assertReason("x".getBytes(UTF_8), "text/plain; charset=klingon", Reason.UNREADABLE);
        assertReason("x".getBytes(UTF_8), "application/msword", Reason.UNKNOWN_FORMAT);
        assertReason(new byte[0], null, Reason.EMPTY);
        assertThatThrownBy(() -> DocumentReader.read("\u0007\u0000\u001B".repeat(100), null))
                .hasMessageStartingWith("document-unreadable: ");
        assertThatThrownBy(() -> DocumentReader.read("%PDF-1.7", null))
                .hasMessageStartingWith("document-format-unknown: ");
    }

    private static String markdown(byte[] content, String mediaType) {
        return DocumentReader.read(content, mediaType).markdown();
    }

    private static void assertReason(byte[] content, String mediaType, Reason reason) {
        assertThatThrownBy(() -> DocumentReader.read(content, mediaType))
                .asInstanceOf(type(RefusedDocumentException.class))
                .extracting(RefusedDocumentException::reason)
                .isEqualTo(reason);
    }
}
