package io.souk.tools.operations;

import io.souk.tools.customers.Address;
import io.souk.tools.json.Json;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The arguments of one call, complete and of the right types: nothing else ever reaches an operation. */
public final class Arguments {
    private static final int LONGEST = 10_000;

    private final ObjectNode values;

    private Arguments(ObjectNode values) {
        this.values = values;
    }

    /**
     * Checks them.
     *
     * @throws Refused {@code invalid-arguments}
     */
    public static Arguments of(ToolOperation operation, @Nullable JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw invalid("The body must be a JSON object.");
        }
        for (var parameter : operation.parameters()) {
            check(parameter, object.get(parameter.name()));
        }
        if (object.size() > operation.parameters().size()) {
            throw invalid("Arguments that " + operation.wireName() + " does not have.");
        }
        return new Arguments(object);
    }

    /** As {@link #of(ToolOperation, JsonNode)}, of plain values. */
    public static Arguments of(ToolOperation operation, Map<String, ?> values) {
        return of(operation, Json.MAPPER.<JsonNode>valueToTree(new LinkedHashMap<>(values)));
    }

    /** A string. */
    public String text(String name) {
        return value(name).stringValue();
    }

    /** A list of strings. */
    public List<String> texts(String name) {
        return value(name).valueStream().map(JsonNode::stringValue).toList();
    }

    /** The six parts of an address. */
    public Address address() {
        return new Address(
                text("address1"), text("address2"), text("city"), text("state"), text("country"), text("zip"));
    }

    /** As they are stored with a proposal. */
    public ObjectNode json() {
        return values;
    }

    private JsonNode value(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static void check(Parameter parameter, @Nullable JsonNode value) {
        if (value == null) {
            throw invalid(parameter.name() + " is missing.");
        }
        if (!parameter.isList()) {
            checkText(parameter, value);
            return;
        }
        if (!value.isArray()) {
            throw invalid(parameter.name() + " must be a list of strings.");
        }
        if (value.isEmpty() && parameter.name().equals("item_ids")) {
            throw invalid("item_ids is empty.");
        }
        value.forEach(element -> checkText(parameter, element));
    }

    private static void checkText(Parameter parameter, JsonNode value) {
        if (!value.isString()) {
            throw invalid(
                    parameter.name() + (parameter.isList() ? " must be a list of strings." : " must be a string."));
        }
        var text = value.stringValue();
        if (text.length() > LONGEST || !isStorable(text)) {
            throw invalid(parameter.name() + " is too long or has characters that no text has.");
        }
    }

    /** PostgreSQL has no place for NUL, UTF-8 none for half a character. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Refused invalid(String detail) {
        return new Refused(Refusals.invalidArguments(detail));
    }
}
