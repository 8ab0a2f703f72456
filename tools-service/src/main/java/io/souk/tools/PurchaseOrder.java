package io.souk.tools;

import io.souk.events.Finding.DeliveryView;
import io.souk.events.Finding.OrderView;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order and its parcel. Its version is part of every proposal: a change in between voids the proposal. */
@Entity
@Table(name = "purchase_order")
class PurchaseOrder {
    @Id
    private String id;

    private String customerId;

    @Enumerated(EnumType.STRING)
    private OrderStatus status;

    private LocalDate placedOn;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "order_item", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line_no")
    private List<OrderItem> items = new ArrayList<>();

    private BigDecimal shippingCost;
    private String currency;
    private String paymentMethod;

    @Embedded
    private Address address;

    private @Nullable String carrier;
    private @Nullable String trackingNumber;
    private @Nullable LocalDate expectedOn;
    private @Nullable LocalDate deliveredOn;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "tracking_step", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "step_no")
    private List<TrackingStep> steps = new ArrayList<>();

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected PurchaseOrder() {}

    PurchaseOrder(
            String id,
            String customerId,
            OrderStatus status,
            LocalDate placedOn,
            List<OrderItem> items,
            BigDecimal shippingCost,
            String currency,
            String paymentMethod,
            Address address) {
        this.id = id;
        this.customerId = customerId;
        this.status = status;
        this.placedOn = placedOn;
        this.items.addAll(items);
        this.shippingCost = shippingCost;
        this.currency = currency;
        this.paymentMethod = paymentMethod;
        this.address = address;
    }

    /** Hands the order to a carrier. */
    void ship(
            String by,
            @Nullable String number,
            @Nullable LocalDate expected,
            @Nullable LocalDate delivered,
            List<TrackingStep> history) {
        carrier = by;
        trackingNumber = number;
        expectedOn = expected;
        deliveredOn = delivered;
        steps.addAll(history);
    }

    /** What the carrier reports; what it says of the parcel moves the order along as long as that is still to arrive. */
    void track(TrackingStep step, @Nullable LocalDate expected, LocalDate today) {
        steps.add(step);
        if (!status.isOpen()) {
            return;
        }
        if (expected != null) {
            expectedOn = expected;
        }
        switch (step.status().toLowerCase(Locale.ROOT)) {
            case "delivered" -> {
                status = OrderStatus.DELIVERED;
                deliveredOn = today;
            }
            case "delayed" -> status = OrderStatus.DELAYED;
            case "picked_up", "in_transit", "out_for_delivery" -> status = OrderStatus.IN_TRANSIT;
            default -> {} // a carrier's own word: told to the customer, no state of ours
        }
    }

    String id() {
        return id;
    }

    String customerId() {
        return customerId;
    }

    OrderStatus status() {
        return status;
    }

    List<OrderItem> items() {
        return Collections.unmodifiableList(items);
    }

    BigDecimal shippingCost() {
        return shippingCost;
    }

    String currency() {
        return currency;
    }

    String paymentMethod() {
        return paymentMethod;
    }

    Address address() {
        return address;
    }

    @Nullable
    LocalDate expectedOn() {
        return expectedOn;
    }

    @Nullable
    LocalDate deliveredOn() {
        return deliveredOn;
    }

    boolean hasDelivery() {
        return carrier != null;
    }

    long version() {
        return Objects.requireNonNull(version);
    }

    List<Line> lines() {
        var lines = new ArrayList<Line>(items.size());
        for (var number = 0; number < items.size(); number++) {
            lines.add(new Line(this, number, items.get(number)));
        }
        return lines;
    }

    OrderView view(LocalDate today) {
        var total = items.stream().map(OrderItem::price).reduce(shippingCost, BigDecimal::add);
        return new OrderView(
                id,
                status.name(),
                placedOn,
                items.stream().map(OrderItem::view).toList(),
                total,
                currency,
                deliveryView(today));
    }

    @Nullable
    DeliveryView deliveryView(LocalDate today) {
        if (carrier == null) {
            return null;
        }
        var late = status.isOpen() && expectedOn != null && expectedOn.isBefore(today);
        return new DeliveryView(
                carrier,
                trackingNumber == null ? "" : trackingNumber,
                expectedOn,
                deliveredOn,
                late,
                steps.stream().map(TrackingStep::view).toList());
    }

    /** The time of the newest step with this status. */
    @Nullable
    Instant lastStep(String stepStatus) {
        return steps.reversed().stream()
                .filter(step -> step.status().equals(stepStatus))
                .map(TrackingStep::at)
                .findFirst()
                .orElse(null);
    }
}
