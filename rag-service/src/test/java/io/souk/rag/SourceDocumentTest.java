package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.rag.reading.RefusedDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceDocumentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "''|T|manual|null|text|id",
                "a b|T|manual|null|text|id",
                "../etc|T|manual|null|text|id",
                "id|' '|manual|null|text|title",
                "id|T|''|null|text|category",
                "id|T|a category that goes on and on and on and on|null|text|category",
                "id|T|manual|'x y'|text|productId",
                "id|T|manual|null|' '|document-empty",
            })
    void whatCannotBeTakenIsRefusedWithItsReason(
            String id, String title, String category, String productId, String text, String reason) {
        assertThatThrownBy(() -> new SourceDocument(id, title, category, productId, text))
                .isInstanceOf(RefusedDocumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void moreThanOneMebibyteIsRefused() {
        assertThatThrownBy(() -> new SourceDocument("id", "T", "manual", null, "é".repeat(600_000)))
                .isInstanceOf(RefusedDocumentException.class)
                .hasMessageContaining("document-too-large")
                .hasMessageContaining("1 MiB");
    }

    @Test
    void whatPostgresCannotStoreIsReplaced() {
        var document = new SourceDocument("id", " A\u0000 \n title\uD800 ", "manual", null, "a\u0000b\r\nc\uDC00 😀");

        assertThat(document.title()).isEqualTo("A title\uFFFD");
        assertThat(document.text()).isEqualTo("a b\nc\uFFFD 😀");
    }
}
