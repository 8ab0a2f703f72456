package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.Variants;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.ReadingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What "it", "them", "the second one" and unspoken things mean, from what the conversation is about. Deterministic: the same turn
 * is always read the same way.
 */
final class FocusResolver {
    private static final double FROM_FOCUS = 0.9;
    /** Nobody means all of more than these. */
    private static final int FEW = 3;

    private static final Pattern ONE = Pattern.compile(
            "\\b(?:it|its|this|that|the (?:same|product|device|item|thing|one))\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEVERAL =
            Pattern.compile("\\b(?:them|they|both|these|those|the two|either)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOTH =
            Pattern.compile("\\b(?:both|the two|either|those two|these two)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THREE = Pattern.compile("\\b(?:all|three)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern THAT_ORDER = Pattern.compile(
            "\\b(?:that|this|the|the same) (?:order|one|parcel|package|delivery|shipment|purchase)\\b|\\b(?:it|they|them)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RELATIVE_TO_SOMETHING = Pattern.compile(
            "\\b(?:similar|alternatives?|cheaper|better|smaller|bigger|larger|lighter|faster|like|instead|else)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_SIDE =
            Pattern.compile("\\b(?:it|that|this|there|them|in|one)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern POINTING =
            Pattern.compile("(?:the|my|that|this|these|those|your|our)\\s+(?:new\\s+)?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_OF_ITS_KIND =
            Pattern.compile("\\b(?:an?|any|with|extra)\\s+$", Pattern.CASE_INSENSITIVE);
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
    private final Shown shown;

    FocusResolver(Said said) {
        this.turn = said.turn();
        this.catalogue = said.index();
        this.message = said.message();
        this.shown = new Shown(said);
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

    /** Answers that only say which one: an ordinal means what the assistant listed. */
    Entities resolveChoice() {
        var orders = new LinkedHashSet<>(message.orderIds());
        var products = new ArrayList<>(mentioned());
        if (orders.isEmpty() && products.isEmpty()) {
            orders.addAll(shown.placedOrders());
            if (!shown.pointsAtOrders()) {
                shown.picked().forEach(thing -> products.add(mention(thing)));
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
        var picked = shown.picked();
        if (!picked.isEmpty()) {
            return picked.stream().map(FocusResolver::mention).toList();
        }
        return switch (reading.intent()) {
            case COMPARISON -> named.size() > 1 ? List.of() : partners(named);
            case RECOMMENDATION ->
                named.isEmpty()
                                && !isOfAnotherKind(focus)
                                && (ONE.matcher(text()).find()
                                        || RELATIVE_TO_SOMETHING.matcher(text()).find())
                        ? first(focus)
                        : List.of();
            case COMPATIBILITY ->
                named.isEmpty()
                        ? orElse(unspoken(), ofAnotherKind(focus))
                        : ONE.matcher(text()).find() ? unspoken() : List.of();
            default -> reading.is(Intent.PRODUCT_INFO, Variants.LIST) || !named.isEmpty() ? List.of() : unspoken();
        };
    }

    private static List<ProductMention> orElse(List<ProductMention> some, List<ProductMention> other) {
        return some.isEmpty() ? other : some;
    }

    /** "A headset from the same brand", after a laptop: not one like the laptop. */
    private boolean isOfAnotherKind(List<FocusProduct> focus) {
        return !message.categories().isEmpty()
                && focus.stream()
                        .findFirst()
                        .flatMap(this::category)
                        .filter(message.categories()::contains)
                        .isEmpty();
    }

    /** "Which of your monitors go with it?", "will my mouse fit in there": the kind that is named is the other side. */
    private List<ProductMention> ofAnotherKind(List<FocusProduct> focus) {
        return message.categories().size() == 1
                        && focus.stream()
                                .findFirst()
                                .flatMap(this::category)
                                .filter(message.categories()::contains)
                                .isEmpty()
                        && OTHER_SIDE.matcher(text()).find()
                ? first(focus)
                : List.of();
    }

    /** The other sides of a comparison: rather of the same category, older in the conversation first. */
    private List<ProductMention> partners(List<ProductMention> named) {
        var wanted = (THREE.matcher(text()).find() ? 3 : 2) - named.size();
        var listed = turn.focus().listed();
        if (named.isEmpty()
                && turn.focus().products().size() < wanted
                && listed.size() >= wanted
                && !shown.areWhatGoesWithIt(listed)) {
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
        if (SEVERAL.matcher(text()).find() && !isOneInThePlural()) {
            return focus.stream().limit(2).map(FocusResolver::mention).toList().reversed();
        }
        for (var span : message.categorySpans()) {
            var before = text().substring(0, span.start());
            if (POINTING.matcher(before).find()) {
                return focus.stream()
                        .filter(product -> category(product).equals(Optional.of(span.placeholder())))
                        .findFirst()
                        .or(() -> shown.onlyOneOf(span.placeholder()))
                        .stream()
                        .map(FocusResolver::mention)
                        .toList();
            }
            if (!ONE.matcher(text()).find() && !ONE_OF_ITS_KIND.matcher(before).find()) {
                return List.of();
            }
        }
        return first(focus);
    }

    /** "How do I reset them?", of one pair of headphones: only of several that were just named together it means several. */
    private boolean isOneInThePlural() {
        var reply = ReadingContext.lastReply(turn);
        return !BOTH.matcher(text()).find()
                && (turn.focus().listed().size() > FEW
                        || turn.focus().products().stream()
                                        .filter(product -> reply.contains(product.name()))
                                        .count()
                                < 2);
    }

    private void meantOrderOrProduct(RankedIntent reading, List<ProductMention> products, Set<String> orders) {
        if (orders.isEmpty()) {
            orders.addAll(shown.placedOrders());
        }
        if (!orders.isEmpty()
                || !products.isEmpty()
                || OwnThing.isOwn(message)
                || IntentEvents.asksForRules(reading, text(), message.namesSomething())
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
