package io.souk.tools.privacy;

import io.souk.tools.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A row as its customer gets it: columns in camelCase, payment methods masked, what is only ours left out. */
final class ExportShape {
    /** As they were stored: documents of other shapes. */
    private static final Set<String> DOCUMENTS = Set.of("before", "after", "terms", "options", "fulfillments");

    private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");
    private static final int SHOWN = 4;

    private final Collection<String> methods;
    private final List<String> ours;

    /** @param methods ids of the customer's payment methods, which stand in many places */
    ExportShape(Collection<String> methods, List<String> ours) {
        this.methods = methods;
        this.ours = ours;
    }

    JsonNode of(JsonNode row) {
        return shaped(row, true);
    }

    private JsonNode shaped(JsonNode node, boolean isRow) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = Json.MAPPER.createObjectNode();
                object.properties().forEach(field -> {
                    var name = isRow ? camelCase(field.getKey()) : masked(field.getKey());
                    if (!isRow || !ours.contains(name)) {
                        copy.set(name, shaped(field.getValue(), isRow && !DOCUMENTS.contains(name)));
                    }
                });
                yield copy;
            }
            case ArrayNode array -> {
                var copy = Json.MAPPER.createArrayNode();
                array.forEach(element -> copy.add(shaped(element, isRow)));
                yield copy;
            }
            case StringNode text -> StringNode.valueOf(masked(text.stringValue()));
            default -> node;
        };
    }

    private String masked(String text) {
        return methods.contains(text) && text.length() > SHOWN
                ? text.replaceFirst("[0-9-].*$", "") + "…" + text.substring(text.length() - SHOWN)
                : text;
    }

    private static String camelCase(String column) {
        return UNDERSCORE.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
