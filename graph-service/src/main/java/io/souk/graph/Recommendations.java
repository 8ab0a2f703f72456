package io.souk.graph;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.graph.Wishes.Limit;
import io.souk.graph.Wishes.Wish;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.springframework.stereotype.Component;

/** Products for a need, or like another product, each with its reason. What cannot be had all at once is given up aloud. */
@Component
class Recommendations {
    private static final int SUGGESTED = 4;
    private static final double FEATURE_WEIGHT = 0.8;

    private final Graph graph;
    private final ProductGraph products;
    private final Knowledge knowledge;

    Recommendations(Graph graph, ProductGraph products, Knowledge knowledge) {
        this.graph = graph;
        this.products = products;
        this.knowledge = knowledge;
    }

    /**
     * What to buy of a category.
     *
     * @param owned what the customer has bought, for what goes with it; empty of a guest
     */
    Optional<Products> forNeed(String category, String question, List<String> owned) {
        var read = Wishes.read(question, knowledge);
        var brands = products.brands(read.words());
        var spoken = new HashSet<>(Catalogue.words(category));
        brands.forEach(spoken::add);
        read.wishes().forEach(wish -> spoken.addAll(wish.words()));
        var unspoken = read.words().stream()
                .filter(word -> !spoken.contains(word))
                .filter(word -> knowledge.wishes().stream()
                        .noneMatch(wish -> wish.said().matcher(word).find()))
                .toList();
        var features = products.tellingWords(category, unspoken);
        var wishes = new ArrayList<>(read.wishes());
        features.forEach(word -> wishes.add(new Wish(word, null, 0, 0, List.of(word), FEATURE_WEIGHT, null)));
        var wanted = new Wishes(read.minPrice(), read.maxPrice(), read.limits(), List.copyOf(wishes), read.words());
        var categories = products.within(List.of(category));
        for (var attempt : attempts(wanted, brands)) {
            var found = ask(categories, attempt, owned);
            if (!found.isEmpty()) {
                return Optional.of(answer(category, wanted, brands, attempt, found));
            }
        }
        return Optional.empty();
    }

    /** One try at an answer, with what it gives up. */
    private record Attempt(Wishes wishes, List<String> brands, boolean outOfStockToo, List<String> relaxed) {}

    /** All of it; then without one limit, the least weighty first; then with none; then what is sold out. */
    private static List<Attempt> attempts(Wishes wanted, List<String> brands) {
        var attempts = new ArrayList<Attempt>();
        attempts.add(new Attempt(wanted, brands, false, List.of()));
        if (!brands.isEmpty()) {
            attempts.add(new Attempt(wanted, List.of(), false, List.of(brand(brands))));
        }
        for (Limit limit : wanted.limits().reversed()) {
            attempts.add(new Attempt(wanted.without(limit), brands, false, List.of(limit.as())));
        }
        if (wanted.minPrice() != null || wanted.maxPrice() != null) {
            attempts.add(new Attempt(wanted.withPrice(null, null), brands, false, List.of(price(wanted))));
        }
        var all = new ArrayList<String>();
        if (!brands.isEmpty()) {
            all.add(brand(brands));
        }
        wanted.limits().forEach(limit -> all.add(limit.as()));
        var withPrice = new Wishes(wanted.minPrice(), wanted.maxPrice(), List.of(), wanted.wishes(), wanted.words());
        attempts.add(new Attempt(withPrice, List.of(), false, List.copyOf(all)));
        attempts.add(new Attempt(wanted, brands, true, List.of("in stock now")));
        if (wanted.minPrice() != null || wanted.maxPrice() != null) {
            all.add(price(wanted));
        }
        attempts.add(new Attempt(withPrice.withPrice(null, null), List.of(), false, List.copyOf(all)));
        all.add("in stock now");
        attempts.add(new Attempt(withPrice.withPrice(null, null), List.of(), true, List.copyOf(all)));
        return attempts;
    }

    private record Found(
            ProductView product,
            Map<String, Object> properties,
            List<String> fits,
            int together,
            boolean owned,
            int total) {}

    private List<Found> ask(List<String> categories, Attempt attempt, List<String> owned) {
        var wishes = attempt.wishes();
        return graph.list(
                Cypher.RECOMMEND,
                Map.of(
                        "categories",
                        categories,
                        "minCents",
                        wishes.minPrice() == null ? 0L : ProductGraph.cents(wishes.minPrice()),
                        "maxCents",
                        wishes.maxPrice() == null ? Long.MAX_VALUE : ProductGraph.cents(wishes.maxPrice()),
                        "brands",
                        attempt.brands(),
                        "filters",
                        wishes.filters(),
                        "wishes",
                        wishes.ranking(),
                        "outOfStockToo",
                        attempt.outOfStockToo(),
                        "owned",
                        owned,
                        "limit",
                        SUGGESTED),
                Recommendations::found);
    }

    private static Found found(Record row) {
        return new Found(
                ProductGraph.view(row),
                row.get("properties").asMap(),
                row.get("fits").asList(name -> name.asString()),
                row.get("together").asInt(),
                row.get("owned").asBoolean(),
                row.get("total").asInt());
    }

    private static Products answer(
            String category, Wishes wanted, List<String> brands, Attempt attempt, List<Found> found) {
        var understood = new ArrayList<String>();
        if (wanted.minPrice() != null || wanted.maxPrice() != null) {
            understood.add(price(wanted));
        }
        wanted.limits().forEach(limit -> understood.add(limit.as()));
        if (!brands.isEmpty()) {
            understood.add(brand(brands));
        }
        wanted.wishes().stream().map(Wish::as).distinct().forEach(understood::add);
        return new Products(
                wanted.maxPrice() == null || attempt.wishes().maxPrice() == null
                        ? category
                        : category + " up to " + plain(wanted.maxPrice()),
                found.stream().map(Found::product).toList(),
                found.getFirst().total(),
                found.stream().map(one -> reason(one, attempt.wishes())).toList(),
                understood,
                attempt.relaxed());
    }

    /** What speaks for it, in the order of what was asked. */
    private static String reason(Found found, Wishes wishes) {
        var reasons = new ArrayList<String>();
        var product = found.product();
        if (wishes.maxPrice() != null) {
            reasons.add("costs %s %s".formatted(product.price().toPlainString(), product.currency()));
        }
        var said = new HashSet<String>();
        for (var limit : wishes.limits()) {
            measured(found, limit.key(), said).ifPresent(reasons::add);
        }
        for (var wish : wishes.wishes()) {
            if (wish.key() == null) {
                feature(found, wish).ifPresent(reasons::add);
            } else if (!wish.key().equals("cents")) {
                measured(found, wish.key(), said).ifPresent(reasons::add);
            } else if (said.add("cents") && wishes.maxPrice() == null) {
                reasons.add("costs %s %s".formatted(product.price().toPlainString(), product.currency()));
            }
        }
        if (!found.fits().isEmpty()) {
            reasons.add("works with your " + found.fits().getFirst());
        }
        if (found.together() > 0) {
            reasons.add("often bought with what you have");
        }
        if (found.owned()) {
            reasons.add("you have bought it before");
        }
        if (product.stock() == 0) {
            reasons.add("sold out at present");
        }
        return reasons.isEmpty() ? "in stock" : String.join(", ", reasons);
    }

    private static Optional<String> measured(Found found, String key, Set<String> said) {
        var amount = found.properties().get(key);
        var dimension = Dimension.BY_KEY.get(key.substring(key.indexOf('.') + 1));
        if (!(amount instanceof Number number) || dimension == null || !said.add(key)) {
            return Optional.empty();
        }
        var spec = key.substring(0, key.indexOf('.'));
        var words = spec.equals("display")
                ? "%.1f-inch display".formatted(number.doubleValue() / 25.4)
                : spec + ' ' + Quantity.natural(dimension, number.doubleValue());
        return Optional.of(words);
    }

    private static Optional<String> feature(Found found, Wish wish) {
        return found.product().specs().entrySet().stream()
                .filter(spec -> wish.words().stream()
                        .anyMatch(word -> Catalogue.words(spec.getKey() + ' ' + spec.getValue())
                                .contains(word)))
                .map(spec -> spec.getKey().toLowerCase(Locale.ROOT) + ": " + spec.getValue())
                .findFirst();
    }

    /** Products like one, in the same category and price band: shared specs, close price, bought together; in stock first. */
    List<Similar> similar(String productId, int limit) {
        return graph.list(Cypher.SIMILAR, Map.of("id", productId, "limit", limit), row -> {
            var mine = row.get("myCents").asLong();
            var difference =
                    mine == 0 ? 0 : Math.round(100.0 * (row.get("cents").asLong() - mine) / mine);
            var reasons = new ArrayList<String>();
            reasons.add("%d of %d specs alike"
                    .formatted(row.get("shared").asInt(), row.get("specs").asInt()));
            reasons.add(
                    difference == 0
                            ? "the same price"
                            : "%d %% %s".formatted(Math.abs(difference), difference < 0 ? "cheaper" : "dearer"));
            if (row.get("together").asInt() > 0) {
                reasons.add("bought together before");
            }
            var product = ProductGraph.view(row);
            if (product.stock() == 0) {
                reasons.add("sold out at present");
            }
            return new Similar(product, String.join(", ", reasons));
        });
    }

    record Similar(ProductView product, String reason) {}

    private static String price(Wishes wishes) {
        var min = wishes.minPrice();
        var max = wishes.maxPrice();
        if (min != null && max != null) {
            return "from %s to %s".formatted(plain(min), plain(max));
        }
        return max == null ? "from " + plain(min) : "up to " + plain(max);
    }

    private static String plain(@Nullable BigDecimal price) {
        return price == null ? "" : price.stripTrailingZeros().toPlainString();
    }

    private static String brand(List<String> brands) {
        return "made by " + brands.stream().collect(Collectors.joining(" or "));
    }
}
