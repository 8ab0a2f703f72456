package io.souk.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Neo4j plans a statement when it first sees it, which can take longer than a customer's turn may. So each one that answers turns is
 * asked once, for nothing, before the service says that it is ready.
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
            Map.entry(Cypher.CANDIDATES, Map.of("id", NOTHING, "categories", NONE)),
            Map.entry(Cypher.SIMILAR, Map.of("id", NOTHING, "limit", 1)),
            Map.entry(Cypher.TELLING_WORDS, Map.of("categories", List.of(NOTHING), "words", List.of(NOTHING))),
            Map.entry(
                    Cypher.IN_CATEGORY,
                    Map.of("categories", List.of(NOTHING), "minCents", 0L, "maxCents", 0L, "words", NONE, "limit", 1)),
            Map.entry(Cypher.RECOMMEND, need(Map.of("categories", List.of(NOTHING)))),
            Map.entry(Cypher.SUGGEST, need(Map.of("terms", "nothing", "wished", true, "hasBudget", true))),
            Map.entry(Cypher.SCOPE, Map.of("categories", List.of(NOTHING), "words", List.of(NOTHING))),
            Map.entry(Cypher.SUBCATEGORIES, Map.of("categories", List.of(NOTHING))),
            Map.entry(Cypher.OWNED, Map.of("customer", NOTHING)),
            Map.entry(Cypher.PAGE, PAGE),
            Map.entry(Cypher.SEARCH, search()));

    private final Graph graph;

    ColdStart(Graph graph) {
        this.graph = graph;
    }

    void warmUp() {
        ASKED.forEach((statement, parameters) -> graph.list(statement, parameters, _ -> true));
    }

    private static Map<String, Object> need(Map<String, Object> where) {
        var parameters = new HashMap<>(where);
        parameters.put("minCents", 0L);
        parameters.put("maxCents", 0L);
        parameters.put("outOfStockToo", false);
        parameters.put("limit", 1);
        for (var list : List.of("brands", "filters", "measured", "spoken", "except", "keys", "like", "owned")) {
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
