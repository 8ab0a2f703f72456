package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.rag.reading.DocumentReader.Reading;
import io.souk.rag.reading.Format;
import io.souk.rag.reading.RefusedDocumentException;
import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document as it is kept: read, checked and cleaned.
 *
 * @param category {@code manual}, {@code faq}, {@code policy}, or another short word
 * @param productId the product it is about; null if none
 * @param text Markdown, whatever it came as
 * @param format what it came as
 */
record SourceDocument(
        String id, String title, String category, @Nullable String productId, String text, Format format) {
    static final int MAX_BYTES = 1_048_576;

    private static final int MAX_TITLE = 300;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Pattern CATEGORY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}");

    SourceDocument {
        demand(ID.matcher(id).matches(), "id must be 1 to 128 letters, digits, '.', '_', ':' or '-'");
        demand(
                productId == null || ID.matcher(productId).matches(),
                "productId must be 1 to 128 letters, digits, '.', '_', ':' or '-'");
        demand(CATEGORY.matcher(category).matches(), "category must be a short word");
        title = Texts.cleanLine(title);
        demand(!title.isEmpty() && title.length() <= MAX_TITLE, "title must have 1 to 300 characters");
        if (text.length() > MAX_BYTES || text.getBytes(UTF_8).length > MAX_BYTES) {
            throw new RefusedDocumentException(Reason.TOO_LARGE, "text is larger than 1 MiB; send it in parts");
        }
        text = Texts.clean(text);
        if (text.isBlank()) {
            throw new RefusedDocumentException(Reason.EMPTY, "text is blank");
        }
    }

    SourceDocument(String id, String title, String category, @Nullable String productId, String markdown) {
        this(id, title, category, productId, markdown, Format.MARKDOWN);
    }

    /** @param title null or blank: the one that the document gives itself */
    static SourceDocument of(
            String id, @Nullable String title, String category, @Nullable String productId, Reading reading) {
        var own = reading.title() == null ? "" : reading.title();
        return new SourceDocument(
                id,
                title == null || title.isBlank() ? own : title,
                category,
                productId == null || productId.isBlank() ? null : productId,
                reading.markdown(),
                reading.format());
    }

    private static void demand(boolean fulfilled, String detail) {
        if (!fulfilled) {
            throw new RefusedDocumentException(Reason.INVALID_ARGUMENTS, detail);
        }
    }
}
