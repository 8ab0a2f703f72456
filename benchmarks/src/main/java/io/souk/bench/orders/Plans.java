package io.souk.bench.orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code auto_explain} wrote into PostgreSQL's log, in JSON: how each statement that really ran found its rows. */
final class Plans {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** A handful of rows in any shop: reading all of them is right. */
    private static final Set<String> SMALL = Set.of("rule", "rule_version", "product", "variant");

    private Plans() {}

    /** @throws IllegalStateException if a statement reads all of a table that grows */
    static void print(Path log) throws IOException {
        var plans = new LinkedHashMap<String, List<String>>();
        for (var json : logged(Files.readAllLines(log))) {
            var entry = JSON.readTree(json);
            var ways = new ArrayList<String>();
            collect(entry.path("Plan"), ways);
            plans.putIfAbsent(entry.path("Query Text").asString("").strip().replaceAll("\\s+", " "), ways);
        }
        if (plans.isEmpty()) {
            throw new IllegalStateException("no plans in " + log);
        }
        plans.forEach((query, ways) -> System.out.printf("%s%n    %s%n", shortened(query), String.join("; ", ways)));
        var wholesale = plans.entrySet().stream()
                .filter(plan -> plan.getValue().stream().anyMatch(Plans::readsAll))
                .map(Map.Entry::getKey)
                .map(Plans::shortened)
                .toList();
        if (!wholesale.isEmpty()) {
            throw new IllegalStateException("without an index: " + wholesale);
        }
        System.out.printf("%d statements, each by an index%n", plans.size());
    }

    private static List<String> logged(List<String> lines) {
        var found = new ArrayList<String>();
        StringBuilder json = null;
        for (var line : lines) {
            if (line.startsWith("\t")) {
                if (json != null) {
                    json.append(line.substring(1)).append('\n');
                }
            } else {
                if (json != null) {
                    found.add(json.toString());
                }
                json = line.endsWith("plan:") ? new StringBuilder() : null;
            }
        }
        if (json != null) {
            found.add(json.toString());
        }
        return found;
    }

    private static void collect(JsonNode plan, List<String> ways) {
        var type = plan.path("Node Type").asString("");
        var table = plan.path("Relation Name").asString("");
        var index = plan.path("Index Name").asString("");
        if (type.equals("ModifyTable")) {
            ways.add(plan.path("Operation").asString("").toLowerCase(java.util.Locale.ROOT) + ' ' + table);
        } else if (!index.isEmpty()) {
            ways.add(type + ' ' + index + (plan.has("Index Cond") ? "" : " as a whole"));
        } else if (!table.isEmpty() && !type.startsWith("Bitmap")) {
            ways.add(type + ' ' + table);
        }
        plan.path("Plans").forEach(part -> collect(part, ways));
    }

    private static boolean readsAll(String way) {
        return way.endsWith(" as a whole")
                || (way.startsWith("Seq Scan ") && !SMALL.contains(way.substring("Seq Scan ".length())));
    }

    private static String shortened(String query) {
        return query.length() <= 150 ? query : query.substring(0, 150) + "…";
    }
}
