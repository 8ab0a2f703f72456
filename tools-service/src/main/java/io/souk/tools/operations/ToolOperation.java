package io.souk.tools.operations;

import static io.souk.tools.operations.Parameter.oneOf;
import static io.souk.tools.operations.Parameter.text;
import static io.souk.tools.operations.Parameter.texts;

import io.souk.tools.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Every operation there is, as callers over HTTP, chats and models know it. */
public enum ToolOperation {
    FIND_USER_ID_BY_EMAIL(
            false,
            "Finds a customer's id by e-mail address.",
            text("email", "The e-mail address, for instance a@b.com.")),
    FIND_USER_ID_BY_NAME_ZIP(
            false,
            "Finds a customer's id by first name, last name and the zip code of the default address.",
            text("first_name", "The first name."),
            text("last_name", "The last name."),
            text("zip", "The zip code.")),
    GET_USER_DETAILS(
            false, "A customer's name, address, payment methods and order ids.", text("user_id", "The customer's id.")),
    GET_ORDER_DETAILS(
            false,
            "An order's present state: items, address, payments and status.",
            text("order_id", "The order's id, with a leading # where it has one.")),
    GET_PRODUCT_DETAILS(
            false, "A product with all its variants, available or not.", text("product_id", "The product's id.")),
    GET_ITEM_DETAILS(false, "One variant of a product.", text("item_id", "The item's id.")),
    LIST_ALL_PRODUCT_TYPES(false, "The ids of all products, by name."),
    CALCULATE(
            false,
            "Calculates an expression of numbers, + - * / and parentheses, rounded to two decimal places.",
            text("expression", "The expression, for instance 2 * (19.99 + 5).")),
    TRANSFER_TO_HUMAN_AGENTS(
            false,
            "Hands the customer over to a person, when the request is outside of what the other operations can do.",
            text("summary", "What the person needs to know.")),
    CANCEL_PENDING_ORDER(
            true,
            "Cancels a pending order as a whole; what was paid is refunded to where it came from.",
            text("order_id", "The order's id."),
            oneOf("reason", "Why.", "no longer needed", "ordered by mistake")),
    MODIFY_PENDING_ORDER_ADDRESS(
            true, "Changes where a pending order is sent.", address(text("order_id", "The order's id."))),
    MODIFY_PENDING_ORDER_PAYMENT(
            true,
            "Pays a pending order with another payment method of the customer; possible once.",
            text("order_id", "The order's id."),
            text("payment_method_id", "The other payment method's id.")),
    MODIFY_PENDING_ORDER_ITEMS(
            true,
            "Replaces items of a pending order by other variants of the same products; possible once, so collect all of them.",
            text("order_id", "The order's id."),
            texts("item_ids", "The items to replace; an item that is to be replaced twice is listed twice."),
            texts("new_item_ids", "What each becomes, in the same order."),
            text("payment_method_id", "What the price difference is paid with or refunded to.")),
    RETURN_DELIVERED_ORDER_ITEMS(
            true,
            "Requests the return of items of a delivered order; possible once, so collect all of them.",
            text("order_id", "The order's id."),
            texts("item_ids", "The items to return; an item that is to be returned twice is listed twice."),
            text(
                    "payment_method_id",
                    "Where the refund goes: the order's payment method, or a gift card of the customer.")),
    EXCHANGE_DELIVERED_ORDER_ITEMS(
            true,
            "Requests the exchange of items of a delivered order for other variants; possible once, so collect all of them.",
            text("order_id", "The order's id."),
            texts("item_ids", "The items to exchange; an item that is to be exchanged twice is listed twice."),
            texts("new_item_ids", "What each becomes, in the same order."),
            text("payment_method_id", "What the price difference is paid with or refunded to.")),
    MODIFY_USER_ADDRESS(
            true,
            "Changes a customer's default address; orders keep theirs.",
            address(text("user_id", "The customer's id.")));

    private static final Map<String, ToolOperation> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ToolOperation::wireName, Function.identity()));

    private final boolean consequential;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Parameter> parameters;

    ToolOperation(boolean consequential, String description, Parameter... parameters) {
        this.consequential = consequential;
        this.description = description;
        this.parameters = List.of(parameters);
    }

    /** The operation of this name, exactly. */
    public static Optional<ToolOperation> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** {@code cancel_pending_order} */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it changes something for the customer, so that it needs a confirmation and happens once per key. */
    public boolean isConsequential() {
        return consequential;
    }

    /** What it does, for whoever chooses among the operations. */
    public String description() {
        return description;
    }

    /** Its arguments. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Its arguments as a JSON schema. */
    public ObjectNode schema() {
        var schema = Json.MAPPER.createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var parameter : parameters) {
            var property = properties.putObject(parameter.name()).put("description", parameter.description());
            if (parameter.isList()) {
                property.put("type", "array")
                        .put("minItems", 1)
                        .putObject("items")
                        .put("type", "string");
            } else {
                property.put("type", "string");
            }
            if (!parameter.words().isEmpty()) {
                var words = property.putArray("enum");
                parameter.words().forEach(words::add);
            }
            required.add(parameter.name());
        }
        return schema.put("additionalProperties", false);
    }

    private static Parameter[] address(Parameter whose) {
        return new Parameter[] {
            whose,
            text("address1", "Street and number."),
            text("address2", "Apartment, floor or the like; may be empty."),
            text("city", "The city."),
            text("state", "The state."),
            text("country", "The country."),
            text("zip", "The zip code.")
        };
    }
}
