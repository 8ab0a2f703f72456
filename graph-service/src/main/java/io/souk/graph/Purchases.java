package io.souk.graph;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who bought what: {@code (Customer)-[:BOUGHT {times, last}]->(Item)}, and what was in one order: {@code (Item)-[:BOUGHT_WITH
 * {times}]-(Item)}. An item is a product's id, whatever the catalogue says of it today.
 */
@Component
class Purchases {
    /** A wholesale order of everything says nothing about what goes together. */
    private static final int MOST_TOGETHER = 30;

    private final Graph graph;

    Purchases(Graph graph) {
        this.graph = graph;
    }

    /** Counts an order once, however often it is told. */
    @Transactional
    public void add(String orderId, String customerId, LocalDate placedOn, List<String> productIds) {
        var isNew = graph.first(
                Cypher.NEW_ORDER,
                Map.of("order", orderId),
                row -> row.get("isNew").asBoolean());
        if (!isNew.orElse(false) || productIds.isEmpty()) {
            return;
        }
        var items = productIds.stream().distinct().sorted().toList();
        graph.run(Cypher.SAVE_PURCHASE, Map.of("customer", customerId, "items", items, "placedOn", placedOn));
        if (items.size() > MOST_TOGETHER) {
            return;
        }
        var pairs = new ArrayList<Map<String, String>>();
        for (var one = 0; one < items.size(); one++) {
            for (var other = one + 1; other < items.size(); other++) {
                pairs.add(Map.of("one", items.get(one), "other", items.get(other)));
            }
        }
        graph.run(Cypher.SAVE_BOUGHT_TOGETHER, Map.of("pairs", pairs));
    }

    /** What a customer has bought, the latest first; nothing of a guest. */
    List<String> of(@Nullable String customerId) {
        return customerId == null
                ? List.of()
                : graph.list(
                        Cypher.OWNED,
                        Map.of("customer", customerId),
                        row -> row.get("id").asString());
    }

    /** Forgets a customer; what was bought together stays, as it names nobody. */
    @Transactional
    public boolean forget(String customerId) {
        return graph.first(
                                Cypher.FORGET_CUSTOMER,
                                Map.of("customer", customerId),
                                row -> row.get("gone").asLong())
                        .orElse(0L)
                > 0;
    }
}
