package io.souk.tools.operations;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The retail rules once more, told over the JSON of a data set as naively as they can be: none of the service's own code, so that a
 * mistake would have to be made twice.
 */
final class Rulebook {
    private static final List<String> PARTS = List.of("address1", "address2", "city", "state", "country", "zip");

    /** The data set, as it is after all calls so far. */
    final ObjectNode data;

    Rulebook(ObjectNode data) {
        this.data = data;
    }

    /** The code with which a call is refused, after which nothing has changed; null if it is done. */
    @Nullable
    String call(ToolOperation operation, JsonNode arguments) {
        if (operation == ToolOperation.MODIFY_USER_ADDRESS) {
            var user = object("users", arguments, "user_id");
            return user == null ? "user-not-found" : readdress(user, arguments);
        }
        var order = object("orders", arguments, "order_id");
        if (order == null) {
            return "order-not-found";
        }
        var status = order.get("status").stringValue();
        var before = operation == ToolOperation.RETURN_DELIVERED_ORDER_ITEMS
                        || operation == ToolOperation.EXCHANGE_DELIVERED_ORDER_ITEMS
                ? "delivered"
                : "pending";
        if (!status.equals(before)) {
            return "order-not-" + before;
        }
        return switch (operation) {
            case CANCEL_PENDING_ORDER -> cancel(order, arguments.get("reason").stringValue());
            case MODIFY_PENDING_ORDER_ADDRESS -> readdress(order, arguments);
            case MODIFY_PENDING_ORDER_PAYMENT -> repay(order, method(arguments));
            case RETURN_DELIVERED_ORDER_ITEMS -> takeBack(order, texts(arguments, "item_ids"), method(arguments));
            default ->
                swap(
                        order,
                        texts(arguments, "item_ids"),
                        texts(arguments, "new_item_ids"),
                        method(arguments),
                        before.equals("delivered"));
        };
    }

    private @Nullable String cancel(ObjectNode order, String reason) {
        if (!reason.equals("no longer needed") && !reason.equals("ordered by mistake")) {
            return "invalid-cancel-reason";
        }
        var history = order.get("payment_history");
        var methods = new LinkedHashSet<String>();
        history.forEach(entry -> methods.add(entry.get("payment_method_id").stringValue()));
        for (var method : methods) {
            var net = history.valueStream()
                    .filter(entry ->
                            entry.get("payment_method_id").stringValue().equals(method))
                    .map(entry -> entry.get("transaction_type").stringValue().equals("payment")
                            ? amount(entry, "amount")
                            : amount(entry, "amount").negate())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (net.signum() > 0) {
                enter(order, "refund", net, method);
                fill(order, method, net);
            }
        }
        order.put("status", "cancelled").put("cancel_reason", reason);
        return null;
    }

    private static @Nullable String readdress(ObjectNode whose, JsonNode arguments) {
        var address = whose.putObject("address");
        PARTS.forEach(part -> address.set(part, arguments.get(part)));
        return null;
    }

    private @Nullable String repay(ObjectNode order, String method) {
        var own = own(order, method);
        if (own == null) {
            return "payment-method-not-found";
        }
        var history = order.get("payment_history");
        if (history.size() != 1
                || !history.get(0).get("transaction_type").stringValue().equals("payment")) {
            return "payment-not-single";
        }
        var former = history.get(0).get("payment_method_id").stringValue();
        if (former.equals(method)) {
            return "payment-method-unchanged";
        }
        var sum = amount(history.get(0), "amount");
        if (own.has("balance") && amount(own, "balance").compareTo(sum) < 0) {
            return "insufficient-gift-card-balance";
        }
        enter(order, "payment", sum, method);
        enter(order, "refund", sum, former);
        fill(order, method, sum.negate());
        fill(order, former, sum);
        return null;
    }

    private @Nullable String takeBack(ObjectNode order, List<String> items, String method) {
        var own = own(order, method);
        if (own == null) {
            return "payment-method-not-found";
        }
        var original =
                order.at("/payment_history/0/payment_method_id").stringValue().equals(method);
        if (!original && !own.get("source").stringValue().equals("gift_card")) {
            return "refund-method-not-allowed";
        }
        if (asksForMore(order, items)) {
            return "item-not-in-order";
        }
        order.put("status", "return requested").put("return_payment_method_id", method);
        var list = order.putArray("return_items");
        items.stream().sorted().forEach(list::add);
        return null;
    }

    private @Nullable String swap(
            ObjectNode order, List<String> items, List<String> newItems, String method, boolean delivered) {
        if (asksForMore(order, items)) {
            return "item-not-in-order";
        }
        if (items.size() != newItems.size()) {
            return "item-count-mismatch";
        }
        var lines = new ArrayList<ObjectNode>();
        var claimed = new LinkedHashSet<Integer>();
        var difference = BigDecimal.ZERO;
        for (var pair = 0; pair < items.size(); pair++) {
            var item = items.get(pair);
            if (item.equals(newItems.get(pair))) {
                return "same-item";
            }
            var line = next(order, item, claimed);
            lines.add(line);
            var variant = variant(line, newItems.get(pair));
            if (!variant.path("available").asBoolean(false)) {
                return "new-item-unavailable";
            }
            difference = difference.add(amount(variant, "price")).subtract(amount(line, "price"));
        }
        var own = own(order, method);
        if (own == null) {
            return "payment-method-not-found";
        }
        if (own.has("balance") && amount(own, "balance").compareTo(difference) < 0) {
            return "insufficient-gift-card-balance";
        }
        if (delivered) {
            order.put("status", "exchange requested")
                    .put("exchange_payment_method_id", method)
                    .put("exchange_price_difference", difference);
            var old = order.putArray("exchange_items");
            items.stream().sorted().forEach(old::add);
            var wanted = order.putArray("exchange_new_items");
            newItems.stream().sorted().forEach(wanted::add);
            return null;
        }
        for (var pair = 0; pair < lines.size(); pair++) {
            var variant = variant(lines.get(pair), newItems.get(pair));
            lines.get(pair).put("item_id", newItems.get(pair));
            lines.get(pair).set("price", variant.get("price"));
            lines.get(pair).set("options", variant.get("options"));
        }
        enter(order, difference.signum() > 0 ? "payment" : "refund", difference.abs(), method);
        fill(order, method, difference.negate());
        order.put("status", "pending (item modified)");
        return null;
    }

    /** The first line of this item that no pair has had yet. */
    private static ObjectNode next(ObjectNode order, String item, Set<Integer> claimed) {
        var lines = order.get("items");
        var place = 0;
        while (!lines.get(place).get("item_id").stringValue().equals(item) || !claimed.add(place)) {
            place++;
        }
        return lines.get(place).asObject();
    }

    private static boolean asksForMore(ObjectNode order, List<String> items) {
        var there = order.get("items")
                .valueStream()
                .map(line -> line.get("item_id").stringValue())
                .collect(groupingBy(id -> id, counting()));
        return items.stream().collect(groupingBy(id -> id, counting())).entrySet().stream()
                .anyMatch(wanted -> wanted.getValue() > there.getOrDefault(wanted.getKey(), 0L));
    }

    private JsonNode variant(JsonNode line, String item) {
        return data.get("products")
                .get(line.get("product_id").stringValue())
                .get("variants")
                .path(item);
    }

    private @Nullable ObjectNode own(ObjectNode order, String method) {
        return (ObjectNode) data.get("users")
                .get(order.get("user_id").stringValue())
                .get("payment_methods")
                .get(method);
    }

    private void fill(ObjectNode order, String method, BigDecimal amount) {
        var own = own(order, method);
        if (own != null && own.has("balance")) {
            own.put("balance", amount(own, "balance").add(amount));
        }
    }

    private static void enter(ObjectNode order, String type, BigDecimal amount, String method) {
        order.withArray("payment_history")
                .addObject()
                .put("transaction_type", type)
                .put("amount", amount)
                .put("payment_method_id", method);
    }

    private @Nullable ObjectNode object(String kind, JsonNode arguments, String name) {
        return (ObjectNode) data.get(kind).get(arguments.get(name).stringValue());
    }

    private static String method(JsonNode arguments) {
        return arguments.get("payment_method_id").stringValue();
    }

    private static List<String> texts(JsonNode arguments, String name) {
        return arguments.get(name).valueStream().map(JsonNode::stringValue).collect(toList());
    }

    private static BigDecimal amount(JsonNode node, String name) {
        return node.get(name).decimalValue();
    }

    /** What changes something. */
    static List<ToolOperation> operations() {
        return Stream.of(ToolOperation.values())
                .filter(ToolOperation::isConsequential)
                .toList();
    }
}
