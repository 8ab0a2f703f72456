package io.souk.tools.deliveries;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.Meta;
import io.souk.tools.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Our own words as JSON: the fields of {@link ParcelTracked}, one event or a list of them. */
@Component
class GenericFeed implements CarrierFeed {
    static final String NAME = "generic";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ParcelTracked> read(JsonNode body) {
        var events = body.isArray() ? body.valueStream() : Stream.of(body);
        return events.map(GenericFeed::event).toList();
    }

    private static ParcelTracked event(JsonNode node) {
        try {
            return Json.MAPPER.treeToValue(node, Report.class).event();
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** @param id the carrier's own id of the event; without one the parcel, time, count and status tell events apart */
    private record Report(
            @Nullable String id,
            String trackingNumber,
            String carrier,
            @Nullable String orderId,
            String status,
            Instant at,
            @Nullable Long sequence,
            @Nullable String place,
            String text,
            @Nullable LocalDate expectedOn) {
        ParcelTracked event() {
            var unique = Objects.requireNonNullElseGet(id, () -> at + "/" + sequence + "/" + status);
            var number = Objects.requireNonNullElse(trackingNumber, "");
            return new ParcelTracked(
                    Meta.first(Meta.derivedId("tracking", String.valueOf(carrier), number, unique), number, null),
                    trackingNumber,
                    carrier,
                    orderId,
                    status,
                    at,
                    sequence,
                    place,
                    text,
                    expectedOn);
        }
    }
}
