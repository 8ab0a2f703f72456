package io.souk.graph.products;

import io.souk.events.Finding.Kind;
import io.souk.events.Finding.ProductName;
import io.souk.events.Finding.ProductView;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.graph.neo4j.Telling;
import io.souk.kit.catalogue.Dimension;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Products as the serving generation has them: one, some, a page of them, and what they measure. */
@Component
public class ProductGraph {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final int SHORTEST_FUZZY = 5;

    private final Graph graph;
    private final Knowledge knowledge;
    private final Telling<Boolean> telling = new Telling<>();
    private final Telling<Spread> spreads = new Telling<>();

    ProductGraph(Graph graph, Knowledge knowledge) {
        this.graph = graph;
        this.knowledge = knowledge;
    }

    /** One product, if it is in the catalogue. */
    public Optional<ProductView> find(String productId) {
        return findAll(List.of(productId)).stream().findFirst();
    }

    /** The products with these ids that are in the catalogue, in the order asked for. */
    public List<ProductView> findAll(Collection<String> productIds) {
        var ids = productIds.stream().distinct().toList();
        return ids.isEmpty()
                ? List.of()
                : graph.list(Cypher.PRODUCTS_BY_ID, Map.of("ids", ids), row -> view(row.get("view")));
    }

    /** The same with what they measure. */
    public List<Sheet> sheets(Collection<String> productIds) {
        return graph.list(
                Cypher.SHEETS, Map.of("ids", productIds.stream().distinct().toList()), row -> {
                    var product = view(row);
                    return Sheet.of(
                            product,
                            measures(product.specs().keySet(), row.get("measures")),
                            row.get("keys").asList(key -> key.asString()),
                            row.get("kinds")
                                    .asList(
                                            kind -> JsonMapper.shared().readValue(kind.asString(), Kind.class),
                                            List.of()),
                            knowledge);
                });
    }

    /**
     * A product with its measures in base units.
     *
     * @param measures of each spec, by the spec's name
     * @param keys its specs with their values, as products are found alike by
     * @param kinds in which it can be had; empty where there is one only
     * @param numbers of all of it, by {@link Knowledge#key}, a part of a spec under the name it has elsewhere
     */
    public record Sheet(
            ProductView product,
            Map<String, Map<Dimension, Double>> measures,
            List<String> keys,
            List<Kind> kinds,
            Map<String, Double> numbers) {
        public static Sheet of(
                ProductView product,
                Map<String, Map<Dimension, Double>> measures,
                List<String> keys,
                List<Kind> kinds,
                Knowledge knowledge) {
            var numbers = new HashMap<String, Double>();
            measures.forEach((spec, of) -> of.forEach((dimension, amount) -> numbers.putIfAbsent(
                    Knowledge.key(knowledge.specOf(spec, dimension.key()), dimension.key()), amount)));
            numbers.put(Knowledge.CENTS, product.price().movePointRight(2).doubleValue());
            return new Sheet(product, measures, keys, kinds, numbers);
        }
    }

    /**
     * What a page of products may be narrowed to.
     *
     * @param query words, typos forgiven; null for all products
     * @param categories with all that is part of them; empty for all
     */
    public record Filter(
            @Nullable String query,
            List<String> categories,
            List<String> brands,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            boolean inStock) {
        public static final Filter NONE = new Filter(null, List.of(), List.of(), null, null, false);

        boolean isEverything() {
            return (query == null || query.isBlank())
                    && categories.isEmpty()
                    && brands.isEmpty()
                    && minPrice == null
                    && maxPrice == null
                    && !inStock;
        }
    }

    /** How many of the products found are so. */
    public record Count(String name, int count) {}

    /**
     * One page of products, of {@code total} in all; pages count from 0.
     *
     * @param prices by the lower end of a price band
     * @param inStock how many of them can be had now
     */
    public record Page(
            List<ProductView> products,
            int total,
            int page,
            List<Count> categories,
            List<Count> brands,
            List<Count> prices,
            int inStock) {}

    /** Products by words or all of them, narrowed, with the counts of what they could be narrowed to; asked once. */
    public Page page(Filter filter, int page, int size) {
        var parameters = new HashMap<String, Object>();
        parameters.put("categories", within(filter.categories()));
        parameters.put("brands", filter.brands());
        parameters.put("minCents", filter.minPrice() == null ? 0L : cents(filter.minPrice()));
        parameters.put("maxCents", filter.maxPrice() == null ? Long.MAX_VALUE : cents(filter.maxPrice()));
        parameters.put("inStock", filter.inStock());
        parameters.put("skip", page * size);
        parameters.put("limit", size);
        // of everything most can be counted without looking at each product
        var statement = filter.isEverything() ? Cypher.PAGE_ALL : Cypher.PAGE;
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

    /** Words for the index, each as it stands. */
    public static String exactTerms(Collection<String> words) {
        return words.stream()
                .flatMap(word -> WORD.matcher(word.toLowerCase(Locale.ROOT)).results())
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** These categories and all that is part of them; themselves if the graph knows nothing of them. */
    public List<String> within(List<String> categories) {
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

    /**
     * Products of these categories with most of what these words ask for, cheapest first.
     *
     * @param categories with all that is part of them
     */
    public Listing inCategory(
            List<String> categories,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            List<String> words,
            List<Map<String, Object>> filters,
            int limit) {
        return graph.first(
                        Cypher.IN_CATEGORY,
                        Map.of(
                                "filters",
                                filters,
                                "categories",
                                categories,
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

    /**
     * A page of products.
     *
     * @param total how many there are on all pages
     * @param everything how many there would be without the words
     */
    public record Listing(List<ProductView> products, int total, int everything) {}

    /**
     * Those of the words that some products of these categories have and others lack: only these tell anything. What was told of a word
     * is believed for a minute, for to tell means to look at each product.
     *
     * @param categories with all that is part of them
     */
    public List<String> tellingWords(List<String> categories, List<String> words) {
        var unknown = words.stream()
                .filter(word -> telling.of(categories, word).isEmpty())
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            var told = new HashSet<>(graph.list(
                    Cypher.TELLING_WORDS,
                    Map.of("categories", categories, "words", unknown),
                    row -> row.get("word").asString()));
            unknown.forEach(word -> telling.put(categories, word, told.contains(word)));
            return words.stream()
                    .filter(word -> telling.of(categories, word).orElseGet(() -> told.contains(word)))
                    .toList();
        }
        return words.stream()
                .filter(word -> telling.of(categories, word).orElse(false))
                .toList();
    }

    /**
     * Of how many of some products a word is said, or between what a measure of theirs lies.
     *
     * @param owners how many have it
     * @param total how many there are
     */
    public record Spread(int owners, int total, double least, double most) {
        /** From 0, which is said of all or none, to 1, which is said of one only. */
        public double telling() {
            return owners == 0 || owners >= total
                    ? 0
                    : Math.log((total + 1) / (owners + 0.5)) / Math.log((total + 1) / 1.5);
        }
    }

    /**
     * How words and measures are spread among the products of these categories; believed for a minute.
     *
     * @param categories with all that is part of them
     * @param stems of words
     * @param keys measured properties
     */
    public Map<String, Spread> spreads(List<String> categories, Collection<String> stems, Collection<String> keys) {
        var words = stems.stream()
                .filter(stem -> spreads.of(categories, stem).isEmpty())
                .distinct()
                .toList();
        var measures = keys.stream()
                .filter(key -> spreads.of(categories, key).isEmpty())
                .distinct()
                .toList();
        var known = new HashMap<String, Spread>();
        if (!words.isEmpty() || !measures.isEmpty()) {
            graph.list(Cypher.SPREADS, Map.of("categories", categories, "words", words, "keys", measures), row -> {
                var total = row.get("total").asInt();
                for (var word : row.get("words").values()) {
                    known.put(
                            word.get("word").asString(),
                            new Spread(word.get("owners").asInt(), total, 0, 0));
                }
                for (var key : row.get("keys").values()) {
                    known.put(
                            key.get("key").asString(),
                            new Spread(
                                    key.get("owners").asInt(),
                                    total,
                                    key.get("least").asDouble(0),
                                    key.get("most").asDouble(0)));
                }
                return total;
            });
            known.forEach((of, spread) -> spreads.put(categories, of, spread));
        }
        for (var of : Stream.concat(stems.stream(), keys.stream()).toList()) {
            spreads.of(categories, of).ifPresent(spread -> known.putIfAbsent(of, spread));
        }
        return known;
    }

    /** Whose these products are; a product that nobody claims is of the empty seller, one that is not there is missing. */
    public Map<String, String> sellers(Collection<String> productIds) {
        return graph
                .list(
                        Cypher.SELLERS,
                        Map.of("ids", productIds.stream().distinct().toList()),
                        row -> Map.entry(
                                row.get("id").asString(), row.get("seller").asString()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Where a need is looked for.
     *
     * @param categories with all that is part of them
     * @param brands named, in lower case
     */
    public record Scope(List<String> categories, List<String> brands) {}

    /** These categories, and the brands among these words. */
    public Scope scope(List<String> categories, List<String> words) {
        return graph.first(Cypher.SCOPE, Map.of("categories", categories, "words", words), row -> {
                    var within = new LinkedHashSet<>(categories);
                    within.addAll(row.get("categories").asList(name -> name.asString()));
                    return new Scope(List.copyOf(within), row.get("brands").asList(name -> name.asString()));
                })
                .orElseThrow();
    }

    public static long cents(BigDecimal price) {
        return price.movePointRight(2).longValue();
    }

    public static ProductView view(Value product) {
        var specs = new LinkedHashMap<String, String>();
        // None where an older instance wrote it while this one was being rolled out: until the next change or
        // rebuilding.
        var names = product.get("specNames").asList(name -> name.asString(), List.of());
        var texts = product.get("specTexts").asList(text -> text.asString(), List.of());
        for (var at = 0; at < names.size(); at++) {
            specs.put(names.get(at), texts.get(at));
        }
        var successor = product.get("successor");
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
                specs,
                successor.isNull()
                        ? null
                        : new ProductName(
                                successor.get("id").asString(),
                                successor.get("name").asString()));
    }

    public static ProductView view(Record row) {
        return view(row.get("view"));
    }

    /** What the nodes of a product's specs measure, in the order of its data sheet. */
    private static Map<String, Map<Dimension, Double>> measures(Collection<String> names, Value specs) {
        var known = new TreeMap<String, Map<Dimension, Double>>(String.CASE_INSENSITIVE_ORDER);
        for (var spec : specs.values()) {
            var of = new EnumMap<Dimension, Double>(Dimension.class);
            for (var property : spec.keys()) {
                var dimension = Dimension.BY_KEY.get(property);
                if (dimension != null) {
                    of.put(dimension, spec.get(property).asDouble());
                }
            }
            known.put(spec.get("name").asString(), of);
        }
        var measures = new LinkedHashMap<String, Map<Dimension, Double>>();
        names.forEach(name -> measures.put(name, known.getOrDefault(name, Map.of())));
        return measures;
    }

    private static List<Count> counts(Value counts) {
        Function<Value, Count> reader = count -> new Count(
                Objects.toString(count.get("name").asObject()),
                count.get("count").asInt());
        return counts.asList(reader);
    }
}
