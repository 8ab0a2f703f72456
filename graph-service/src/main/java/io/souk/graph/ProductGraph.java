package io.souk.graph;

import io.souk.events.Finding.Match;
import io.souk.events.Finding.ProductView;
import io.souk.events.ProductEvent.ProductUpserted;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The graph: {@code (Product)-[:MADE_BY]->(Brand)}, {@code -[:IN_CATEGORY]->(Category)}, {@code -[:HAS_SPEC]->(Spec)},
 * {@code -[:COMPATIBLE_WITH {reason}]->(Product)}, {@code -[:SUCCEEDED_BY]->(Product)}. All Cypher is here, fixed and
 * parameterised. A product that others point at before (or after) it is in the catalogue is a node with nothing but its id.
 */
@Component
class ProductGraph {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** What a {@link ProductView} is made of. */
    private static final String VIEW = """
            {.id, .name, .brandName, .categoryName, .price, .currency, .stock, .description,
             specs: COLLECT { MATCH (p)-[h:HAS_SPEC]->(s:Spec) RETURN {name: s.name, value: s.value} ORDER BY h.position }} AS view
            """;

    private final Neo4jClient neo4j;

    ProductGraph(Neo4jClient neo4j) {
        this.neo4j = neo4j;
    }

    /** Makes the graph say what the seller says; saying it twice changes nothing. */
    @Transactional
    public void upsert(ProductUpserted product) {
        var position = new AtomicInteger();
        var specs = product.specs().entrySet().stream()
                .map(spec -> Map.<String, Object>of(
                        "name", spec.getKey(), "value", spec.getValue(), "position", position.getAndIncrement()))
                .toList();
        var compatible = product.compatibleWith().stream()
                .map(link -> Map.of("id", link.productId(), "reason", link.reason()))
                .toList();
        var properties = new LinkedHashMap<String, @Nullable Object>();
        properties.put("id", product.id());
        properties.put("name", product.name());
        properties.put("brandName", product.brand());
        properties.put("categoryName", product.category());
        properties.put("description", product.description());
        properties.put("price", product.price().toPlainString());
        properties.put("cents", product.price().movePointRight(2).longValue());
        properties.put("currency", product.currency());
        properties.put("stock", product.stock());
        properties.put("sellerId", product.sellerId());
        properties.put("aliases", product.aliases());
        neo4j.query("""
                        MERGE (p:Product {id: $properties.id})
                        SET p = $properties
                        WITH p
                        OPTIONAL MATCH (p)-[old]->()
                        DELETE old
                        WITH DISTINCT p
                        MERGE (b:Brand {name: $properties.brandName})
                        MERGE (c:Category {name: $properties.categoryName})
                        CREATE (p)-[:MADE_BY]->(b), (p)-[:IN_CATEGORY]->(c)
                        FOREACH (spec IN $specs |
                            MERGE (s:Spec {name: spec.name, value: spec.value})
                            CREATE (p)-[:HAS_SPEC {position: spec.position}]->(s))
                        FOREACH (link IN $compatible |
                            MERGE (other:Product {id: link.id})
                            CREATE (p)-[:COMPATIBLE_WITH {reason: link.reason}]->(other))
                        FOREACH (id IN $successors |
                            MERGE (next:Product {id: id})
                            CREATE (p)-[:SUCCEEDED_BY]->(next))
                        """)
                .bindAll(Map.of(
                        "properties",
                        properties,
                        "specs",
                        specs,
                        "compatible",
                        compatible,
                        "successors",
                        Optional.ofNullable(product.succeededBy()).stream().toList()))
                .run();
    }

    /** Takes a product out; what others said about it stays, should it come back. */
    @Transactional
    public void remove(String productId) {
        neo4j.query("""
                        MATCH (p:Product {id: $id})
                        OPTIONAL MATCH (p)-[own]->()
                        DELETE own
                        WITH DISTINCT p
                        SET p = {id: $id}
                        WITH p
                        WHERE NOT EXISTS { (p)<--() }
                        DELETE p
                        """).bind(productId).to("id").run();
    }

    /** One product, if it is in the catalogue. */
    Optional<ProductView> find(String productId) {
        return findAll(List.of(productId)).stream().findFirst();
    }

    /** The products with these ids that are in the catalogue, in the order asked for. */
    List<ProductView> findAll(Collection<String> productIds) {
        var found = views(
                        "MATCH (p:Product) WHERE p.id IN $ids AND p.name IS NOT NULL RETURN p " + VIEW,
                        Map.of("ids", List.copyOf(productIds)))
                .stream()
                .collect(Collectors.toMap(ProductView::id, Function.identity()));
        return productIds.stream()
                .distinct()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The products of a category, cheapest first; at most {@code maxPrice} if that is given. */
    List<ProductView> inCategory(String category, @Nullable BigDecimal maxPrice) {
        return views(
                "MATCH (c:Category {name: $category})<-[:IN_CATEGORY]-(p:Product) WHERE p.cents <= $maxCents"
                        + " RETURN p " + VIEW + " ORDER BY p.cents, p.name",
                Map.of("category", category, "maxCents", cents(maxPrice)));
    }

    /** All products, cheapest first; at most {@code maxPrice} if that is given. */
    Page page(@Nullable String category, int page, int size) {
        var filter = Map.<String, Object>of(
                "categories", Optional.ofNullable(category).stream().toList(), "skip", page * size, "limit", size);
        var match =
                "MATCH (p:Product) WHERE p.name IS NOT NULL AND (size($categories) = 0 OR p.categoryName IN $categories)";
        var total = neo4j.query(match + " RETURN count(p) AS total")
                .bindAll(filter)
                .fetchAs(Integer.class)
                .mappedBy((_, row) -> row.get("total").asInt())
                .one();
        return new Page(
                views(
                        match + " RETURN p " + VIEW
                                + " ORDER BY p.categoryName, p.cents, p.name SKIP $skip LIMIT $limit",
                        filter),
                total.orElse(0),
                page);
    }

    /** Products by words, typos forgiven; best first. Words that mean something to the index's syntax do not reach it. */
    Page search(String words, @Nullable String category, int page, int size) {
        // In lower case "and" is a word; in upper case it would be the index's operator.
        var terms = WORD.matcher(words.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group().length() > 4 ? word.group() + "~1" : word.group())
                .collect(Collectors.joining(" "));
        if (terms.isEmpty()) {
            return new Page(List.of(), 0, page);
        }
        var parameters = Map.<String, Object>of(
                "terms",
                terms,
                "categories",
                Optional.ofNullable(category).stream().toList(),
                "skip",
                page * size,
                "limit",
                size);
        var match = "CALL db.index.fulltext.queryNodes('product_text', $terms) YIELD node AS p, score"
                + " WHERE p.name IS NOT NULL AND (size($categories) = 0 OR p.categoryName IN $categories)";
        var total = neo4j.query(match + " RETURN count(p) AS total")
                .bindAll(parameters)
                .fetchAs(Integer.class)
                .mappedBy((_, row) -> row.get("total").asInt())
                .one();
        return new Page(
                views(
                        match + " RETURN p " + VIEW + ", score ORDER BY score DESC, p.name SKIP $skip LIMIT $limit",
                        parameters),
                total.orElse(0),
                page);
    }

    /** What works with a product, from either side of the relation: by category, what is in stock and the most capable first. */
    List<Match> compatible(String productId) {
        return neo4j
                .query("MATCH (d:Product {id: $id})-[link:COMPATIBLE_WITH]-(p:Product) WHERE p.name IS NOT NULL"
                        + " RETURN link.reason AS reason, p " + VIEW
                        + " ORDER BY p.categoryName, p.stock = 0, p.cents DESC, p.name")
                .bind(productId)
                .to("id")
                .fetchAs(Match.class)
                .mappedBy((_, row) -> new Match(view(row), row.get("reason").asString()))
                .all()
                .stream()
                .toList();
    }

    /** Products of the same category, those that share most specs and are close in price first. */
    List<ProductView> similar(String productId, int limit) {
        return views(
                """
                MATCH (mine:Product {id: $id})-[:IN_CATEGORY]->(:Category)<-[:IN_CATEGORY]-(p:Product)
                OPTIONAL MATCH (mine)-[:HAS_SPEC]->(shared:Spec)<-[:HAS_SPEC]-(p)
                WITH mine, p, count(shared) AS common
                WITH p, common - 4.0 * abs(p.cents - mine.cents) / (mine.cents + 1) AS likeness
                RETURN p
                """ + VIEW + " ORDER BY likeness DESC, p.name LIMIT $limit", Map.of("id", productId, "limit", limit));
    }

    /** Names of the categories that have products, each with how many. */
    Map<String, Integer> categories() {
        var counts = new LinkedHashMap<String, Integer>();
        neo4j.query("MATCH (p:Product)-[:IN_CATEGORY]->(c:Category) RETURN c.name AS name, count(p) AS n ORDER BY name")
                .fetch()
                .all()
                .forEach(row -> counts.put(
                        String.valueOf(row.get("name")), ((Number) Objects.requireNonNull(row.get("n"))).intValue()));
        return counts;
    }

    /** One page of products, of {@code total} in all; pages count from 0. */
    record Page(List<ProductView> products, int total, int page) {}

    private static long cents(@Nullable BigDecimal price) {
        return price == null ? Long.MAX_VALUE : price.movePointRight(2).longValue();
    }

    private List<ProductView> views(String cypher, Map<String, Object> parameters) {
        return List.copyOf(neo4j.query(cypher)
                .bindAll(parameters)
                .fetchAs(ProductView.class)
                .mappedBy((_, row) -> view(row))
                .all());
    }

    private static ProductView view(Record row) {
        var product = row.get("view");
        var specs = new LinkedHashMap<String, String>();
        for (Value spec : product.get("specs").values()) {
            specs.put(spec.get("name").asString(), spec.get("value").asString());
        }
        var description = product.get("description");
        return new ProductView(
                product.get("id").asString(),
                product.get("name").asString(),
                product.get("brandName").asString(),
                product.get("categoryName").asString(),
                new BigDecimal(product.get("price").asString()),
                product.get("currency").asString(),
                product.get("stock").asInt(),
                description.isNull() ? null : description.asString(),
                specs);
    }
}
