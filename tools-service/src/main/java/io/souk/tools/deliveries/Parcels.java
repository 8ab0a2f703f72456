package io.souk.tools.deliveries;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import io.souk.kit.RefusedEventException;
import io.souk.tools.audit.AuditLog;
import io.souk.tools.audit.By;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes in what carriers report, and notices what is late; customers hear of it through {@link DeliveryUpdated}. A parcel that
 * was picked up makes its order {@code processed}, one that has arrived makes it {@code delivered}: facts from outside, no
 * operation does that. Only orders that have a parcel here are touched; those of an imported data set have none.
 */
@Component
class Parcels {
    static final String LATE = "late";
    private static final String OPERATION = "delivery-update";
    /** Scanners' clocks differ. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final int MAX_TEXT = 500;
    private static final int LATE_AT_ONCE = 200;

    private final Orders orders;
    private final DeliveryStore deliveries;
    private final ProcessedEvents processed;
    private final AuditLog audit;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    Parcels(
            Orders orders,
            DeliveryStore deliveries,
            ProcessedEvents processed,
            AuditLog audit,
            Outbox outbox,
            MeterRegistry meters,
            Clock clock) {
        this.orders = orders;
        this.deliveries = deliveries;
        this.processed = processed;
        this.audit = audit;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Puts a step into the parcel's timeline. The same event again, or the carrier's own repetition of it, changes nothing.
     *
     * @throws RefusedEventException if the parcel is not known, or this can't have happened to it
     */
    void track(ParcelTracked event) {
        try {
            var outcome =
                    outbox.<String>transact(() -> processed.firstTime(event.meta()) ? trackOnce(event) : "repeated");
            count(outcome);
        } catch (RefusedEventException e) {
            count("refused");
            throw e;
        }
    }

    private String trackOnce(ParcelTracked event) {
        var purchase = orders.lock(orderOf(event), null)
                .orElseThrow(() -> new RefusedEventException("there is no order " + event.orderId()));
        var parcel = parcel(event, purchase);
        var step = step(event);
        if (parcel.knows(step)) {
            return "repeated";
        }
        var contradiction = contradiction(purchase, parcel, step);
        if (contradiction != null) {
            throw new RefusedEventException(step.status() + " at " + step.at() + " is impossible: " + contradiction);
        }
        var after = parcel.with(step, clock.getZone());
        deliveries.save(after, step);
        moveOrder(purchase, after, event);
        if (parcel.isNews(step) || !after.state().equals(parcel.state())) {
            outbox.append(updated(purchase, parcel, after, event));
        }
        return "done";
    }

    private String orderOf(ParcelTracked event) {
        return deliveries
                .orderOf(event.trackingNumber())
                .or(() -> Optional.ofNullable(event.orderId()))
                .orElseThrow(() -> new RefusedEventException(
                        "tracking number " + event.trackingNumber() + " is unknown, and no orderId says whose it is"));
    }

    /** The parcel of this number; one that has none yet gets it. */
    private Delivery parcel(ParcelTracked event, Purchase purchase) {
        var known = deliveries
                .find(purchase.id())
                .orElseThrow(() -> new RefusedEventException("order " + purchase.id() + " has no parcel"));
        var number = known.trackingNumber();
        if (number == null) {
            return known.numbered(event.trackingNumber(), event.carrier());
        }
        if (!number.equals(event.trackingNumber())
                || (event.orderId() != null && !event.orderId().equals(purchase.id()))) {
            throw new RefusedEventException("tracking number " + event.trackingNumber() + " and order "
                    + event.orderId() + " do not belong together");
        }
        return known;
    }

    private TrackingStep step(ParcelTracked event) {
        if (!Delivery.STATES.containsKey(event.status())) {
            throw new RefusedEventException("status " + event.status() + " is none of "
                    + Delivery.STATES.keySet().stream().sorted().toList());
        }
        var place = Objects.requireNonNullElse(event.place(), "");
        if (event.text().length() > MAX_TEXT || place.length() > MAX_TEXT) {
            throw new RefusedEventException("text or place is longer than " + MAX_TEXT + " characters");
        }
        return new TrackingStep(
                event.at().truncatedTo(ChronoUnit.MICROS),
                event.status(),
                place,
                event.text(),
                event.sequence(),
                event.expectedOn());
    }

    private @Nullable String contradiction(Purchase purchase, Delivery parcel, TrackingStep step) {
        if (step.at().isAfter(clock.instant().plus(AHEAD))) {
            return "that lies in the future";
        }
        var placed = purchase.placedOn();
        // A day earlier, since somewhere it was yesterday still.
        if (placed != null
                && step.at()
                        .isBefore(placed.minusDays(1)
                                .atStartOfDay(clock.getZone())
                                .toInstant())) {
            return "that was before the order";
        }
        if (purchase.order().is(Status.CANCELLED)) {
            return "the order is cancelled";
        }
        return parcel.contradiction(step, clock.getZone());
    }

    private void moveOrder(Purchase purchase, Delivery parcel, ParcelTracked event) {
        var order = purchase.order();
        var waits = order.is(Status.PENDING) || order.is(Status.PENDING_MODIFIED);
        var status = parcel.state().equals(Delivery.DELIVERED) && (waits || order.is(Status.PROCESSED))
                ? Status.DELIVERED
                : waits ? Status.PROCESSED : null;
        if (status != null) {
            var after = orders.moveTo(purchase, status);
            audit.append(
                    By.carrier(parcel.carrier(), event.meta()),
                    OPERATION,
                    purchase.customerId(),
                    purchase.id(),
                    order,
                    after);
        }
    }

    private static DeliveryUpdated updated(Purchase purchase, Delivery before, Delivery after, ParcelTracked event) {
        var newest = before.steps().isEmpty() ? null : before.steps().getLast();
        var repeated = newest != null
                && newest.status().equals(event.status())
                && Objects.equals(before.expectedOn(), after.expectedOn());
        return new DeliveryUpdated(
                event.meta().next("order/delivery-updated", purchase.id()),
                purchase.id(),
                purchase.customerId(),
                event.status(),
                event.text(),
                after.isOpen() ? after.expectedOn() : null,
                repeated ? Boolean.TRUE : null);
    }

    /** Once for each expected date that passes, whichever instance sees it first. */
    @Scheduled(fixedDelayString = "${souk.tools.late-check:PT1M}")
    void noticeLate() {
        var today = LocalDate.now(clock);
        for (var order : deliveries.newlyLate(today, LATE_AT_ONCE)) {
            outbox.transact(() -> noticeLate(order, today));
        }
    }

    private void noticeLate(String orderId, LocalDate today) {
        var purchase = orders.lock(orderId, null).orElse(null);
        var parcel = purchase == null ? null : deliveries.find(orderId).orElse(null);
        // It may have arrived, or another instance may have noticed, while this one waited for the lock.
        if (purchase == null || parcel == null || !parcel.isLate(today) || !deliveries.markLate(orderId)) {
            return;
        }
        var expected = parcel.expectedOn();
        outbox.append(new DeliveryUpdated(
                Meta.first(Meta.derivedId(LATE, orderId, String.valueOf(expected)), orderId, null),
                orderId,
                purchase.customerId(),
                LATE,
                "",
                expected));
        count(LATE);
    }

    private void count(String outcome) {
        meters.counter("souk.tools.operations", "operation", OPERATION, "outcome", outcome)
                .increment();
    }
}
