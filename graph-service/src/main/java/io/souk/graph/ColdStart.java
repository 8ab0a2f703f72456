package io.souk.graph;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.CompatibleWith;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.graph.purchases.Purchases;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Neo4j plans a statement when it first sees it, which can take longer than a customer's turn may, or than a new price may take to be
 * seen. So each one that answers turns is asked once, for nothing, before the service says that it is ready; and a product, a removal, an
 * order and an erasure are written and taken back, by the code that writes real ones: Neo4j tells apart whether a transaction has
 * written before.
 */
@Component
class ColdStart {
    private static final String NOTHING = "?";
    private static final List<String> NONE = List.of();
    private static final Map<String, Object> PAGE = Map.of(
            "categories",
            List.of(NOTHING),
            "brands",
            NONE,
            "minCents",
            0L,
            "maxCents",
            0L,
            "inStock",
            false,
            "skip",
            0,
            "limit",
            1);

    /** What answers turns, with parameters that find nothing. */
    static final Map<Cypher, Map<String, Object>> ASKED = Map.ofEntries(
            Map.entry(Cypher.PRODUCTS_BY_ID, Map.of("ids", List.of(NOTHING))),
            Map.entry(Cypher.SHEETS, Map.of("ids", List.of(NOTHING))),
            Map.entry(Cypher.FACTS, Map.of("ids", List.of(NOTHING))),
            Map.entry(Cypher.PAIR, Map.of("one", NOTHING, "other", NOTHING)),
            Map.entry(Cypher.CANDIDATES, Map.of("id", NOTHING, "categories", NONE, "owned", NONE)),
            Map.entry(Cypher.SIMILAR, Map.of("id", NOTHING, "limit", 1)),
            Map.entry(Cypher.TELLING_WORDS, Map.of("categories", List.of(NOTHING), "words", List.of(NOTHING))),
            Map.entry(
                    Cypher.IN_CATEGORY,
                    Map.of("categories", List.of(NOTHING), "minCents", 0L, "maxCents", 0L, "words", NONE, "limit", 1)),
            Map.entry(Cypher.RECOMMEND, need(Map.of("categories", List.of(NOTHING)))),
            Map.entry(
                    Cypher.SUGGEST,
                    need(Map.of(
                            "terms", "nothing", "wished", true, "hasBudget", true, "lookedAt", 1, "measures", NONE))),
            Map.entry(
                    Cypher.SPREADS,
                    Map.of("categories", List.of(NOTHING), "words", List.of(NOTHING), "keys", List.of(NOTHING))),
            Map.entry(Cypher.SCOPE, Map.of("categories", List.of(NOTHING), "words", List.of(NOTHING))),
            Map.entry(Cypher.SUBCATEGORIES, Map.of("categories", List.of(NOTHING))),
            Map.entry(Cypher.SELLERS, Map.of("ids", List.of(NOTHING))),
            Map.entry(Cypher.OWNED, Map.of("customer", NOTHING)),
            Map.entry(Cypher.PAGE, PAGE),
            Map.entry(Cypher.PAGE_ALL, Map.of("skip", 0, "limit", 1)),
            Map.entry(Cypher.SEARCH, search()));

    /** A generation that no catalogue lives in. */
    private static final long REHEARSED = -1;

    private static final String STAGE = "souk-rehearsal";
    private static final List<Change> CHANGES =
            List.of(new Change(0, 0, STAGE, product()), new Change(0, 1, STAGE + "-removed", null));

    private final Graph graph;
    private final Catalogue catalogue;
    private final Purchases purchases;
    private final TransactionTemplate transaction;

    ColdStart(Graph graph, Catalogue catalogue, Purchases purchases, TransactionTemplate transaction) {
        this.graph = graph;
        this.catalogue = catalogue;
        this.purchases = purchases;
        this.transaction = transaction;
    }

    void warmUp() {
        ASKED.forEach((statement, parameters) -> graph.list(statement, parameters, _ -> true));
        rehearse(() -> catalogue.applyTo(REHEARSED, STAGE, CHANGES));
        rehearse(() -> purchases.add(STAGE, STAGE, LocalDate.EPOCH, List.of(STAGE, STAGE + "-too"), Instant.EPOCH));
        rehearse(() -> purchases.forget(STAGE, STAGE, Instant.EPOCH));
    }

    /** Writes and takes it all back. */
    private void rehearse(Runnable writes) {
        transaction.executeWithoutResult(status -> {
            writes.run();
            status.setRollbackOnly();
        });
    }

    /** One that has something of everything, among it a standard that the graph cannot have yet. */
    private static ProductUpserted product() {
        return new ProductUpserted(
                Meta.first(STAGE, STAGE, null),
                STAGE,
                STAGE,
                STAGE,
                STAGE,
                STAGE,
                BigDecimal.ONE,
                "EUR",
                1,
                STAGE,
                Map.of("Charging", "USB-C PD 99999 W", "Power delivery", "USB-C PD 99999 W"),
                List.of(STAGE),
                List.of(new CompatibleWith(STAGE + "-other", STAGE)),
                STAGE + "-successor",
                List.of(),
                List.of(STAGE + "-above"));
    }

    private static Map<String, Object> need(Map<String, Object> where) {
        var parameters = new HashMap<>(where);
        parameters.put("minCents", 0L);
        parameters.put("maxCents", 0L);
        parameters.put("outOfStockToo", false);
        parameters.put("currency", "");
        parameters.put("limit", 1);
        for (var list : List.of("brands", "filters", "measured", "spoken", "except", "keys", "like", "owned", "only")) {
            parameters.put(list, NONE);
        }
        return Map.copyOf(parameters);
    }

    private static Map<String, Object> search() {
        var parameters = new HashMap<>(PAGE);
        parameters.put("terms", "nothing");
        return Map.copyOf(parameters);
    }
}
