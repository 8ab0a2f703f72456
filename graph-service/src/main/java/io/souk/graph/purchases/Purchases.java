package io.souk.graph.purchases;

import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.kit.ErasedCustomers;
import java.time.Instant;
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
public class Purchases {
    /** A wholesale order of everything says nothing about what goes together. */
    private static final int MOST_TOGETHER = 30;

    private final Graph graph;

    Purchases(Graph graph) {
        this.graph = graph;
    }

    /**
     * Counts an order once, however often it is told.
     *
     * @param toldAt a customer who was forgotten since then, or just before, is not remembered again; the order counts all the same
     */
    @Transactional
    public void add(String orderId, String customerId, LocalDate placedOn, List<String> productIds, Instant toldAt) {
        var isNew = graph.first(
                Cypher.NEW_ORDER,
                Map.of("order", orderId),
                row -> row.get("isNew").asBoolean());
        if (!isNew.orElse(false) || productIds.isEmpty()) {
            return;
        }
        var items = productIds.stream().distinct().sorted().toList();
        if (!isClosed(customerId, toldAt)) {
            graph.run(Cypher.SAVE_PURCHASE, Map.of("customer", customerId, "items", items, "placedOn", placedOn));
        }
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
    public List<String> of(@Nullable String customerId) {
        return customerId == null
                ? List.of()
                : graph.list(
                        Cypher.OWNED,
                        Map.of("customer", customerId),
                        row -> row.get("id").asString());
    }

    /** Everything that is known of a customer here. */
    public List<Purchase> all(String customerId) {
        return graph.list(
                Cypher.PURCHASES,
                Map.of("customer", customerId),
                row -> new Purchase(
                        row.get("id").asString(),
                        row.get("times").asLong(),
                        row.get("last").asLocalDate()));
    }

    /** A product that a customer has bought so many times. */
    record Purchase(String productId, long times, LocalDate last) {}

    /**
     * Forgets a customer; what was bought together stays, as it names nobody. What comes of the customer until {@code closedUntil}
     * is not remembered either.
     *
     * @return how many purchases this request has forgotten
     */
    @Transactional
    public long forget(String customerId, String requestId, Instant closedUntil) {
        return graph.first(
                        Cypher.FORGET_CUSTOMER,
                        Map.of(
                                "customer",
                                customerId,
                                "hash",
                                hash(customerId),
                                "request",
                                requestId,
                                "closedUntil",
                                closedUntil.toEpochMilli()),
                        row -> row.get("purchases").asLong())
                .orElse(0L);
    }

    private boolean isClosed(String customerId, Instant at) {
        return graph.first(
                        Cypher.IS_CLOSED,
                        Map.of("hash", hash(customerId), "at", at.toEpochMilli()),
                        row -> row.get("isClosed").asBoolean())
                .orElse(false);
    }

    private static String hash(String customerId) {
        return ErasedCustomers.hash(customerId);
    }
}
