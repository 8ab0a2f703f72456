package io.souk.tools.desk;

import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.deliveries.Delivery;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.PaymentEntry;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers and orders to test with. */
final class Purchases {
    static final Address BERLIN = new Address("Lindenhof 12", "", "Berlin", "Berlin", "DE", "10405");

    private Purchases() {}

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/Berlin"));
    }

    /** Pays with a Visa card, PayPal or a gift card with 100.00 on it. */
    static Customer customer(String id) {
        var methods = new LinkedHashMap<String, PaymentMethod>();
        methods.put(visa(id), new PaymentMethod("credit_card", visa(id), "visa", "4242", null));
        methods.put("paypal_" + id, new PaymentMethod("paypal", "paypal_" + id, null, null, null));
        methods.put(giftCard(id), new PaymentMethod("gift_card", giftCard(id), null, null, new BigDecimal("100.00")));
        return new Customer(
                id,
                new Customer.Profile(
                        new Customer.Name("Test", "Customer"), BERLIN, id + "@example.com", methods, List.of()));
    }

    static String visa(String customer) {
        return "credit_card_" + customer;
    }

    static String giftCard(String customer) {
        return "gift_card_" + customer + "_7731";
    }

    static Line item(String productId, String name, String price) {
        return item(productId, productId + "-1", name, price, Map.of());
    }

    static Line item(String productId, String itemId, String name, String price, Map<String, String> options) {
        return new Line(name, productId, itemId, new BigDecimal(price), options);
    }

    static Overview delivered(String id, String customer, LocalDate on, Line... items) {
        return order(id, customer, Status.DELIVERED, on, items);
    }

    static Overview open(String id, String customer, Line... items) {
        return order(id, customer, Status.PROCESSED, null, items);
    }

    static Overview pending(String id, String customer, Line... items) {
        return order(id, customer, Status.PENDING, null, items);
    }

    static Overview order(String id, String customer, String status, @Nullable LocalDate deliveredOn, Line... items) {
        var placed = deliveredOn == null ? today() : deliveredOn.minusDays(3);
        var total = List.of(items).stream().map(Line::price).reduce(BigDecimal.ZERO, BigDecimal::add);
        var order = Order.fresh(
                id,
                customer,
                BERLIN,
                List.of(items),
                List.of(),
                status,
                List.of(PaymentEntry.payment(total, visa(customer))));
        var delivery = new Delivery(
                id,
                "DHL",
                "JD" + id,
                deliveredOn != null
                        ? Delivery.DELIVERED
                        : status.equals(Status.PENDING) ? Delivery.PREPARING : Delivery.IN_TRANSIT,
                deliveredOn == null ? placed.plusDays(4) : null,
                deliveredOn,
                List.of());
        return new Overview(
                new Purchase(order, placed, BigDecimal.ZERO.setScale(2), "EUR", 0, 0), delivery, List.of(), Map.of());
    }
}
