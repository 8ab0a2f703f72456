package io.souk.conversation;

import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.IntentEvent.IntentClassified;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What "it" and "that order" mean after a turn: what was mentioned, then what was shown, then what was talked about before. */
final class FocusTracker {
    /** A longer list is an overview: nobody says "it" of one of its products. */
    private static final int SHORT_LIST = 3;

    private FocusTracker() {}

    static Focus after(Focus before, IntentClassified intent, List<Finding> findings, int most) {
        var products = new LinkedHashMap<String, FocusProduct>();
        intent.entities()
                .products()
                .forEach(mention -> add(products, new FocusProduct(mention.productId(), mention.name())));
        var orders = new LinkedHashSet<String>();
        findings.forEach(finding -> shown(finding, products, orders));
        before.products().forEach(product -> add(products, product));
        orders.addAll(before.orderIds());
        return new Focus(
                products.values().stream().limit(most).toList(),
                orders.stream().limit(most).toList());
    }

    private static void shown(Finding finding, Map<String, FocusProduct> products, Set<String> orders) {
        switch (finding) {
            case Finding.Products list -> {
                if (list.products().size() <= SHORT_LIST) {
                    list.products().forEach(product -> add(products, product));
                }
            }
            case Finding.Comparison comparison -> comparison.products().forEach(product -> add(products, product));
            case Finding.Compatibility compatibility -> add(products, compatibility.product());
            case Finding.Order order -> orders.add(order.order().id());
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
        add(products, new FocusProduct(product.id(), product.name()));
    }

    private static void add(Map<String, FocusProduct> products, FocusProduct product) {
        products.putIfAbsent(product.id(), product);
    }
}
