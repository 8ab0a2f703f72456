package io.souk.tools.deliveries;

import io.souk.events.Finding.DeliveryView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parcel of an order.
 *
 * @param state {@link #PREPARING} or what a status of {@link #STATES} makes of it
 * @param steps oldest first, whatever the order in which they became known
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
    public static final String OUT_FOR_DELIVERY = "out_for_delivery";
    public static final String DELAYED = "delayed";
    public static final String DELIVERED = "delivered";
    /** The carrier can't find it; it may turn up again. */
    public static final String LOST = "lost";
    /** It went back to the shop. */
    public static final String RETURNED = "returned";

    /** What carriers can say, and where the parcel is then. */
    static final Map<String, String> STATES = Map.of(
            "picked_up", IN_TRANSIT,
            "in_transit", IN_TRANSIT,
            "out_for_delivery", OUT_FOR_DELIVERY,
            "delivery_failed", IN_TRANSIT,
            "delayed", DELAYED,
            "delivered", DELIVERED,
            "lost", LOST,
            "returned", RETURNED);

    private static final Set<String> ENDS = Set.of(DELIVERED, RETURNED);

    public Delivery {
        steps = List.copyOf(steps);
    }

    /** Whether it is still to arrive. */
    public boolean isOpen() {
        return !ENDS.contains(state);
    }

    /** Whether it should have arrived before this day. */
    public boolean isLate(LocalDate today) {
        return isOpen() && expectedOn != null && expectedOn.isBefore(today);
    }

    /** As its owner may see it. */
    public DeliveryView view(LocalDate today) {
        return new DeliveryView(
                carrier,
                trackingNumber == null ? "" : trackingNumber,
                expectedOn,
                deliveredOn,
                isLate(today),
                steps.stream().map(TrackingStep::view).toList(),
                state);
    }

    /** The time of the newest step with this status; null if there is none. */
    public @Nullable Instant lastStep(String status) {
        return steps.reversed().stream()
                .filter(step -> step.status().equals(status))
                .map(TrackingStep::at)
                .findFirst()
                .orElse(null);
    }

    boolean knows(TrackingStep step) {
        return steps.stream().anyMatch(step::isSameAs);
    }

    /** Whether it tells something later than all that is known. */
    boolean isNews(TrackingStep step) {
        return steps.isEmpty() || TrackingStep.IN_ORDER.compare(step, steps.getLast()) >= 0;
    }

    /**
     * Why this can't have happened; null if it can. What became known late may lie before the parcel's end, nothing lies after it.
     */
    @Nullable
    String contradiction(TrackingStep step, ZoneId zone) {
        if (isOpen()) {
            return null;
        }
        var end = lastStep(state);
        var isBefore = end != null
                ? step.at().isBefore(end)
                : deliveredOn != null && step.at().atZone(zone).toLocalDate().isBefore(deliveredOn.plusDays(1));
        return isBefore ? null : "the parcel was " + state + " before that";
    }

    /**
     * With what the carrier reports in its place. Only the newest step says where the parcel is; but once it has arrived it has,
     * even if the clock of another scanner is ahead.
     */
    Delivery with(TrackingStep step, ZoneId zone) {
        var all = new ArrayList<>(steps);
        all.add(step);
        all.sort(TrackingStep.IN_ORDER);
        var next = STATES.getOrDefault(step.status(), state);
        var moves = isNews(step) || (isOpen() && ENDS.contains(next));
        var expected = all.reversed().stream()
                .filter(one -> one.expectedOn() != null)
                .findFirst()
                .map(TrackingStep::expectedOn)
                .orElse(expectedOn);
        return new Delivery(
                orderId,
                carrier,
                trackingNumber,
                moves ? next : state,
                expected,
                moves && next.equals(DELIVERED) ? step.at().atZone(zone).toLocalDate() : deliveredOn,
                all);
    }

    /** The same parcel, now known by its number. */
    Delivery numbered(String number, String by) {
        return new Delivery(orderId, by, number, state, expectedOn, deliveredOn, steps);
    }
}
