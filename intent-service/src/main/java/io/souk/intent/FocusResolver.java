package io.souk.intent;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.Variants;
import io.souk.intent.EntityExtractor.Extraction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What "it", "them", "the second one" and unspoken things mean, from what the conversation is about. Deterministic: the same turn
 * is always read the same way.
 */
final class FocusResolver {
    private static final double FROM_FOCUS = 0.9;
    private static final Pattern ONE = Pattern.compile(
            "\\b(?:it|its|this|that|the (?:same|product|device|item|thing|one))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEVERAL =
            Pattern.compile("\\b(?:them|they|both|these|those|the two|either)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THREE = Pattern.compile("\\b(?:all|three)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THAT_ORDER = Pattern.compile(
            "\\b(?:that|this|the|the same) (?:order|one|parcel|package|delivery|shipment|purchase)\\b|\\b(?:it|they|them)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATIVE_TO_SOMETHING = Pattern.compile(
            "\\b(?:similar|alternatives?|cheaper|better|smaller|bigger|larger|lighter|faster|like|instead|else)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern POINTING =
            Pattern.compile("(?:the|my|that|this|these|those|your|our)\\s+(?:new\\s+)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_OF_ITS_KIND =
            Pattern.compile("\\b(?:an?|any|with|extra)\\s+$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ORDINAL = Pattern.compile(
            "(?:\\bthe|^|\\band|\\bor|\\bnumber|\\boption)\\s*(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|former|latter|(?<=(?:number|option|nr|no)\\s)[1-5])"
                    + "(?=\\s+(?:one|and|or|vs|with|to|please|costs?|has|have|is|does|can|weighs?|lasts?|works?)\\b|\\s*[?.!,]|\\s*$)",
            Pattern.CASE_INSENSITIVE);
    /** "The cheaper one" of two or more that were named; "a cheaper one" is another wish. */
    private static final Pattern BY_PRICE = Pattern.compile(
            "\\b(?:the|that|which(?: one)?(?: of (?:them|those|these|the two))? (?:is|are)(?: the)?)\\s+(?:(cheap(?:er|est)|less expensive|least expensive|lower priced)|(more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest)))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER = Pattern.compile(
            "\\bthe other (?!orders?\\b|day\\b|way\\b|things?\\b|parcel\\b)\\p{L}+", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHEAP = Pattern.compile(
            "\\b(?:cheap(?:er|est)|less expensive|least expensive|lower priced)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEAR = Pattern.compile(
            "\\b(?:more expensive|most expensive|dear(?:er|est)|pric(?:ier|iest))\\b", Pattern.CASE_INSENSITIVE);

    private static final Map<String, Integer> PLACES = Map.ofEntries(
            Map.entry("1", 0),
            Map.entry("2", 1),
            Map.entry("3", 2),
            Map.entry("4", 3),
            Map.entry("5", 4),
            Map.entry("first", 0),
            Map.entry("1st", 0),
            Map.entry("former", 0),
            Map.entry("second", 1),
            Map.entry("2nd", 1),
            Map.entry("latter", 1),
            Map.entry("third", 2),
            Map.entry("3rd", 2),
            Map.entry("fourth", 3),
            Map.entry("4th", 3),
            Map.entry("fifth", 4),
            Map.entry("5th", 4));
    static final Set<Intent> ABOUT_PRODUCTS =
            Set.of(Intent.PRODUCT_INFO, Intent.COMPATIBILITY, Intent.COMPARISON, Intent.RECOMMENDATION);
    static final Set<Intent> ABOUT_ORDERS = Set.of(
            Intent.ORDER_STATUS,
            Intent.DELIVERY,
            Intent.REFUND,
            Intent.COMPLAINT,
            Intent.ORDER_CHANGE,
            Intent.EXCHANGE,
            Intent.PAYMENT);

    private final TurnPrepared turn;
    private final CatalogueIndex catalogue;
    private final Extraction message;

    FocusResolver(TurnPrepared turn, CatalogueIndex catalogue, Extraction message) {
        this.turn = turn;
        this.catalogue = catalogue;
        this.message = message;
    }

    /** What the message names, and what it means without naming it, given what it wants. */
    Entities resolve(RankedIntent reading) {
        var products = new ArrayList<>(mentioned());
        var orders = new LinkedHashSet<>(message.orderIds());
        if (ABOUT_PRODUCTS.contains(reading.intent())) {
            var meant = meantProducts(reading, products).stream()
                    .filter(product -> products.stream()
                            .noneMatch(known -> known.productId().equals(product.productId())))
                    .toList();
            products.addAll(pronounComesFirst(products) ? 0 : products.size(), meant);
        } else if (ABOUT_ORDERS.contains(reading.intent())) {
            meantOrderOrProduct(reading, products, orders);
        }
        return message.meaning(products, orders);
    }

    /** Whether it points at some of what was listed, by place or price. */
    boolean picksOneOfThem() {
        return !pickedProducts().isEmpty() || !listedOrders().isEmpty();
    }

    /** The orders that it points at by their place in the last reply, if that listed several. */
    List<String> pickedOrders() {
        var listed = listedOrders();
        return listed.size() < 2
                ? List.of()
                : places(listed.size()).stream().map(listed::get).toList();
    }

    /** Answers that only say which one: an ordinal means what the assistant listed. */
    Entities resolveChoice() {
        var orders = new LinkedHashSet<>(message.orderIds());
        var products = new ArrayList<>(mentioned());
        if (orders.isEmpty() && products.isEmpty()) {
            var listed = listedOrders();
            places(listed.size()).forEach(place -> orders.add(listed.get(place)));
            if (listed.isEmpty()) {
                pickedProducts().forEach(thing -> products.add(mention(thing)));
            }
        }
        return message.meaning(products, orders);
    }

    /** The products named, an ambiguous name read as the one being talked about if it can mean that. */
    List<ProductMention> mentioned() {
        var byPlace = new LinkedHashMap<Integer, List<ProductMention>>();
        message.products()
                .forEach(mention -> byPlace.computeIfAbsent(mention.start(), _ -> new ArrayList<>())
                        .add(mention));
        var mentioned = new LinkedHashMap<String, ProductMention>();
        byPlace.values().forEach(candidates -> {
            var inFocus = candidates.stream()
                    .filter(mention -> turn.focus().products().stream()
                            .anyMatch(product -> product.id().equals(mention.productId())))
                    .toList();
            (candidates.size() > 1 && inFocus.size() == 1 ? inFocus : candidates)
                    .forEach(mention -> mentioned.putIfAbsent(mention.productId(), mention));
        });
        return List.copyOf(mentioned.values());
    }

    private List<ProductMention> meantProducts(RankedIntent reading, List<ProductMention> named) {
        var focus = turn.focus().products();
        var picked = pickedProducts();
        if (!picked.isEmpty()) {
            return picked.stream().map(FocusResolver::mention).toList();
        }
        return switch (reading.intent()) {
            case COMPARISON -> named.size() > 1 ? List.of() : partners(named);
            case RECOMMENDATION ->
                named.isEmpty()
                                && (ONE.matcher(text()).find()
                                        || RELATIVE_TO_SOMETHING.matcher(text()).find())
                        ? first(focus)
                        : List.of();
            case COMPATIBILITY -> named.isEmpty() || ONE.matcher(text()).find() ? unspoken() : List.of();
            default -> reading.is(Intent.PRODUCT_INFO, Variants.LIST) || !named.isEmpty() ? List.of() : unspoken();
        };
    }

    /** The other sides of a comparison: rather of the same category, older in the conversation first. */
    private List<ProductMention> partners(List<ProductMention> named) {
        var wanted = (THREE.matcher(text()).find() ? 3 : 2) - named.size();
        var listed = turn.focus().listed();
        if (named.isEmpty() && turn.focus().products().size() < wanted && listed.size() >= wanted) {
            // "Compare the first two", of what was only listed.
            return listed.stream().limit(wanted).map(FocusResolver::mention).toList();
        }
        var category = named.isEmpty()
                ? turn.focus().products().stream().findFirst().flatMap(this::category)
                : catalogue.product(named.getFirst().productId()).map(CatalogueIndex.Product::category);
        var others = turn.focus().products().stream()
                .filter(product ->
                        named.stream().noneMatch(mention -> mention.productId().equals(product.id())))
                .toList();
        var alike = others.stream()
                .filter(product -> category.equals(category(product)))
                .toList();
        return (alike.size() >= wanted ? alike : others)
                .stream().limit(wanted).map(FocusResolver::mention).toList().reversed();
    }

    /** "How long does the battery last?": of what is being talked about, unless another kind of thing is named. */
    private List<ProductMention> unspoken() {
        var focus = turn.focus().products();
        if (SEVERAL.matcher(text()).find()) {
            return focus.stream().limit(2).map(FocusResolver::mention).toList().reversed();
        }
        for (var span : message.categorySpans()) {
            var before = text().substring(0, span.start());
            if (POINTING.matcher(before).find()) {
                return focus.stream()
                        .filter(product -> category(product).equals(Optional.of(span.placeholder())))
                        .limit(1)
                        .map(FocusResolver::mention)
                        .toList();
            }
            if (!ONE.matcher(text()).find() && !ONE_OF_ITS_KIND.matcher(before).find()) {
                return List.of();
            }
        }
        return first(focus);
    }

    private void meantOrderOrProduct(RankedIntent reading, List<ProductMention> products, Set<String> orders) {
        var listed = listedOrders();
        if (orders.isEmpty()) {
            places(listed.size()).forEach(place -> orders.add(listed.get(place)));
        }
        if (!orders.isEmpty()
                || !products.isEmpty()
                || !THAT_ORDER.matcher(text()).find()) {
            return;
        }
        var focus = turn.focus();
        var pointsAtThing = reading.is(reading.intent(), Variants.REQUEST, Variants.PLACE);
        if (pointsAtThing && !text().toLowerCase(Locale.ROOT).contains("order")) {
            var last = lastMessageNamingFocus();
            var order = focus.orderIds().stream().filter(last::contains).findFirst();
            var product = focus.products().stream()
                    .filter(candidate -> last.contains(candidate.name()))
                    .findFirst();
            order.ifPresent(orders::add);
            product.ifPresent(found -> products.add(mention(found)));
            if (order.isPresent() || product.isPresent()) {
                return;
            }
            products.addAll(first(focus.products()));
        }
        if (products.isEmpty()) {
            focus.orderIds().stream().findFirst().ifPresent(orders::add);
        }
    }

    private String lastMessageNamingFocus() {
        return turn.history().reversed().stream()
                .map(HistoryMessage::text)
                .filter(text -> turn.focus().orderIds().stream().anyMatch(text::contains)
                        || turn.focus().products().stream().anyMatch(product -> text.contains(product.name())))
                .findFirst()
                .orElse("");
    }

    /** Zero-based places that ordinals of the message point at, in a list of that many. */
    private List<Integer> places(int size) {
        var places = new ArrayList<Integer>();
        var matcher = ORDINAL.matcher(text());
        while (size > 0 && matcher.find()) {
            var place = PLACES.getOrDefault(matcher.group(1).toLowerCase(Locale.ROOT), size - 1);
            if (place < size && !places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    /** Those of what the assistant named last that the message points at by their place or price. */
    private List<FocusProduct> pickedProducts() {
        if (BY_PRICE.matcher(text()).find()) {
            return byPrice(listedProducts()).stream().toList();
        }
        var listed = listedProducts();
        if (ORDINAL.matcher(text()).find()) {
            return places(listed.size()).stream().map(listed::get).toList();
        }
        var other = OTHER.matcher(text()).find() ? other() : List.<FocusProduct>of();
        return other.isEmpty() ? byBrand(listed) : other;
    }

    /** "The other dock": of that kind the one that was spoken of before the last. */
    private List<FocusProduct> other() {
        var focus = turn.focus().products();
        var kind = message.categories().isEmpty()
                ? focus.stream().findFirst().flatMap(this::category)
                : Optional.of(message.categories().getFirst());
        return alike(focus, kind).stream().skip(1).limit(1).toList();
    }

    /** "The Halden", where one of what was listed is of that brand. */
    private List<FocusProduct> byBrand(List<FocusProduct> listed) {
        if (!message.products().isEmpty() || !message.categories().isEmpty()) {
            return List.of();
        }
        var words = Set.copyOf(Words.of(text()).plain());
        var branded = listed.stream()
                .filter(product -> catalogue
                        .product(product.id())
                        .filter(known ->
                                words.containsAll(Words.of(known.brand()).plain()))
                        .isPresent())
                .toList();
        return branded.size() == 1 ? branded : List.of();
    }

    /** What the assistant named last, or what was talked about, in order of mention. */
    private List<FocusProduct> listedProducts() {
        var named = EntityExtractor.extract(ReadingContext.lastReply(turn), catalogue, false).products().stream()
                .map(mention -> new FocusProduct(mention.productId(), mention.name()))
                .distinct()
                .toList();
        if (named.size() > 1) {
            return named;
        }
        var focus = turn.focus();
        // Talk of one of what was listed leaves the list to choose from; talk of something else does not.
        return !focus.listed().isEmpty()
                        && (focus.products().isEmpty()
                                || focus.listed().contains(focus.products().getFirst()))
                ? focus.listed()
                : focus.products().reversed();
    }

    /** What can be chosen from by what it is like: things of one kind, those that were listed last or talked about last. */
    List<FocusProduct> candidates() {
        var listed = listedProducts();
        var kind = turn.focus().products().stream()
                .findFirst()
                .filter(product -> listed.isEmpty() || listed.contains(product))
                .or(() -> listed.stream().findFirst())
                .flatMap(this::category);
        var alike = alike(listed, kind);
        return alike.size() > 1
                ? alike
                : alike(turn.focus().products(), kind).stream()
                        .limit(2)
                        .toList()
                        .reversed();
    }

    private List<FocusProduct> alike(List<FocusProduct> products, Optional<String> kind) {
        return products.stream()
                .filter(product -> kind.isPresent() && category(product).equals(kind))
                .toList();
    }

    /** The cheapest or dearest of them, if the message asks for that. */
    Optional<FocusProduct> byPrice(List<FocusProduct> products) {
        var cheap = CHEAP.matcher(text()).find();
        if (!cheap && !DEAR.matcher(text()).find()) {
            return Optional.empty();
        }
        var priced = Comparator.comparing(CatalogueIndex.Product::price);
        return products.stream()
                .map(listed -> catalogue.product(listed.id()))
                .flatMap(Optional::stream)
                .min(cheap ? priced : priced.reversed())
                .map(product -> new FocusProduct(product.id(), product.name()));
    }

    private List<String> listedOrders() {
        return ORDINAL.matcher(text()).find()
                ? EntityExtractor.extract(ReadingContext.lastReply(turn), CatalogueIndex.EMPTY, false)
                        .orderIds()
                : List.of();
    }

    private boolean pronounComesFirst(List<ProductMention> named) {
        var matcher = ONE.matcher(text());
        return !named.isEmpty()
                && matcher.find()
                && matcher.start() < named.getFirst().start();
    }

    private Optional<String> category(FocusProduct product) {
        return catalogue.product(product.id()).map(CatalogueIndex.Product::category);
    }

    private String text() {
        return message.text();
    }

    private static List<ProductMention> first(List<FocusProduct> products) {
        return products.stream().limit(1).map(FocusResolver::mention).toList();
    }

    static ProductMention mention(FocusProduct product) {
        return new ProductMention(product.id(), product.name(), "", -1, FROM_FOCUS);
    }
}
