package io.souk.conversation;

import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What "it" and "that order" mean after a turn: what was mentioned, then what was shown, then what was talked about before. What was
 * shown together is remembered as a list to choose from.
 */
final class FocusTracker {
    /** A longer list is an overview: nobody says "it" of one of its products. */
    private static final int SHORT_LIST = 3;
    /** Nobody counts further. */
    private static final int LONGEST_LIST = 12;

    private FocusTracker() {}

    /** @param chosen the id of the product that the reply named as the one; null if it named none */
    static Focus after(
            Focus before, IntentClassified intent, List<Finding> findings, @Nullable String chosen, int most) {
        var products = new LinkedHashMap<String, FocusProduct>();
        findings.stream()
                .filter(Finding.Comparison.class::isInstance)
                .flatMap(finding -> ((Finding.Comparison) finding).products().stream())
                .filter(product -> product.id().equals(chosen))
                .forEach(product -> add(products, product));
        lookedFor(before, intent, findings).ifPresent(product -> add(products, product));
        var isChoice = isChoice(intent, findings);
        if (!isChoice) {
            intent.entities()
                    .products()
                    .forEach(mention -> add(products, new FocusProduct(mention.productId(), mention.name())));
        }
        var orders = new LinkedHashSet<String>();
        findings.forEach(finding -> shown(finding, products, orders));
        before.products().forEach(product -> add(products, product));
        orders.addAll(before.orderIds());
        return new Focus(
                products.values().stream().limit(most).toList(),
                orders.stream().limit(most).toList(),
                isChoice ? before.listed() : listed(intent, findings).orElse(before.listed()),
                before.documents());
    }

    /**
     * Who looks for a charger for a laptop that was not spoken of goes on to speak of the charger, if there is one only; of what was
     * spoken of, people go on to speak.
     */
    private static Optional<FocusProduct> lookedFor(Focus before, IntentClassified intent, List<Finding> findings) {
        return intent.entities().categories().isEmpty()
                ? Optional.empty()
                : findings.stream()
                        .filter(Finding.Compatibility.class::isInstance)
                        .map(Finding.Compatibility.class::cast)
                        .filter(compatibility -> compatibility.other() == null
                                && !before.products().contains(shown(compatibility.product())))
                        .filter(compatibility -> compatibility.matches().size() == 1)
                        .map(compatibility ->
                                shown(compatibility.matches().getFirst().product()))
                        .findFirst();
    }

    /** Which of many stands out was asked: of the best the reply tells, and they all stay to choose from. */
    private static boolean isChoice(IntentClassified intent, List<Finding> findings) {
        return intent.top().intent() == Intent.COMPARISON
                && findings.stream()
                        .anyMatch(finding -> finding instanceof Finding.Comparison comparison
                                && comparison.products().size()
                                        < intent.entities().products().size());
    }

    /** What was shown together. A single product is no list, unless it is all that a search found. */
    private static Optional<List<FocusProduct>> listed(IntentClassified intent, List<Finding> findings) {
        var fewest = intent.top().intent() == Intent.RECOMMENDATION ? 1 : 2;
        return findings.stream()
                .map(finding -> switch (finding) {
                    case Finding.Products list -> shown(list.products());
                    case Finding.Comparison comparison -> shown(comparison.products());
                    case Finding.Compatibility compatibility -> ofOneKind(compatibility);
                    case Finding.Order order -> items(order.order());
                    case Finding.Orders _,
                            Finding.Proposal _,
                            Finding.Question _,
                            Finding.Done _,
                            Finding.Passage _,
                            Finding.Refusal _,
                            Finding.Unknown _ -> List.<FocusProduct>of();
                })
                .filter(products -> products.size() >= fewest)
                .findFirst()
                .map(products -> products.stream().limit(LONGEST_LIST).toList());
    }

    private static List<FocusProduct> shown(List<Finding.ProductView> products) {
        return products.stream().map(FocusTracker::shown).toList();
    }

    private static FocusProduct shown(Finding.ProductView product) {
        return new FocusProduct(product.id(), product.name());
    }

    /** What an order holds, each thing once. */
    private static List<FocusProduct> items(Finding.OrderView order) {
        return order.items().stream()
                .map(item -> new FocusProduct(item.productId(), item.name()))
                .distinct()
                .toList();
    }

    /** What goes with a thing, if that is things of one kind to choose from; all that there is leaves the thing as it was. */
    private static List<FocusProduct> ofOneKind(Finding.Compatibility compatibility) {
        var matches =
                compatibility.matches().stream().map(Finding.Match::product).toList();
        return matches.stream().map(Finding.ProductView::category).distinct().count() == 1 ? shown(matches) : List.of();
    }

    private static void shown(Finding finding, Map<String, FocusProduct> products, Set<String> orders) {
        switch (finding) {
            case Finding.Products list -> {
                if (list.products().size() <= SHORT_LIST) {
                    list.products().forEach(product -> add(products, product));
                } else if (!list.reasons().isEmpty()) {
                    // A recommendation speaks of its first; the others are only named.
                    add(products, list.products().getFirst());
                }
            }
            case Finding.Comparison comparison -> comparison.products().forEach(product -> add(products, product));
            case Finding.Compatibility compatibility -> add(products, compatibility.product());
            case Finding.Order order -> {
                orders.add(order.order().id());
                var items = items(order.order());
                if (items.size() == 1) {
                    add(products, items.getFirst());
                }
            }
            case Finding.Orders list -> {
                if (list.orders().size() == 1) {
                    orders.add(list.orders().getFirst().id());
                }
            }
            case Finding.Proposal proposal -> orders.add(proposal.orderId());
            case Finding.Question question -> addOrder(orders, question.action().orderId());
            case Finding.Done done -> orders.add(done.orderId());
            case Finding.Passage _, Finding.Refusal _, Finding.Unknown _ -> {}
        }
    }

    private static void addOrder(Set<String> orders, @Nullable String orderId) {
        if (orderId != null) {
            orders.add(orderId);
        }
    }

    private static void add(Map<String, FocusProduct> products, Finding.ProductView product) {
        add(products, shown(product));
    }

    private static void add(Map<String, FocusProduct> products, FocusProduct product) {
        products.putIfAbsent(product.id(), product);
    }
}
