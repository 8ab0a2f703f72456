package io.souk.rag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a search may look at.
 *
 * @param categories empty for all
 * @param products empty for all
 * @param productless documents about no product: with {@code products} these too, without only these
 * @param documentId null for all
 * @param version of documents; null for all
 */
record Scope(
        List<String> categories,
        List<String> products,
        boolean productless,
        @Nullable String documentId,
        @Nullable String version) {
    static final Scope ALL = new Scope(List.of(), List.of(), false);

    Scope {
        categories = List.copyOf(categories);
        products = List.copyOf(products);
    }

    Scope(List<String> categories, List<String> products, boolean productless) {
        this(categories, products, productless, null, null);
    }

    /** The same products, in documents of any kind. */
    Scope ofEveryKind() {
        return new Scope(List.of(), products, productless, documentId, version);
    }
}
