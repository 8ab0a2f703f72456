package io.souk.rag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a search may look at.
 *
 * @param categories empty for all
 * @param products empty for all
 * @param productless with {@code products}: documents about no product too
 */
record Scope(List<String> categories, List<String> products, boolean productless) {
    static final Scope ALL = new Scope(List.of(), List.of(), false);

    Scope {
        categories = List.copyOf(categories);
        products = List.copyOf(products);
    }

    /** Exactly this category, exactly this product; null for any. */
    static Scope filter(@Nullable String category, @Nullable String productId) {
        return new Scope(
                category == null ? List.of() : List.of(category),
                productId == null ? List.of() : List.of(productId),
                false);
    }
}
