package io.souk.events;

import java.util.List;

/**
 * What a conversation is about right now, so that "it", "them" and "that order" can be resolved.
 *
 * @param products newest first
 * @param orderIds newest first
 */
public record Focus(List<FocusProduct> products, List<String> orderIds) {
    /** Nothing has been talked about yet. */
    public static final Focus NONE = new Focus(List.of(), List.of());

    public Focus {
        products = Check.list(products);
        orderIds = Check.list(orderIds);
    }

    /** A product being talked about. */
    public record FocusProduct(String id, String name) {}
}
