package io.souk.tools.overview;

import io.souk.events.Finding.DeliveryView;
import io.souk.events.Finding.OrderView;
import io.souk.tools.deliveries.Delivery;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.products.Products.Offer;
import io.souk.tools.refunds.Refund;
import io.souk.tools.refusals.Refusals;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order with all that belongs to it.
 *
 * @param delivery null where nobody told us of a parcel
 * @param offers what the catalogue says of its products, by id
 */
public record Overview(
        Purchase purchase, @Nullable Delivery delivery, List<Refund> refunds, Map<String, Offer> offers) {
    /** The order's id. */
    public String id() {
        return purchase.id();
    }

    /** The order itself. */
    public Order order() {
        return purchase.order();
    }

    /** Whether something is still to arrive. */
    public boolean isOpen() {
        return order().is(Status.PENDING) || order().is(Status.PENDING_MODIFIED) || order().is(Status.PROCESSED);
    }

    /** Null until it has arrived, and where nobody told us when. */
    public @Nullable LocalDate deliveredOn() {
        return delivery == null ? null : delivery.deliveredOn();
    }

    /** Whether it arrived, as far as we were told, no more than so many days ago. */
    public boolean wasDeliveredWithin(int days, LocalDate today) {
        var delivered = deliveredOn();
        return delivered != null && !delivered.plusDays(days).isBefore(today);
    }

    /** One word for where it stands, of order, parcel and money together. */
    public String state() {
        return switch (order().status()) {
            case Status.PENDING, Status.PENDING_MODIFIED -> "PROCESSING";
            case Status.PROCESSED -> parcelState();
            case Status.RETURN_REQUESTED -> isPaidBack() ? "REFUNDED" : "RETURN_REQUESTED";
            default -> order().status().toUpperCase(Locale.ROOT).replace(' ', '_');
        };
    }

    /** As a person says it: "on its way", "delivered 3 May 2026". */
    public String words() {
        var delivered = deliveredOn();
        return switch (state()) {
            case "PROCESSING" -> "being prepared";
            case "IN_TRANSIT" -> "on its way";
            case "DELIVERED" -> delivered == null ? "delivered" : "delivered " + Refusals.DAY.format(delivered);
            default -> state().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /** As its owner may see it. */
    public OrderView view(LocalDate today) {
        return new OrderView(
                id(),
                state(),
                purchase.placedOn(),
                OrderLines.views(order()),
                purchase.total(),
                purchase.currency(),
                deliveryView(today));
    }

    /** The parcel as its owner may see it; null where there is none. */
    public @Nullable DeliveryView deliveryView(LocalDate today) {
        return delivery == null ? null : delivery.view(today);
    }

    private String parcelState() {
        return delivery == null || delivery.state().equals(Delivery.PREPARING)
                ? "IN_TRANSIT"
                : delivery.state().toUpperCase(Locale.ROOT);
    }

    private boolean isPaidBack() {
        var returned = refunds.stream().filter(Refund::isForLines).toList();
        return !returned.isEmpty() && returned.stream().allMatch(Refund::isPaid);
    }
}
