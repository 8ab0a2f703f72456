package io.souk.tools.deliveries;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.Meta;
import io.souk.kit.Events;
import io.souk.kit.UnpublishedEventException;
import io.souk.tools.ToolsProperties;
import io.souk.tools.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/**
 * Plays the carriers of the sample marketplace: moves its parcels along as {@code parcels.json} tells, one step of one parcel at
 * a time. How far a parcel is, its own timeline says (the step's place in the file is the carrier's sequence), so a restart goes
 * on where it was, and two instances that take the same step publish the same event.
 */
@Component
@Profile("local")
@ConditionalOnBooleanProperty("souk.tools.simulator.enabled")
class CarrierSimulator {
    private static final Logger log = LoggerFactory.getLogger(CarrierSimulator.class);

    private final List<Journey> journeys;
    private final DeliveryStore deliveries;
    private final Events events;
    private final Clock clock;

    CarrierSimulator(ToolsProperties properties, DeliveryStore deliveries, Events events, Clock clock) {
        this.journeys = read(properties.sampleData());
        this.deliveries = deliveries;
        this.events = events;
        this.clock = clock;
    }

    /** What will happen to the parcel of an order. */
    record Journey(String orderId, List<Stage> stages) {}

    /** @param expectedInDays a new expected date, counted from the day of the step; null if it stays */
    record Stage(
            String status,
            String place,
            String text,
            @Nullable Integer expectedInDays) {}

    @Scheduled(
            initialDelayString = "${souk.tools.simulator.every:PT1M}",
            fixedDelayString = "${souk.tools.simulator.every:PT1M}")
    void move() {
        next(
                        journeys,
                        journeys.stream()
                                .flatMap(journey -> deliveries.find(journey.orderId()).stream())
                                .toList(),
                        clock)
                .ifPresent(this::publish);
    }

    /** The next step of the parcel that has taken the fewest; of several, the first in the file. */
    static Optional<ParcelTracked> next(List<Journey> all, List<Delivery> parcels, Clock clock) {
        record Due(Journey journey, Delivery parcel, int taken) {}
        return all.stream()
                .flatMap(journey -> parcels.stream()
                        .filter(parcel -> parcel.orderId().equals(journey.orderId()) && parcel.trackingNumber() != null)
                        .map(parcel -> new Due(journey, parcel, taken(parcel))))
                .filter(due -> due.parcel().isOpen()
                        && due.taken() < due.journey().stages().size())
                .min(Comparator.comparingInt(Due::taken))
                .map(due -> event(due.parcel(), due.journey().stages().get(due.taken()), due.taken() + 1, clock));
    }

    private static int taken(Delivery parcel) {
        return parcel.steps().stream()
                .map(TrackingStep::sequence)
                .filter(Objects::nonNull)
                .mapToInt(Long::intValue)
                .max()
                .orElse(0);
    }

    private static ParcelTracked event(Delivery parcel, Stage stage, int number, Clock clock) {
        var trackingNumber = Objects.requireNonNull(parcel.trackingNumber());
        var days = stage.expectedInDays();
        return new ParcelTracked(
                Meta.first(Meta.derivedId("simulated", trackingNumber, String.valueOf(number)), trackingNumber, null),
                trackingNumber,
                parcel.carrier(),
                parcel.orderId(),
                stage.status(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                (long) number,
                stage.place(),
                stage.text(),
                days == null ? null : LocalDate.now(clock).plusDays(days));
    }

    private void publish(ParcelTracked event) {
        try {
            events.publish(event);
        } catch (UnpublishedEventException e) {
            log.warn("a simulated step waits for the broker");
        }
    }

    static List<Journey> read(String folder) {
        var file = Path.of(folder, "parcels.json");
        return folder.isBlank() || !Files.isReadable(file)
                ? List.of()
                : Json.MAPPER.readValue(file, new TypeReference<List<Journey>>() {});
    }
}
