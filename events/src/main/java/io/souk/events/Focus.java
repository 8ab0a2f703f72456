package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;

/**
 * What a conversation is about right now, so that "it", "them" and "that order" can be resolved.
 *
 * @param products newest first
 * @param orderIds newest first
 * @param listed the last products that were shown together, in the order of the reply: what "the first" and "the cheapest of those"
 *     choose from; nobody says "it" of one of them
 * @param documents ids of those that the last answer from documents cited: "how long is it valid?" is most probably answered by them, too
 */
public record Focus(
        List<FocusProduct> products,
        List<String> orderIds,
        @JsonInclude(Include.NON_EMPTY) List<FocusProduct> listed,
        @JsonInclude(Include.NON_EMPTY) List<String> documents) {
    /** Nothing has been talked about yet. */
    public static final Focus NONE = new Focus(List.of(), List.of());

    public Focus {
        products = Check.list(products);
        orderIds = Check.list(orderIds);
        listed = Check.list(listed);
        documents = Check.list(documents);
    }

    /** With no list to choose from. */
    public Focus(List<FocusProduct> products, List<String> orderIds) {
        this(products, orderIds, List.of());
    }

    /** With no documents. */
    public Focus(List<FocusProduct> products, List<String> orderIds, List<FocusProduct> listed) {
        this(products, orderIds, listed, List.of());
    }

    /** The same, with these documents being talked about. */
    public Focus withDocuments(List<String> ids) {
        return new Focus(products, orderIds, listed, ids);
    }

    /** A product being talked about. */
    public record FocusProduct(String id, String name) {}
}
