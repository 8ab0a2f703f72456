package io.souk.rag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a search may look at.
 *
 * @param categories empty for all
 * @param products empty for all
 * @param productless documents about no product: with {@code products} these too, without only these
 * @param documents ids; empty for all
 * @param version of documents; null for all
 */
record Scope(
        List<String> categories,
        List<String> products,
        boolean productless,
        List<String> documents,
        @Nullable String version) {
    static final Scope ALL = new Scope(List.of(), List.of(), false);

    Scope {
        categories = List.copyOf(categories);
        products = List.copyOf(products);
        documents = List.copyOf(documents);
    }

    Scope(List<String> categories, List<String> products, boolean productless) {
        this(categories, products, productless, List.of(), null);
    }

    /** These documents, except those about products. */
    static Scope ofDocuments(List<String> ids) {
        return new Scope(List.of(), List.of(), true, ids, null);
    }

    /** The same products, in documents of any kind. */
    Scope ofEveryKind() {
        return new Scope(List.of(), products, productless, documents, version);
    }
}
