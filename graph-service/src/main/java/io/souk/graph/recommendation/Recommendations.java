package io.souk.graph.recommendation;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.Products;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.knowledge.Prose;
import io.souk.graph.knowledge.Stems;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import io.souk.graph.products.ProductGraph;
import io.souk.graph.recommendation.Wishes.Limit;
import io.souk.graph.recommendation.Wishes.Wish;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.springframework.stereotype.Component;

/** Products for a need, or like another product, each with its reason. What cannot be had all at once is given up aloud. */
@Component
public class Recommendations {
    private static final int SUGGESTED = 4;
    private static final double WORD_WEIGHT = 0.8;
    private static final double KIND_WEIGHT = 4;
    private static final Pattern SEVERAL = Pattern.compile("\\s*(?:&|,|/|\\band\\b)\\s*");
    /** A measure is a reason from here on, of the way from the worst to the best. */
    private static final double GOOD = 0.5;

    private static final int MOST_REASONS = 3;
    private static final int OFTEN = 5;
    /** Of each category, from either end of the prices, where no category is named. */
    private static final int LOOKED_AT = 60;

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
    public Optional<Products> forNeed(String category, String question, List<String> owned) {
        var read = Wishes.read(question, knowledge);
        var scope = products.scope(List.of(category), read.words());
        var wanted = weighed(read, scope.categories(), category, scope.brands());
        return among(scope.categories(), category, wanted, scope.brands(), Like.NOTHING, owned);
    }

    /**
     * The wishes as they tell the products of these categories apart: adjectives between the least and the most that there is, and words
     * the more, the fewer products they are said of.
     */
    private Wishes weighed(Wishes read, List<String> categories, String heading, List<String> brands) {
        var unspoken =
                read.words().stream().filter(word -> !brands.contains(word)).toList();
        var stems = Stream.concat(
                        unspoken.stream().map(Stems::of),
                        read.purposes().stream().flatMap(purpose -> purpose.stems().stream()))
                .distinct()
                .toList();
        var keys = read.wishes().stream()
                .filter(wish -> wish.use() == null)
                .map(Wish::key)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
        var spreads = products.spreads(categories, stems, keys);
        var wishes = new ArrayList<Wish>();
        for (var wish : read.wishes()) {
            var spread = wish.key() == null || wish.use() != null ? null : spreads.get(wish.key());
            if (spread == null || spread.owners() == 0) {
                wishes.add(wish);
            } else if (spread.least() < spread.most()) {
                wishes.add(
                        wish.from() < wish.to()
                                ? wish.between(spread.least(), spread.most())
                                : wish.between(spread.most(), spread.least()));
            }
        }
        var kinds = kinds(heading);
        for (var word : unspoken) {
            var stem = Stems.of(word);
            var spread = spreads.get(stem);
            if (spread != null && spread.telling() > 0) {
                wishes.add(Wish.of(
                        word, List.of(stem), kinds.contains(stem) ? KIND_WEIGHT : WORD_WEIGHT * spread.telling()));
            }
        }
        var unmet = read.purposes().stream()
                .filter(purpose -> purpose.stems().stream()
                        .allMatch(stem -> !brands.contains(stem)
                                && Optional.ofNullable(spreads.get(stem))
                                        .filter(spread -> spread.owners() > 0)
                                        .isEmpty()))
                .toList();
        return read.withWishes(wishes).withPurposes(unmet);
    }

    /** Which of these to take for a need; empty if nothing in the question says what is wanted. */
    public Optional<Products> among(List<ProductGraph.Sheet> sheets, String question, List<String> owned) {
        var categories = sheets.stream()
                .map(sheet -> sheet.product().category())
                .distinct()
                .toList();
        var wanted = weighed(Wishes.read(question, knowledge), categories, "", List.of());
        if (wanted.wishes().isEmpty() && wanted.limits().isEmpty() && wanted.maxPrice() == null) {
            return Optional.empty();
        }
        var ids = sheets.stream().map(sheet -> sheet.product().id()).toList();
        return among(categories, "Of these", wanted, List.of(), new Like(null, List.of(), ids), owned);
    }

    /** "Keyboards & Mice" are of two kinds: who asks for a mouse is not shown a keyboard. Of one kind, its name tells nothing. */
    private static Set<String> kinds(String category) {
        return SEVERAL.split(category).length < 2 ? Set.of() : Stems.in(category);
    }

    /**
     * Products of a certain one's kind that have more or less of something: "anything lighter?" What else is asked for holds as well.
     * Empty if the product is not in the catalogue.
     */
    public Optional<Products> comparedWith(String productId, String question, List<String> owned) {
        return products.sheets(List.of(productId)).stream().findFirst().flatMap(sheet -> {
            var product = sheet.product();
            var read = Wishes.read(question, knowledge);
            var limits = new ArrayList<>(read.limits());
            var unknown = new ArrayList<String>();
            for (var comparative : knowledge.comparatives()) {
                if (comparative.said().matcher(question).find()) {
                    var its = sheet.numbers().get(comparative.key());
                    if (its == null) {
                        unknown.add(comparative.as() + ", as the data sheet of " + product.name() + " does not say");
                    } else {
                        limits.add(new Limit(
                                comparative.key(),
                                comparative.more() ? Math.nextUp(its) : Double.NEGATIVE_INFINITY,
                                comparative.more() ? Double.POSITIVE_INFINITY : Math.nextDown(its),
                                comparative.as() + " than " + product.name()));
                    }
                }
            }
            var wanted = weighed(read.withLimits(limits), List.of(product.category()), product.category(), List.of())
                    .in(
                            limits.stream().anyMatch(limit -> limit.key().equals(Knowledge.CENTS))
                                    ? product.currency()
                                    : "");
            return among(
                            List.of(product.category()),
                            product.category(),
                            wanted,
                            List.of(),
                            new Like(productId, sheet.keys(), List.of()),
                            owned)
                    .map(found -> new Products(
                            "Compared with " + product.name(),
                            found.products(),
                            found.total(),
                            found.reasons(),
                            found.understood(),
                            Stream.concat(unknown.stream(), found.relaxed().stream())
                                    .toList(),
                            found.unmet(),
                            null));
        });
    }

    /** What a suggestion is to be like, and is not, and is one of, unless that is empty. */
    private record Like(@Nullable String productId, List<String> specs, List<String> only) {
        private static final Like NOTHING = new Like(null, List.of(), List.of());
    }

    private Optional<Products> among(
            List<String> categories,
            String heading,
            Wishes wanted,
            List<String> brands,
            Like like,
            List<String> owned) {
        for (var attempt : attempts(wanted, brands)) {
            var parameters = parameters(attempt, like, owned);
            parameters.put("categories", categories);
            var found = forThose(graph.list(Cypher.RECOMMEND, parameters, row -> found(row, attempt)), wanted);
            if (!found.isEmpty()) {
                var answer =
                        answer(heading, found.getFirst().total(), understood(wanted, brands), wanted, attempt, found);
                return Optional.of(
                        answer.unmet().isEmpty() || attempt.outOfStockToo()
                                ? answer
                                : soldOut(categories, heading, attempt, like, owned, answer));
            }
        }
        return Optional.empty();
    }

    /** What is for it and sold out is better named than what is there and not for it. */
    private Products soldOut(
            List<String> categories, String heading, Attempt attempt, Like like, List<String> owned, Products there) {
        var all = attempt.withSoldOut();
        var parameters = parameters(all, like, owned);
        parameters.put("categories", categories);
        var found = forThose(graph.list(Cypher.RECOMMEND, parameters, row -> found(row, all)), all.wishes());
        if (found.isEmpty()) {
            return there;
        }
        var answer = answer(heading, found.getFirst().total(), there.understood(), all.wishes(), all, found);
        return found.getFirst().product().stock() == 0
                        && answer.unmet().size() < there.unmet().size()
                ? answer
                : there;
    }

    /**
     * Products of any kind for a need that names none ("something for travel under 100"), the best of each kind first, then what is
     * bought often. Empty if nothing in the question says what is wanted.
     */
    public Optional<Products> forAnyNeed(String question, List<String> owned) {
        var said = Wishes.read(question, knowledge);
        var brands = products.scope(List.of(), said.words()).brands();
        var words = said.words().stream().filter(word -> !brands.contains(word)).toList();
        var terms = Stream.concat(
                        Stream.of(ProductGraph.exactTerms(Stream.concat(
                                        words.stream(), said.wishes().stream().flatMap(wish -> wish.words().stream()))
                                .toList())),
                        said.wishes().stream()
                                .map(Wish::use)
                                .filter(Objects::nonNull)
                                .flatMap(use -> Objects.requireNonNull(use).terms()))
                .filter(term -> !term.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        var wishes = new ArrayList<>(said.wishes());
        words.forEach(word -> wishes.add(Wish.of(word, List.of(Stems.of(word)), WORD_WEIGHT)));
        var read = said.withWishes(wishes);
        var wished = terms.isEmpty() && read.wishes().isEmpty()
                ? Optional.<Products>empty()
                : suggestions(read, brands, terms, true, owned);
        // Words that no product has say nothing; what else was said still holds.
        var sayable = read.minPrice() != null
                || read.maxPrice() != null
                || !read.limits().isEmpty()
                || !brands.isEmpty();
        return wished.isPresent() || !sayable ? wished : suggestions(read, brands, "", false, owned);
    }

    private Optional<Products> suggestions(
            Wishes read, List<String> brands, String terms, boolean wished, List<String> owned) {
        for (var attempt : attempts(read, brands)) {
            var parameters = parameters(attempt, Like.NOTHING, owned);
            parameters.put("terms", terms);
            parameters.put("wished", wished);
            // who names a budget wants to use it; who names none is not shown the dearest first
            parameters.put("hasBudget", attempt.wishes().maxPrice() != null);
            parameters.put("lookedAt", LOOKED_AT);
            // nobody is told that nothing fulfils all before every product that may has been looked at
            parameters.put("measures", attempt.relaxed().isEmpty() ? measures(attempt.wishes()) : List.of());
            var found = forThose(graph.list(Cypher.SUGGEST, parameters, row -> found(row, attempt)), read);
            if (!found.isEmpty()) {
                var suggested = found;
                var understood = new ArrayList<>(understood(read, brands));
                read.words().stream()
                        .filter(word -> !brands.contains(word))
                        .filter(word -> wished && suggested.stream().anyMatch(one -> one.says(word)))
                        .forEach(word -> understood.add("“" + word + "”"));
                return Optional.of(answer("Suggestions", suggested.size(), understood, read, attempt, suggested));
            }
        }
        return Optional.empty();
    }

    /** Where the products that fulfil a limit are found: at the values of the specs that it is measured by. */
    private List<Map<String, Object>> measures(Wishes wishes) {
        return wishes.limits().stream()
                .filter(limit -> !limit.key().equals(Knowledge.CENTS))
                .limit(1)
                .flatMap(limit -> {
                    var dot = limit.key().lastIndexOf('.');
                    var measure = limit.key().substring(dot + 1);
                    return knowledge.specsOf(limit.key().substring(0, dot), measure).stream()
                            .map(spec -> Map.<String, Object>of(
                                    "prefix", spec + ": ", "measure", measure, "min", limit.min(), "max", limit.max()));
                })
                .toList();
    }

    /** Without what is made for an audience that was not asked for, unless there is nothing else. */
    private static List<Found> forThose(List<Found> found, Wishes wanted) {
        var rest = found.stream()
                .filter(one -> wanted.others().stream()
                        .noneMatch(audience -> one.amounts().containsKey(audience.isFor())))
                .toList();
        return rest.isEmpty() ? found : rest;
    }

    /** One try at an answer, with what it gives up. */
    private record Attempt(Wishes wishes, List<String> brands, boolean outOfStockToo, List<String> relaxed) {
        Attempt withSoldOut() {
            return new Attempt(
                    wishes,
                    brands,
                    true,
                    Stream.concat(relaxed.stream(), Stream.of("in stock now")).toList());
        }
    }

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
            attempts.add(new Attempt(wanted.atAnyPrice(), brands, false, List.of(price(wanted))));
        }
        var all = new ArrayList<String>();
        if (!brands.isEmpty()) {
            all.add(brand(brands));
        }
        wanted.limits().forEach(limit -> all.add(limit.as()));
        var withPrice = wanted.withLimits(List.of());
        attempts.add(new Attempt(withPrice, List.of(), false, List.copyOf(all)));
        attempts.add(new Attempt(wanted, brands, true, List.of("in stock now")));
        if (wanted.minPrice() != null || wanted.maxPrice() != null) {
            all.add(price(wanted));
        }
        attempts.add(new Attempt(withPrice.atAnyPrice(), List.of(), false, List.copyOf(all)));
        all.add("in stock now");
        attempts.add(new Attempt(withPrice.atAnyPrice(), List.of(), true, List.copyOf(all)));
        return attempts;
    }

    /**
     * @param amounts of what was asked for, by the measured property
     * @param bought how often, where that counted
     */
    private record Found(
            ProductView product,
            Map<String, Double> amounts,
            List<String> fits,
            int together,
            boolean owned,
            int total,
            int bought) {
        boolean says(String word) {
            return Stems.in(product.name()
                            + ' '
                            + product.category()
                            + ' '
                            + Objects.requireNonNullElse(product.description(), ""))
                    .contains(Stems.of(word));
        }

        boolean isFor(Wish wish) {
            return wish.key() != null && amounts.getOrDefault(wish.key(), 0.0) > 0;
        }
    }

    private static Map<String, Object> parameters(Attempt attempt, Like like, List<String> owned) {
        var wishes = attempt.wishes();
        var parameters = new HashMap<String, Object>();
        parameters.put("minCents", wishes.minPrice() == null ? 0L : ProductGraph.cents(wishes.minPrice()));
        parameters.put("maxCents", wishes.maxPrice() == null ? Long.MAX_VALUE : ProductGraph.cents(wishes.maxPrice()));
        parameters.put("brands", attempt.brands());
        parameters.put("filters", wishes.filters());
        parameters.put("measured", wishes.measured());
        parameters.put("spoken", wishes.spoken());
        parameters.put("keys", wishes.keys());
        parameters.put("outOfStockToo", attempt.outOfStockToo());
        parameters.put("except", like.productId() == null ? List.of() : List.of(like.productId()));
        parameters.put("like", like.specs());
        parameters.put("owned", owned);
        parameters.put("only", like.only());
        parameters.put("currency", wishes.currency());
        parameters.put("limit", SUGGESTED);
        return parameters;
    }

    private static Found found(Record row, Attempt attempt) {
        var keys = attempt.wishes().keys();
        var amounts = new HashMap<String, Double>();
        for (var at = 0; at < keys.size(); at++) {
            var amount = row.get("amounts").get(at);
            if (!amount.isNull()) {
                amounts.put(keys.get(at), amount.asDouble());
            }
        }
        return new Found(
                ProductGraph.view(row),
                amounts,
                row.get("fits").asList(name -> name.asString()),
                row.get("together").asInt(),
                row.get("owned").asBoolean(),
                row.get("total").asInt(),
                row.get("bought").asInt());
    }

    private static List<String> understood(Wishes wanted, List<String> brands) {
        var understood = new ArrayList<String>();
        if (wanted.minPrice() != null || wanted.maxPrice() != null) {
            understood.add(price(wanted));
        }
        wanted.limits().forEach(limit -> understood.add(limit.as()));
        if (!brands.isEmpty()) {
            understood.add(brand(brands));
        }
        wanted.wishes().stream()
                .filter(wish -> wish.key() != null || wish.words().size() > 1)
                .map(Wish::as)
                .distinct()
                .forEach(understood::add);
        return understood;
    }

    private static Products answer(
            String heading, int total, List<String> understood, Wishes wanted, Attempt attempt, List<Found> found) {
        return new Products(
                wanted.maxPrice() == null || attempt.wishes().maxPrice() == null
                        ? heading
                        : heading + " up to " + plain(wanted.maxPrice()),
                found.stream().map(Found::product).toList(),
                total,
                found.stream().map(one -> reason(one, attempt.wishes())).toList(),
                understood,
                attempt.relaxed(),
                unmet(wanted, found),
                null);
    }

    /** What it is wanted for and nothing that is shown is for. */
    private static List<String> unmet(Wishes wanted, List<Found> found) {
        return Stream.concat(
                        wanted.wishes().stream()
                                .filter(wish -> wish.use() != null)
                                .filter(wish -> found.stream().noneMatch(one -> one.isFor(wish)))
                                .map(Wish::as),
                        wanted.purposes().stream()
                                .filter(purpose -> found.stream()
                                        .noneMatch(
                                                one -> purpose.stems().stream().anyMatch(one::says)))
                                .map(Wishes.Purpose::as))
                .distinct()
                .toList();
    }

    /** What of the asked speaks for it, in the seller's words where there are some; empty if nothing does. */
    private static String reason(Found found, Wishes wishes) {
        var product = found.product();
        var said = new LinkedHashSet<String>();
        wishes.wishes().stream()
                .filter(found::isFor)
                .map(Wish::use)
                .filter(Objects::nonNull)
                .flatMap(use -> Objects.requireNonNull(use).reasons(product).stream())
                .forEach(said::add);
        var measured = new HashSet<String>();
        for (var limit : wishes.limits()) {
            if (!limit.key().equals(Knowledge.CENTS)) {
                measured(found, limit.key(), measured).ifPresent(said::add);
            } else {
                said.add(limit.as() + ": " + money(product));
            }
        }
        for (var wish : wishes.wishes()) {
            if (wish.key() == null) {
                feature(found, wish).ifPresent(said::add);
            } else if (wish.use() == null
                    && wish.share(found.amounts().getOrDefault(wish.key(), wish.from())) >= GOOD) {
                (wish.key().equals(Knowledge.CENTS)
                                ? Optional.of("only " + money(product))
                                : measured(found, wish.key(), measured))
                        .ifPresent(said::add);
            }
        }
        var reasons = new ArrayList<>(said.stream().limit(MOST_REASONS).toList());
        if (wishes.maxPrice() != null) {
            reasons.add("within your budget of " + plain(wishes.maxPrice()));
        }
        if (!found.fits().isEmpty()) {
            reasons.add("works with your " + found.fits().getFirst());
        }
        if (found.together() > 0) {
            reasons.add("often bought with what you have");
        }
        if (found.bought() >= OFTEN) {
            reasons.add("often bought");
        }
        if (found.owned()) {
            reasons.add("you have bought it before");
        }
        if (product.stock() == 0) {
            reasons.add("sold out at present");
        }
        return String.join(", ", reasons);
    }

    private static String money(ProductView product) {
        return product.price().toPlainString() + ' ' + product.currency();
    }

    private static Optional<String> measured(Found found, String key, Set<String> said) {
        var amount = found.amounts().get(key);
        var dimension = Dimension.BY_KEY.get(key.substring(key.indexOf('.') + 1));
        if (amount == null || dimension == null || !said.add(key)) {
            return Optional.empty();
        }
        var spec = key.substring(0, key.indexOf('.'));
        var words = spec.equals("display")
                ? "%.1f-inch display".formatted(amount / 25.4)
                : spec + ' ' + Quantity.natural(dimension, amount);
        return Optional.of(words);
    }

    /** The line of the data sheet that says the word, or else the sentence. */
    private static Optional<String> feature(Found found, Wish wish) {
        var product = found.product();
        var line = product.specs().entrySet().stream()
                .filter(spec -> wish.words().stream()
                        .anyMatch(stem ->
                                Stems.in(spec.getKey() + ' ' + spec.getValue()).contains(stem)))
                .map(spec -> spec.getKey().toLowerCase(Locale.ROOT) + ": " + spec.getValue())
                .findFirst();
        if (line.isPresent() || product.description() == null) {
            return line;
        }
        var prose = new Prose(product.description());
        return Stems.words(prose.affirmed()).stream()
                .filter(word -> wish.words().contains(Stems.of(word)))
                .findFirst()
                .flatMap(word -> prose.quote(Pattern.compile("(?i)\\b" + Pattern.quote(word) + "\\b")))
                .map(words -> "“" + words + "”");
    }

    /** Products like one, in the same category and price band: shared specs, close price, bought together; in stock first, and of these its successor. */
    public List<Similar> similar(String productId, int limit) {
        return graph.list(Cypher.SIMILAR, Map.of("id", productId, "limit", limit), row -> {
            var mine = row.get("myCents").asLong();
            var difference =
                    mine == 0 ? 0 : Math.round(100.0 * (row.get("cents").asLong() - mine) / mine);
            var reasons = new ArrayList<String>();
            if (row.get("succeeds").asBoolean()) {
                reasons.add("its successor");
            }
            reasons.add("%d of %d specs alike"
                    .formatted(row.get("shared").asInt(), row.get("specs").asInt()));
            if (row.get("sameMoney").asBoolean()) {
                reasons.add(
                        difference == 0
                                ? "the same price"
                                : "%d %% %s".formatted(Math.abs(difference), difference < 0 ? "cheaper" : "dearer"));
            }
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

    public record Similar(ProductView product, String reason) {}

    private static String price(Wishes wishes) {
        var min = wishes.minPrice();
        var max = wishes.maxPrice();
        var money = wishes.currency().isEmpty() ? "" : ' ' + wishes.currency();
        if (min != null && max != null) {
            return "from %s to %s".formatted(plain(min), plain(max)) + money;
        }
        return (max == null ? "from " + plain(min) : "up to " + plain(max)) + money;
    }

    private static String plain(@Nullable BigDecimal price) {
        return price == null ? "" : price.stripTrailingZeros().toPlainString();
    }

    private static String brand(List<String> brands) {
        return "made by " + brands.stream().collect(Collectors.joining(" or "));
    }
}
