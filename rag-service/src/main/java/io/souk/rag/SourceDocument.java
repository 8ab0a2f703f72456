package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A document as a seller or an operator hands it in, checked and cleaned.
 *
 * @param category {@code manual}, {@code faq}, {@code policy}, or another short word
 * @param productId the product it is about; null if none
 * @param text Markdown
 */
record SourceDocument(
        String id, String title, String category, @Nullable String productId, String text) {
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
        demand(text.getBytes(UTF_8).length <= MAX_BYTES, "text is larger than 1 MiB");
        title = Texts.cleanLine(title);
        demand(!title.isEmpty() && title.length() <= MAX_TITLE, "title must have 1 to 300 characters");
        text = Texts.clean(text);
        demand(!text.isBlank(), "text is blank");
    }

    private static void demand(boolean fulfilled, String reason) {
        if (!fulfilled) {
            throw new RefusedDocumentException(reason);
        }
    }
}
