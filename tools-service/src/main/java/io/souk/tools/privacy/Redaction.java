package io.souk.tools.privacy;

import io.souk.tools.json.Json;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes a customer out of a JSON document that must be kept. Numbers stay, and so do texts that say what happened; every other
 * text becomes the pseudonym. A list of what may stay, so that a field nobody thought of is taken out, not left in.
 */
final class Redaction {
    /** Ids of orders and goods, states and kinds. */
    private static final Set<String> SAYS_WHAT_HAPPENED = Set.of(
            "order_id",
            "orderId",
            "orders",
            "status",
            "state",
            "item_id",
            "itemId",
            "item_ids",
            "itemIds",
            "exchange_items",
            "exchange_new_items",
            "return_items",
            "product_id",
            "productId",
            "options",
            "transaction_type",
            "currency",
            "cancel_reason",
            "operation",
            "country",
            "source",
            "carrier",
            "service",
            "services",
            "code",
            "rule");

    private static final Set<String> PARTS_OF_AN_ADDRESS = Set.of("address1", "zip");
    private static final Set<String> GOODS = Set.of("product_id", "productId", "item_id", "itemId");
    private static final Pattern DAY_OR_TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final Pattern OUR_REFERENCE = Pattern.compile("(RF|CP)-\\d+");
    /** Names of fields; not ids that stand as keys. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z]*(_[A-Za-z]+)*1?2?");

    private final String pseudonym;

    Redaction(String pseudonym) {
        this.pseudonym = pseudonym;
    }

    String of(String json) {
        return Json.text(redacted("", Json.MAPPER.readTree(json), false));
    }

    private JsonNode redacted(String name, JsonNode node, boolean isKept) {
        return switch (node) {
            case ObjectNode object -> fields(object, name.equals("options"));
            case ArrayNode array -> {
                var copy = Json.MAPPER.createArrayNode();
                array.forEach(element -> copy.add(redacted(name, element, isKept)));
                yield copy;
            }
            case StringNode text -> isKept || isHarmless(text.stringValue()) ? text : StringNode.valueOf(pseudonym);
            default -> node;
        };
    }

    private ObjectNode fields(ObjectNode object, boolean areOptions) {
        var names = List.copyOf(object.propertyNames());
        var isAddress = names.stream().anyMatch(PARTS_OF_AN_ADDRESS::contains);
        var isGoods = names.stream().anyMatch(GOODS::contains);
        var copy = Json.MAPPER.createObjectNode();
        for (var place = 0; place < names.size(); place++) {
            var name = names.get(place);
            var isKept = areOptions
                    || (isGoods && name.equals("name"))
                    || (SAYS_WHAT_HAPPENED.contains(name) && !(isAddress && name.equals("state")));
            copy.set(
                    areOptions || FIELD.matcher(name).matches() ? name : pseudonym + '-' + place,
                    redacted(name, object.get(name), isKept));
        }
        return copy;
    }

    private static boolean isHarmless(String text) {
        return text.isEmpty()
                || DAY_OR_TIME.matcher(text).matches()
                || OUR_REFERENCE.matcher(text).matches();
    }
}
