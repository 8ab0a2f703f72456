package io.souk.tools.deliveries;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Finding.Refusal;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.kit.Outbox;
import io.souk.tools.json.Json;
import io.souk.tools.operations.IdempotentCalls;
import io.souk.tools.operations.IdempotentCalls.Answer;
import io.souk.tools.operations.Problems;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.refusals.Refusals;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what carriers report; the customer hears of it through {@link DeliveryUpdated}. A parcel that was picked up makes its
 * order {@code processed}, one that has arrived makes it {@code delivered}: facts from outside, no operation does that. Only
 * orders that have a parcel here are touched; those of an imported data set have none.
 */
@Component
public class CarrierReports {
    private static final String CARRIER = "(carrier)";
    private static final String OPERATION = "delivery-update";

    private final Orders orders;
    private final DeliveryStore deliveries;
    private final Outbox outbox;
    private final IdempotentCalls calls;
    private final MeterRegistry meters;
    private final Clock clock;

    CarrierReports(
            Orders orders,
            DeliveryStore deliveries,
            Outbox outbox,
            IdempotentCalls calls,
            MeterRegistry meters,
            Clock clock) {
        this.orders = orders;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.calls = calls;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What a carrier says.
     *
     * @param status {@code picked_up}, {@code in_transit}, {@code out_for_delivery}, {@code delayed}, {@code delivered}, …
     */
    public record CarrierUpdate(
            @NotBlank @Size(max = 40) String status,
            @NotBlank @Size(max = 100) String place,
            @NotBlank @Size(max = 500) String text,
            @Nullable LocalDate expectedOn) {}

    /** Appends a step to the order's tracking history; the answer is the delivery as it is now. */
    public Answer report(String orderId, @Nullable String key, CarrierUpdate update) {
        var unique = key == null ? UUID.randomUUID().toString() : key;
        var request = Json.text(new Report(orderId, update));
        return calls.once(CARRIER, unique, OPERATION, request, orderId, () -> append(orderId, unique, update));
    }

    private Answer append(String orderId, String key, CarrierUpdate update) {
        var order = orders.lock(orderId, null).orElse(null);
        if (order == null) {
            return refused(Refusals.ORDER_NOT_FOUND);
        }
        var before = deliveries.find(orderId).orElse(null);
        if (before == null) {
            return refused(Refusals.DELIVERY_NOT_FOUND);
        }
        var today = LocalDate.now(clock);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var step = new TrackingStep(now, update.status(), update.place(), update.text());
        var after = before.reported(step, update.expectedOn(), today);
        deliveries.save(after);
        moveOrder(order, after);
        outbox.append(new DeliveryUpdated(
                Meta.first(Meta.derivedId(OPERATION, orderId, key), orderId, null),
                orderId,
                order.customerId(),
                update.status(),
                update.text(),
                after.expectedOn()));
        count("done");
        return new Answer(200, Json.text(after.view(today)));
    }

    private void moveOrder(Purchase purchase, Delivery parcel) {
        var order = purchase.order();
        var waits = order.is(Status.PENDING) || order.is(Status.PENDING_MODIFIED);
        if (parcel.state().equals(Delivery.DELIVERED) && (waits || order.is(Status.PROCESSED))) {
            orders.moveTo(purchase, Status.DELIVERED);
        } else if (!parcel.state().equals(Delivery.PREPARING) && waits) {
            orders.moveTo(purchase, Status.PROCESSED);
        }
    }

    private Answer refused(Refusal refusal) {
        count("refused");
        return Problems.answer(refusal);
    }

    private void count(String outcome) {
        meters.counter("souk.tools.operations", "operation", OPERATION, "outcome", outcome)
                .increment();
    }

    private record Report(String orderId, CarrierUpdate update) {}
}
