package io.souk.graph;

import io.souk.events.Finding.ProductView;
import io.souk.kit.catalogue.Dimension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.springframework.stereotype.Component;

/** Products as the serving generation has them: one, some, a page of them, and what they measure. */
@Component
class ProductGraph {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int SHORTEST_FUZZY = 5;

    private final Graph graph;

    ProductGraph(Graph graph) {
        this.graph = graph;
    }

    /** One product, if it is in the catalogue. */
    Optional<ProductView> find(String productId) {
        return findAll(List.of(productId)).stream().findFirst();
    }

    /** The products with these ids that are in the catalogue, in the order asked for. */
    List<ProductView> findAll(Collection<String> productIds) {
        var ids = productIds.stream().distinct().toList();
        return ids.isEmpty()
                ? List.of()
                : graph.list(Cypher.PRODUCTS_BY_ID, Map.of("ids", ids), row -> view(row.get("view")));
    }

    /** The same with what they measure. */
    List<Sheet> sheets(Collection<String> productIds) {
        return graph.list(
                Cypher.SHEETS,
                Map.of("ids", productIds.stream().distinct().toList()),
                row -> new Sheet(view(row.get("view")), measures(row.get("measures"))));
    }

    /** A product with the measures of each spec, in base units. */
    record Sheet(ProductView product, Map<String, Map<Dimension, Double>> measures) {}

    /**
     * What a page of products may be narrowed to.
     *
     * @param query words, typos forgiven; null for all products
     * @param categories with all that is part of them; empty for all
     */
    record Filter(
            @Nullable String query,
            List<String> categories,
            List<String> brands,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            boolean inStock) {
        static final Filter NONE = new Filter(null, List.of(), List.of(), null, null, false);
    }

    /** How many of the products found are so. */
    record Count(String name, int count) {}

    /**
     * One page of products, of {@code total} in all; pages count from 0.
     *
     * @param prices by the lower end of a price band
     * @param inStock how many of them can be had now
     */
    record Page(
            List<ProductView> products,
            int total,
            int page,
            List<Count> categories,
            List<Count> brands,
            List<Count> prices,
            int inStock) {}

    /** Products by words or all of them, narrowed, with the counts of what they could be narrowed to; asked once. */
    Page page(Filter filter, int page, int size) {
        var parameters = new HashMap<String, Object>();
        parameters.put("categories", within(filter.categories()));
        parameters.put("brands", filter.brands());
        parameters.put("minCents", filter.minPrice() == null ? 0L : cents(filter.minPrice()));
        parameters.put("maxCents", filter.maxPrice() == null ? Long.MAX_VALUE : cents(filter.maxPrice()));
        parameters.put("inStock", filter.inStock());
        parameters.put("skip", page * size);
        parameters.put("limit", size);
        var statement = Cypher.PAGE;
        if (filter.query() != null && !filter.query().isBlank()) {
            var terms = terms(filter.query());
            if (terms.isEmpty()) {
                return new Page(List.of(), 0, page, List.of(), List.of(), List.of(), 0);
            }
            parameters.put("terms", terms);
            statement = Cypher.SEARCH;
        }
        return graph.first(
                        statement,
                        parameters,
                        row -> new Page(
                                row.get("views").asList(ProductGraph::view),
                                row.get("total").asInt(),
                                page,
                                counts(row.get("categories")),
                                counts(row.get("brands")),
                                counts(row.get("bands")),
                                row.get("inStock").asInt()))
                .orElseThrow();
    }

    /** Words that mean something to the index's syntax do not reach it; long ones may have a letter or two wrong. */
    private static String terms(String words) {
        // In lower case "and" is a word; in upper case it would be the index's operator.
        return WORD.matcher(words.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group())
                .map(word -> word.length() < SHORTEST_FUZZY
                        ? word
                        : word + "^3 " + word + (word.length() < 2 * SHORTEST_FUZZY - 2 ? "~1" : "~2"))
                .collect(Collectors.joining(" "));
    }

    /** These categories and all that is part of them; themselves if the graph knows nothing of them. */
    List<String> within(List<String> categories) {
        if (categories.isEmpty()) {
            return List.of();
        }
        var within = new ArrayList<>(categories);
        graph
                .list(
                        Cypher.SUBCATEGORIES,
                        Map.of("categories", categories),
                        row -> row.get("name").asString())
                .stream()
                .filter(name -> !within.contains(name))
                .forEach(within::add);
        return within;
    }

    /** Products of a category with most of what these words ask for, cheapest first. */
    Listing inCategory(
            String category,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            List<String> words,
            int limit) {
        return graph.first(
                        Cypher.IN_CATEGORY,
                        Map.of(
                                "categories",
                                within(List.of(category)),
                                "minCents",
                                minPrice == null ? 0L : cents(minPrice),
                                "maxCents",
                                maxPrice == null ? Long.MAX_VALUE : cents(maxPrice),
                                "words",
                                words,
                                "limit",
                                limit),
                        row -> new Listing(
                                row.get("views").asList(ProductGraph::view),
                                row.get("total").asInt(),
                                row.get("everything").asInt()))
                .orElse(new Listing(List.of(), 0, 0));
    }

    /** @param everything how many there would be without the words */
    record Listing(List<ProductView> products, int total, int everything) {}

    /** Those of the words that some products of a category have and others lack: only these tell anything. */
    List<String> tellingWords(String category, List<String> words) {
        return words.isEmpty()
                ? List.of()
                : graph.list(
                        Cypher.TELLING_WORDS,
                        Map.of("categories", within(List.of(category)), "words", words),
                        row -> row.get("word").asString());
    }

    /** Whose these products are; a product that nobody claims is of the empty seller, one that is not there is missing. */
    Map<String, String> sellers(Collection<String> productIds) {
        return graph
                .list(
                        Cypher.SELLERS,
                        Map.of("ids", productIds.stream().distinct().toList()),
                        row -> Map.entry(
                                row.get("id").asString(), row.get("seller").asString()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Brands among these words, in lower case. */
    List<String> brands(List<String> words) {
        return words.isEmpty()
                ? List.of()
                : graph.list(
                        Cypher.BRANDS_NAMED,
                        Map.of("words", words),
                        row -> row.get("brand").asString());
    }

    static long cents(BigDecimal price) {
        return price.movePointRight(2).longValue();
    }

    static ProductView view(Value product) {
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

    static ProductView view(Record row) {
        return view(row.get("view"));
    }

    private static Map<String, Map<Dimension, Double>> measures(Value specs) {
        var measures = new HashMap<String, Map<Dimension, Double>>();
        for (Value spec : specs.values()) {
            var of = new java.util.EnumMap<Dimension, Double>(Dimension.class);
            for (var dimension : Dimension.values()) {
                var amount = spec.get(dimension.key());
                if (!amount.isNull()) {
                    of.put(dimension, amount.asDouble());
                }
            }
            measures.put(spec.get("name").asString(), of);
        }
        return measures;
    }

    private static List<Count> counts(Value counts) {
        Function<Value, Count> reader = count -> new Count(
                Objects.toString(count.get("name").asObject()),
                count.get("count").asInt());
        return counts.asList(reader);
    }
}
