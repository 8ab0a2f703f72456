package io.souk.graph.catalogue;

import io.souk.events.Finding.Kind;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.graph.compatibility.Connectors;
import io.souk.graph.compatibility.Connectors.Reading;
import io.souk.graph.compatibility.Standards;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Uses;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.kit.RefusedEventException;
import io.souk.kit.catalogue.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the catalogue into one generation of the graph, a batch of records in a transaction. Where each partition has been read to is
 * part of the generation, so a record is applied once however often it comes. Writers of all instances take turns.
 *
 * <p>{@code (Product)-[:MADE_BY]->(Brand)}, {@code -[:IN_CATEGORY]->(Category)-[:PART_OF]->(Category)}, {@code -[:SOLD_BY]->(Seller)},
 * {@code -[:HAS_SPEC {position, text}]->(Spec)} with what it measures in base units, {@code -[:NEEDS {purpose}]->(Standard)},
 * {@code -[:PROVIDES {purposes}]->(Standard)}, {@code -[:COMPATIBLE_WITH {reason}]->(Product)}, {@code -[:SUCCEEDED_BY]->(Product)}.
 * A product that others point at before (or after) it is in the catalogue is a node with nothing but its id.
 */
@Component
public class Catalogue {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}|\\d\\p{L}");
    private static final Pattern ABSENT = Pattern.compile("(?i)^(none|no|not)\\b.*");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Graph graph;
    private final Connectors connectors;
    private final Standards standards;
    private final Knowledge knowledge;
    private final TransactionTemplate transaction;

    Catalogue(
            Graph graph,
            Connectors connectors,
            Standards standards,
            Knowledge knowledge,
            TransactionTemplate transaction) {
        this.graph = graph;
        this.connectors = connectors;
        this.standards = standards;
        this.knowledge = knowledge;
        this.transaction = transaction;
    }

    /** One record of the topic; {@code product} null is a removal. */
    public record Change(
            int partition, long offset, String id, @Nullable ProductUpserted product) {}

    /** What came of a batch: all of it, or the reason against the record at {@code index}; all before that is applied. */
    public record Applied(int index, @Nullable RefusedEventException refusal) {}

    /** Applies a batch to the generation that serves. */
    public Applied applyToLive(String topic, List<Change> changes) {
        return apply(topic, changes, null);
    }

    /** Applies a batch to a generation that is being built. */
    public void applyTo(long generation, String topic, List<Change> changes) {
        apply(topic, changes, generation);
    }

    private Applied apply(String topic, List<Change> changes, @Nullable Long generation) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var live = graph.first(
                            Cypher.LOCK,
                            Map.of("writer", "catalogue"),
                            row -> row.get("live").asLong())
                    .orElseThrow();
            return write(generation == null ? live : generation, generation == null, topic, changes);
        }));
    }

    private Applied write(long gen, boolean isLive, String topic, List<Change> changes) {
        var positions = new HashMap<Integer, Long>();
        graph.list(
                        Cypher.POSITIONS,
                        Map.of("gen", gen, "topic", topic),
                        row -> Map.entry(
                                row.get("part").asInt(), row.get("offset").asLong()))
                .forEach(position -> positions.put(position.getKey(), position.getValue()));
        var news = new LinkedHashMap<String, @Nullable ProductUpserted>();
        var tree = new HashMap<String, String>();
        var parents = new LinkedHashMap<String, String>();
        RefusedEventException refusal = null;
        var index = 0;
        for (; index < changes.size(); index++) {
            var change = changes.get(index);
            if (change.offset() <= positions.getOrDefault(change.partition(), -1L)) {
                continue;
            }
            var product = change.product();
            if (product != null && !product.categoryParents().isEmpty()) {
                if (tree.isEmpty()) {
                    tree.putAll(tree(gen));
                }
                var circle = grow(tree, parents, product);
                if (circle != null && isLive) {
                    refusal = new RefusedEventException(circle);
                    break;
                }
                if (circle != null) {
                    // set aside when it was new; the builder steps over it
                    positions.put(change.partition(), change.offset());
                    continue;
                }
            }
            positions.put(change.partition(), change.offset());
            news.remove(change.id());
            news.put(change.id(), product);
        }
        remove(gen, news);
        upsert(
                gen,
                news.values().stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList());
        if (!parents.isEmpty()) {
            graph.run(
                    Cypher.SAVE_CATEGORY_PARENTS,
                    Map.of(
                            "gen",
                            gen,
                            "links",
                            parents.entrySet().stream()
                                    .map(link -> Map.of("name", link.getKey(), "parent", link.getValue()))
                                    .toList()));
        }
        graph.run(
                Cypher.SAVE_POSITIONS,
                Map.of(
                        "gen",
                        gen,
                        "topic",
                        topic,
                        "positions",
                        positions.entrySet().stream()
                                .map(position -> Map.of("part", position.getKey(), "offset", position.getValue()))
                                .toList()));
        return new Applied(index, refusal);
    }

    private Map<String, String> tree(long gen) {
        return graph
                .list(
                        Cypher.CATEGORY_PARENTS,
                        Map.of("gen", gen),
                        row -> Map.entry(
                                row.get("name").asString(), row.get("parent").asString()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one));
    }

    /** Puts a product's categories into the tree; returns what is wrong with them, if anything is. */
    private static @Nullable String grow(Map<String, String> tree, Map<String, String> added, ProductUpserted product) {
        var line = Stream.concat(product.categoryParents().stream(), Stream.of(product.category()))
                .toList();
        for (var at = 1; at < line.size(); at++) {
            var child = line.get(at);
            for (@Nullable String above = line.get(at - 1); above != null; above = tree.get(above)) {
                if (above.equals(child)) {
                    return "category %s cannot be part of %s, which is part of %s already"
                            .formatted(child, line.get(at - 1), child);
                }
            }
            tree.put(child, line.get(at - 1));
            added.put(child, line.get(at - 1));
        }
        return null;
    }

    private void remove(long gen, Map<String, @Nullable ProductUpserted> news) {
        var gone = news.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            graph.run(Cypher.REMOVE_PRODUCTS, Map.of("gen", gen, "ids", gone));
        }
    }

    /** A product whose price and stock alone are new keeps its relations. */
    private void upsert(long gen, List<ProductUpserted> products) {
        if (products.isEmpty()) {
            return;
        }
        var sheets = products.stream().collect(Collectors.toMap(ProductUpserted::id, product -> sheet(gen, product)));
        var changed = graph.first(
                        Cypher.SAVE_PRODUCTS,
                        Map.of(
                                "gen",
                                gen,
                                "rows",
                                sheets.values().stream()
                                        .map(sheet ->
                                                Map.of("id", sheet.product().id(), "properties", sheet.properties()))
                                        .toList()),
                        row -> Set.copyOf(row.get("changed").asList(id -> id.asString())))
                .orElse(Set.of());
        if (changed.isEmpty()) {
            return;
        }
        var anew = products.stream()
                .map(product -> sheets.get(product.id()))
                .filter(Objects::nonNull)
                .filter(sheet -> changed.contains(sheet.product().id()))
                .toList();
        graph.run(Cypher.DROP_RELATIONS, Map.of("gen", gen, "ids", List.copyOf(changed)));
        standards.add(anew.stream()
                .flatMap(sheet -> Stream.concat(
                        sheet.reading().needs().stream().map(Connectors.Need::standard),
                        sheet.reading().provisions().stream().map(Connectors.Offer::standard)))
                .collect(Collectors.toSet()));
        save(
                Cypher.SAVE_BELONGING,
                gen,
                anew,
                sheet -> Map.of(
                        "brand",
                        sheet.product().brand(),
                        "category",
                        sheet.product().category()));
        save(
                Cypher.SAVE_SELLERS,
                gen,
                anew.stream()
                        .filter(sheet -> sheet.product().sellerId() != null)
                        .toList(),
                sheet -> Map.of("seller", String.valueOf(sheet.product().sellerId())));
        save(Cypher.SAVE_SPECS, gen, anew, sheet -> Map.of("specs", sheet.specs()));
        save(Cypher.SAVE_NEEDS, gen, anew, sheet -> Map.of("needs", needs(sheet.reading())));
        save(Cypher.SAVE_PROVISIONS, gen, anew, sheet -> Map.of("provisions", provisions(sheet.reading())));
        mark(
                Cypher.MARK_NEEDS,
                anew.stream()
                        .flatMap(sheet -> sheet.reading().needs().stream())
                        .map(need -> Map.of("standard", need.standard().name(), "purpose", need.purpose())));
        mark(
                Cypher.MARK_PROVISIONS,
                anew.stream()
                        .flatMap(sheet -> sheet.reading().provisions().stream())
                        .flatMap(offer -> offer.purposes().stream()
                                .map(purpose ->
                                        Map.of("standard", offer.standard().name(), "purpose", purpose))));
        link(
                Cypher.SAVE_STATEMENTS,
                gen,
                anew.stream()
                        .flatMap(sheet -> sheet.product().compatibleWith().stream()
                                .map(link -> Map.of(
                                        "id",
                                        sheet.product().id(),
                                        "other",
                                        link.productId(),
                                        "reason",
                                        link.reason())))
                        .toList());
        link(
                Cypher.SAVE_SUCCESSORS,
                gen,
                anew.stream()
                        .filter(sheet -> sheet.product().succeededBy() != null)
                        .map(sheet -> Map.of(
                                "id",
                                sheet.product().id(),
                                "other",
                                String.valueOf(sheet.product().succeededBy())))
                        .toList());
    }

    private void save(
            Cypher statement,
            long gen,
            Collection<Sheet> sheets,
            java.util.function.Function<Sheet, Map<String, Object>> columns) {
        if (!sheets.isEmpty()) {
            graph.run(
                    statement,
                    Map.of(
                            "gen",
                            gen,
                            "rows",
                            sheets.stream()
                                    .map(sheet -> {
                                        var row = new HashMap<>(columns.apply(sheet));
                                        row.put("id", sheet.product().id());
                                        return row;
                                    })
                                    .toList()));
        }
    }

    /** What a standard is used for by anybody: a search need not look through thousands of products for another use. */
    private void mark(Cypher statement, Stream<Map<String, String>> uses) {
        var distinct = uses.distinct().toList();
        if (!distinct.isEmpty()) {
            graph.run(statement, Map.of("uses", distinct));
        }
    }

    private void link(Cypher statement, long gen, List<Map<String, String>> links) {
        if (!links.isEmpty()) {
            graph.run(statement, Map.of("gen", gen, "links", links));
        }
    }

    /** A product as it is written. */
    private record Sheet(
            ProductUpserted product,
            Map<String, @Nullable Object> properties,
            List<Map<String, Object>> specs,
            Reading reading) {}

    private Sheet sheet(long gen, ProductUpserted product) {
        var reading = connectors.read(product.specs());
        var specs = new ArrayList<Map<String, Object>>();
        var keys = new ArrayList<String>();
        var measures = new TreeMap<String, Object>();
        var position = 0;
        for (var spec : product.specs().entrySet()) {
            var node = new HashMap<String, Object>();
            node.put("name", spec.getKey());
            Quantity.mainOnes(spec.getValue()).forEach((dimension, amount) -> {
                node.put(dimension.key(), amount);
                measures.putIfAbsent(
                        Knowledge.key(knowledge.specOf(spec.getKey(), dimension.key()), dimension.key()), amount);
            });
            var key = key(spec.getKey(), spec.getValue());
            node.put("value", spec.getValue());
            keys.add(key);
            specs.add(Map.of("key", key, "node", node, "position", position++, "text", spec.getValue()));
        }
        var properties = new HashMap<String, @Nullable Object>(measures);
        properties.putAll(knowledge.needs().of(product));
        properties.put("gen", gen);
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
        properties.put("features", List.copyOf(features(product)));
        properties.put("stems", List.copyOf(Uses.stems(product)));
        properties.put("specKeys", keys);
        properties.put("specNames", List.copyOf(product.specs().keySet()));
        properties.put(
                "kinds",
                product.variants().stream()
                        .map(kind -> JSON.writeValueAsString(new Kind(kind.options(), kind.price(), kind.stock())))
                        .toList());
        properties.put("specTexts", List.copyOf(product.specs().values()));
        properties.put("unread", List.copyOf(reading.unread()));
        properties.put("absent", List.copyOf(reading.absent()));
        properties.put("shape", shape(product));
        return new Sheet(product, properties, specs, reading);
    }

    /** "16 GB" and "16,0 GB" are one value; words are one value however they are capitalised. */
    private static String key(String name, String value) {
        var normal = Quantity.wholeOf(value)
                .map(quantity -> quantity.dimension().key() + '=' + quantity.amount())
                .orElseGet(() -> value.strip().toLowerCase(Locale.ROOT));
        return name.toLowerCase(Locale.ROOT) + ": " + normal;
    }

    /** The words that tell what a product has: a screen of 3840 x 2160 is called 4K by its name, or by a figure in its description. */
    static Set<String> features(ProductUpserted product) {
        var words = new HashSet<>(words(product.name()));
        if (product.description() != null) {
            words(product.description()).stream()
                    .filter(word -> Character.isDigit(word.charAt(0)))
                    .forEach(words::add);
        }
        product.specs().forEach((name, value) -> {
            if (!ABSENT.matcher(value).matches()) {
                words.addAll(words(name + ' ' + value));
            }
        });
        return words;
    }

    static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group())
                .toList();
    }

    /** All but price and stock: what relations are made of, by this version of our knowledge. */
    private String shape(ProductUpserted product) {
        var text = String.join(
                "\u0000",
                knowledge.digest(),
                product.name(),
                product.brand(),
                product.category(),
                String.valueOf(product.sellerId()),
                product.specs().toString(),
                product.compatibleWith().toString(),
                String.valueOf(product.succeededBy()));
        return DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Map<String, String>> needs(Reading reading) {
        return reading.needs().stream()
                .map(need -> Map.of(
                        "purpose", need.purpose(),
                        "spec", need.spec(),
                        "text", need.text(),
                        "standard", need.standard().name()))
                .toList();
    }

    private static List<Map<String, Object>> provisions(Reading reading) {
        return reading.provisions().stream()
                .map(offer -> Map.<String, Object>of(
                        "purposes", offer.purposes(),
                        "spec", offer.spec(),
                        "text", offer.text(),
                        "standard", offer.standard().name()))
                .toList();
    }
}
