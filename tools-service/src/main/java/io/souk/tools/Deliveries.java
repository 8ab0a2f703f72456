package io.souk.tools;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Finding;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.kit.Outbox;
import io.souk.tools.IdempotentCalls.Answer;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes in what carriers report; the customer hears of it through {@link DeliveryUpdated}. */
@Component
class Deliveries {
    private static final String CARRIER = "(carrier)";

    private final Orders orders;
    private final Outbox outbox;
    private final IdempotentCalls calls;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final Clock clock;

    Deliveries(
            Orders orders, Outbox outbox, IdempotentCalls calls, JsonMapper json, MeterRegistry meters, Clock clock) {
        this.orders = orders;
        this.outbox = outbox;
        this.calls = calls;
        this.json = json;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param status {@code picked_up}, {@code in_transit}, {@code out_for_delivery}, {@code delayed}, {@code delivered}, … */
    record CarrierUpdate(
            @NotBlank @Size(max = 40) String status,
            @NotBlank @Size(max = 100) String place,
            @NotBlank @Size(max = 500) String text,
            @Nullable LocalDate expectedOn) {}

    /** Appends a step to the order's tracking history; the answer is the delivery as it is now. */
    Answer report(String orderId, @Nullable String key, CarrierUpdate update) {
        var unique = key == null ? UUID.randomUUID().toString() : key;
        var request = new Report(orderId, update);
        return calls.once(CARRIER, unique, Operation.DELIVERY_UPDATE, request, () -> append(orderId, unique, update));
    }

    private Answer append(String orderId, String key, CarrierUpdate update) {
        var found = orders.lock(orderId);
        if (found.isEmpty()) {
            return refused(Refusals.ORDER_NOT_FOUND);
        }
        var order = found.get();
        if (!order.hasDelivery()) {
            return refused(Refusals.DELIVERY_NOT_FOUND);
        }
        var today = LocalDate.now(clock);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        order.track(new TrackingStep(now, update.status(), update.place(), update.text()), update.expectedOn(), today);
        outbox.append(new DeliveryUpdated(
                Meta.first(Meta.derivedId(Operation.DELIVERY_UPDATE, orderId, key), orderId, null),
                orderId,
                order.customerId(),
                update.status(),
                update.text(),
                order.expectedOn()));
        count("done");
        return new Answer(200, json.writeValueAsString(Objects.requireNonNull(order.deliveryView(today))));
    }

    private Answer refused(Finding.Refusal refusal) {
        count("refused");
        return Problems.answer(refusal, json);
    }

    private void count(String outcome) {
        meters.counter("souk.tools.operations", "operation", Operation.DELIVERY_UPDATE, "outcome", outcome)
                .increment();
    }

    private record Report(String orderId, CarrierUpdate update) {}
}
