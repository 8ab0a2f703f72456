package io.souk.events;

import java.util.List;

/**
 * The things a message names.
 *
 * @param products matched against the live catalogue, in order of mention; includes those resolved from the focus ("it")
 * @param categories catalogue categories by their catalogue name ("Laptops")
 * @param orderIds normalised ({@code ORD-1001})
 * @param references refund and complaint numbers, normalised ({@code RF-…}, {@code CP-…})
 */
public record Entities(
        List<ProductMention> products, List<String> categories, List<String> orderIds, List<String> references) {
    /** Nothing was named. */
    public static final Entities NONE = new Entities(List.of(), List.of(), List.of(), List.of());

    public Entities {
        products = Check.list(products);
        categories = Check.list(categories);
        orderIds = Check.list(orderIds);
        references = Check.list(references);
    }

    /**
     * A product a message speaks of.
     *
     * @param text the words that name it; empty if it came from the focus
     * @param start offset of those words in the message, in UTF-16 characters; -1 if it came from the focus
     * @param score how sure the match is, 0 to 1
     */
    public record ProductMention(String productId, String name, String text, int start, double score) {}
}
