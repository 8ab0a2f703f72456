package io.souk.tools;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders to test with. */
final class Purchases {
    static final Address BERLIN = new Address("Lindenhof 12", null, "Berlin", null, "10405", "DE");

    private Purchases() {}

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/Berlin"));
    }

    static OrderItem item(String productId, String name, String price) {
        return new OrderItem(productId, name, 1, new BigDecimal(price));
    }

    static PurchaseOrder delivered(String id, String customer, LocalDate on, OrderItem... items) {
        return order(id, customer, OrderStatus.DELIVERED, on, items);
    }

    static PurchaseOrder open(String id, String customer, OrderItem... items) {
        return order(id, customer, OrderStatus.IN_TRANSIT, null, items);
    }

    static PurchaseOrder order(
            String id, String customer, OrderStatus status, @Nullable LocalDate deliveredOn, OrderItem... items) {
        return order(id, customer, status, deliveredOn, "0.00", items);
    }

    static PurchaseOrder order(
            String id,
            String customer,
            OrderStatus status,
            @Nullable LocalDate deliveredOn,
            String shipping,
            OrderItem... items) {
        var placed = deliveredOn == null ? today() : deliveredOn.minusDays(3);
        var order = new PurchaseOrder(
                id,
                customer,
                status,
                placed,
                List.of(items),
                new BigDecimal(shipping),
                "EUR",
                "Visa ending 4242",
                BERLIN);
        order.ship("DHL", "JD" + id, deliveredOn == null ? placed.plusDays(4) : null, deliveredOn, List.of());
        return order;
    }
}
