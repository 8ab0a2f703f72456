package io.souk.tools.desk;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request so far: its slots, kept with the question that is open.
 *
 * @param lines places in the order, in the order in which they were named
 * @param newItems what each of {@code lines} becomes; empty where that is not known yet
 * @param method id of a payment method
 * @param reason why an order is cancelled, in the words of the rules
 * @param address its parts by name, as far as they are known
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Draft(
        @Nullable String orderId,
        List<Integer> lines,
        List<String> newItems,
        @Nullable String method,
        @Nullable String reason,
        Map<String, String> address) {
    static final Draft EMPTY = new Draft(null, List.of(), List.of(), null, null, Map.of());

    Draft {
        lines = lines == null ? List.of() : List.copyOf(lines);
        newItems = newItems == null ? List.of() : List.copyOf(newItems);
        address = address == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(address));
    }

    Draft withOrder(String id) {
        return new Draft(id, lines, newItems, method, reason, address);
    }

    /** Other lines: what they become has to be said anew. */
    Draft withLines(List<Integer> places) {
        return new Draft(orderId, places, Collections.nCopies(places.size(), ""), method, reason, address);
    }

    Draft withNewItem(int pair, String itemId) {
        var items = new ArrayList<>(newItems);
        items.set(pair, itemId);
        return new Draft(orderId, lines, items, method, reason, address);
    }

    Draft withMethod(String id) {
        return new Draft(orderId, lines, newItems, id, reason, address);
    }

    Draft withoutMethod() {
        return new Draft(orderId, lines, newItems, null, reason, address);
    }

    Draft withReason(String why) {
        return new Draft(orderId, lines, newItems, method, why, address);
    }

    Draft withAddress(Map<String, String> parts) {
        return new Draft(orderId, lines, newItems, method, reason, parts);
    }
}
