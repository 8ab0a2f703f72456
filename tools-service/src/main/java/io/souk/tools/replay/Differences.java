package io.souk.tools.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where two JSON trees differ: keys in any order, numbers by value, null as if absent. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> between(JsonNode expected, JsonNode actual) {
        var differences = new Differences();
        differences.compare("", expected, actual);
        return differences.found;
    }

    static boolean none(JsonNode expected, @Nullable JsonNode actual) {
        return actual != null && between(expected, actual).isEmpty();
    }

    private void compare(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        if (expected == null || expected.isNull()) {
            if (actual != null && !actual.isNull()) {
                differ(path, expected, actual);
            }
        } else if (actual == null || actual.isNull()) {
            differ(path, expected, actual);
        } else if (expected.isObject() && actual.isObject()) {
            var names = new TreeSet<>(expected.propertyNames());
            names.addAll(actual.propertyNames());
            names.forEach(name -> compare(path + '/' + name, expected.get(name), actual.get(name)));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (var i = 0; i < expected.size(); i++) {
                compare(path + '/' + i, expected.get(i), actual.get(i));
            }
        } else if (!equal(expected, actual)) {
            differ(path, expected, actual);
        }
    }

    private void differ(String path, @Nullable JsonNode expected, @Nullable JsonNode actual) {
        found.add("%s: expected %s, is %s".formatted(path, shown(expected), shown(actual)));
    }

    private static boolean equal(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return number(expected).compareTo(number(actual)) == 0;
        }
        return expected.equals(actual);
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static String shown(@Nullable JsonNode node) {
        var text = node == null ? "absent" : node.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
