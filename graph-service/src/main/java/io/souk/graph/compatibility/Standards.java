package io.souk.graph.compatibility;

import io.souk.graph.compatibility.Connectors.Standard;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The standards in the graph: {@code (Standard)-[:INCLUDES {because}]->(Standard)}. Families with levels (HDMI 2.1, USB-C PD 65 W)
 * are ladders that grow as products name new rungs.
 */
@Component
public class Standards {
    private final Graph graph;
    private final Knowledge knowledge;

    Standards(Graph graph, Knowledge knowledge) {
        this.graph = graph;
        this.knowledge = knowledge;
    }

    /**
     * Makes the graph say what our knowledge files say, if they have changed since.
     *
     * @return whether they have, so that what products were read to be with the older ones should be read anew
     */
    @Transactional
    public boolean publish() {
        graph.run(Cypher.LOCK, Map.of("writer", "knowledge"));
        var known = graph.first(
                Cypher.KNOWLEDGE_DIGEST, Map.of(), row -> row.get("digest").asString());
        if (known.filter(knowledge.digest()::equals).isPresent()) {
            return false;
        }
        graph.run(Cypher.DROP_INCLUSIONS, Map.of());
        var plain = new ArrayList<Standard>();
        knowledge.standards().forEach(standard -> plain.add(new Standard(standard.name(), null, null)));
        save(plain);
        var present = load().nodes().values().stream()
                .filter(node -> node.family() != null)
                .map(node -> new Standard(node.name(), node.family(), node.level()))
                .toList();
        link(plain);
        link(present);
        graph.run(Cypher.SAVE_KNOWLEDGE_DIGEST, Map.of("digest", knowledge.digest()));
        return known.isPresent();
    }

    /** Adds standards that products name and the graph does not have yet. Inside the transaction that writes the products. */
    public void add(Collection<Standard> standards) {
        var nodes = load().nodes();
        var missing = standards.stream()
                .filter(standard -> !nodes.containsKey(standard.name()))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            save(missing);
            link(missing);
        }
    }

    private void save(Collection<Standard> standards) {
        graph.run(
                Cypher.SAVE_STANDARDS,
                Map.of(
                        "standards",
                        standards.stream()
                                .<Map<String, @Nullable Object>>map(standard -> {
                                    var row = new HashMap<String, @Nullable Object>();
                                    row.put("name", standard.name());
                                    row.put("family", standard.family());
                                    row.put("level", standard.level());
                                    return row;
                                })
                                .toList()));
    }

    /** New rungs go between their neighbours; each is what its family is, and includes what the family does. */
    private void link(Collection<Standard> added) {
        var inclusions = new ArrayList<Map<String, Object>>();
        var families = new LinkedHashMap<String, List<Standard>>();
        load().nodes().values().stream()
                .filter(node -> node.family() != null)
                .forEach(node -> families.computeIfAbsent(Objects.requireNonNull(node.family()), _ -> new ArrayList<>())
                        .add(new Standard(node.name(), node.family(), node.level())));
        for (var standard : added) {
            var family = standard.family() == null ? standard.name() : standard.family();
            knowledge.standards().stream()
                    .filter(known -> known.name().equals(family))
                    .forEach(known -> known.includes()
                            .forEach((included, because) ->
                                    inclusions.add(inclusion(standard.name(), included, because))));
            if (standard.family() == null) {
                continue;
            }
            inclusions.add(inclusion(standard.name(), family, "it is " + family));
            var rungs = families.getOrDefault(family, List.of()).stream()
                    .sorted(Comparator.comparingDouble(rung -> Objects.requireNonNull(rung.level())))
                    .toList();
            var at = rungs.indexOf(standard);
            if (at > 0) {
                inclusions.add(inclusion(standard.name(), rungs.get(at - 1).name(), MORE));
            }
            if (at >= 0 && at + 1 < rungs.size()) {
                inclusions.add(inclusion(rungs.get(at + 1).name(), standard.name(), MORE));
            }
        }
        graph.run(Cypher.SAVE_INCLUSIONS, Map.of("inclusions", inclusions));
    }

    private static final String MORE = "a higher level does what a lower one does";

    private static Map<String, Object> inclusion(String name, String includes, String because) {
        return Map.of("name", name, "includes", includes, "because", because);
    }

    /** The standards as the graph has them now. */
    private Inclusions load() {
        var nodes = new HashMap<String, Node>();
        graph.list(Cypher.STANDARDS, Map.of(), row -> Node.of(row)).forEach(node -> nodes.put(node.name(), node));
        return new Inclusions(nodes);
    }

    record Node(
            String name, @Nullable String family, @Nullable Double level, List<Step> includes) {
        private static Node of(MapAccessor node) {
            var family = node.get("family");
            var level = node.get("level");
            return new Node(
                    node.get("name").asString(),
                    family.isNull() ? null : family.asString(),
                    level.isNull() ? null : level.asDouble(),
                    node.get("includes")
                            .asList(step -> new Step(
                                    step.get("name").asString(),
                                    step.get("because").asString())));
        }
    }

    /** One {@code INCLUDES} edge. */
    record Step(String name, String because) {}

    /** What includes what, at one moment. */
    record Inclusions(Map<String, Node> nodes) {
        /** Those that a statement returned as a list. */
        static Inclusions of(Value standards) {
            return new Inclusions(standards.asList(node -> Node.of(node)).stream()
                    .collect(Collectors.toMap(Node::name, node -> node)));
        }

        /** The shortest way from what there is to what is wanted, {@code have} first; empty if there is none. */
        Optional<List<String>> path(String have, String want) {
            var cameFrom = new HashMap<String, String>();
            cameFrom.put(have, have);
            var next = new ArrayDeque<>(List.of(have));
            while (!next.isEmpty()) {
                var at = next.removeFirst();
                if (at.equals(want)) {
                    var way = new ArrayDeque<String>();
                    for (var step = at; !step.equals(have); step = cameFrom.getOrDefault(step, have)) {
                        way.addFirst(step);
                    }
                    way.addFirst(have);
                    return Optional.of(List.copyOf(way));
                }
                var node = nodes.get(at);
                if (node != null) {
                    node.includes().stream()
                            .filter(step -> cameFrom.putIfAbsent(step.name(), at) == null)
                            .forEach(step -> next.addLast(step.name()));
                }
            }
            return Optional.empty();
        }

        /** Whether what there is only lacks level: 45 W of power where 65 W are wanted. */
        boolean isShort(String have, String want) {
            var has = nodes.get(have);
            var wants = nodes.get(want);
            return has != null
                    && wants != null
                    && has.family() != null
                    && has.family().equals(wants.family())
                    && has.level() != null
                    && wants.level() != null
                    && has.level() < wants.level();
        }
    }
}
