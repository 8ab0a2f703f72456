package io.souk.tools.overview;

import static java.util.stream.Collectors.groupingBy;

import io.souk.tools.deliveries.DeliveryStore;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Purchase;
import io.souk.tools.products.Products;
import io.souk.tools.refunds.Refunds;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Orders with all that belongs to them; somebody else's are not found. */
@Component
public class Overviews {
    private final Orders orders;
    private final DeliveryStore deliveries;
    private final Refunds refunds;
    private final Products products;

    Overviews(Orders orders, DeliveryStore deliveries, Refunds refunds, Products products) {
        this.orders = orders;
        this.deliveries = deliveries;
        this.refunds = refunds;
        this.products = products;
    }

    /** A customer's orders, newest first. */
    public List<Overview> of(String customer) {
        return complete(orders.of(customer));
    }

    /** One order. */
    public Optional<Overview> find(String id, String customer) {
        return orders.find(id, customer).map(this::complete);
    }

    /** One order; everything else that changes it waits until the transaction ends. */
    public Optional<Overview> lock(String id, String customer) {
        return orders.lock(id, customer).map(this::complete);
    }

    private Overview complete(Purchase purchase) {
        return complete(List.of(purchase)).getFirst();
    }

    private List<Overview> complete(List<Purchase> purchases) {
        if (purchases.isEmpty()) {
            return List.of();
        }
        var ids = purchases.stream().map(Purchase::id).toList();
        var parcels = deliveries.findAll(ids);
        var byOrder = refunds.findByOrderIdIn(ids).stream().collect(groupingBy(refund -> refund.orderId()));
        var offers = products.offers(purchases.stream()
                .flatMap(purchase -> purchase.order().items().stream())
                .map(Line::productId)
                .toList());
        return purchases.stream()
                .map(purchase -> new Overview(
                        purchase, parcels.get(purchase.id()), byOrder.getOrDefault(purchase.id(), List.of()), offers))
                .toList();
    }
}
