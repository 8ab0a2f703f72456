package io.souk.tools.deliveries;

import io.souk.events.Finding.DeliveryView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parcel of an order.
 *
 * @param state {@link #PREPARING}, {@link #IN_TRANSIT}, {@link #DELAYED} or {@link #DELIVERED}
 * @param steps oldest first
 */
public record Delivery(
        String orderId,
        String carrier,
        @Nullable String trackingNumber,
        String state,
        @Nullable LocalDate expectedOn,
        @Nullable LocalDate deliveredOn,
        List<TrackingStep> steps) {
    /** Not with the carrier yet. */
    public static final String PREPARING = "preparing";

    public static final String IN_TRANSIT = "in_transit";
    public static final String DELAYED = "delayed";
    public static final String DELIVERED = "delivered";

    public Delivery {
        steps = List.copyOf(steps);
    }

    /** Whether it is still to arrive. */
    public boolean isOpen() {
        return !state.equals(DELIVERED);
    }

    /** As its owner may see it. */
    public DeliveryView view(LocalDate today) {
        var late = isOpen() && expectedOn != null && expectedOn.isBefore(today);
        return new DeliveryView(
                carrier,
                trackingNumber == null ? "" : trackingNumber,
                expectedOn,
                deliveredOn,
                late,
                steps.stream().map(TrackingStep::view).toList());
    }

    /** The time of the newest step with this status; null if there is none. */
    public @Nullable Instant lastStep(String status) {
        return steps.reversed().stream()
                .filter(step -> step.status().equals(status))
                .map(TrackingStep::at)
                .findFirst()
                .orElse(null);
    }

    /** With what the carrier reports: as long as it is on its way that moves it along. */
    Delivery reported(TrackingStep step, @Nullable LocalDate expected, LocalDate today) {
        var more = new ArrayList<>(steps);
        more.add(step);
        if (!isOpen()) {
            return new Delivery(orderId, carrier, trackingNumber, state, expectedOn, deliveredOn, more);
        }
        var next =
                switch (step.status().toLowerCase(Locale.ROOT)) {
                    case "delivered" -> DELIVERED;
                    case "delayed" -> DELAYED;
                    case "picked_up", "in_transit", "out_for_delivery" -> IN_TRANSIT;
                    default -> state; // a carrier's own word: told to the customer, no state of ours
                };
        return new Delivery(
                orderId,
                carrier,
                trackingNumber,
                next,
                expected == null ? expectedOn : expected,
                next.equals(DELIVERED) ? today : null,
                more);
    }
}
