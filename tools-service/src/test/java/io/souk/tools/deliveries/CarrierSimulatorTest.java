package io.souk.tools.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.tools.deliveries.CarrierSimulator.Journey;
import io.souk.tools.deliveries.CarrierSimulator.Stage;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarrierSimulatorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneId.of("Europe/Berlin"));

    private final List<Delivery> parcels = new ArrayList<>(List.of(parcel("A", "NR-A"), parcel("B", "NR-B")));
    private final List<Journey> journeys = List.of(
            new Journey("A", List.of(stage("delayed", 2), stage("delivered", null))),
            new Journey("B", List.of(stage("out_for_delivery", null))),
            new Journey("gone", List.of(stage("delivered", null))));

    @Test
    void movesEachParcelInTurnUntilAllHaveArrived() {
        var told = new ArrayList<String>();
        for (var next = next(); next != null; next = next()) {
            told.add(next.orderId() + " " + next.status() + " " + next.sequence());
            happens(next);
        }

        assertThat(told).containsExactly("A delayed 1", "B out_for_delivery 1", "A delivered 2");
    }

    @Test
    void saysWhenItHappensAndTheSameEventAgainIfNobodyHeard() {
        var first = next();
        var again = next();

        assertThat(first).isNotNull().satisfies(event -> {
            assertThat(event.at()).isEqualTo(CLOCK.instant());
            assertThat(event.trackingNumber()).isEqualTo("NR-A");
            assertThat(event.expectedOn()).isEqualTo(LocalDate.of(2026, 5, 3));
        });
        assertThat(again).isNotNull();
        assertThat(again.meta().id()).isEqualTo(first.meta().id());
    }

    @Test
    void theSampleTellsWhatCarriersCanSay() {
        var sample = CarrierSimulator.read("../deploy/sample/data");

        assertThat(sample).isNotEmpty().allSatisfy(journey -> {
            assertThat(journey.stages()).extracting(Stage::status).allMatch(Delivery.STATES::containsKey);
            assertThat(journey.orderId())
                    .as("the README's own examples stay where they are")
                    .isNotEqualTo("ORD-1001");
        });
    }

    private @Nullable ParcelTracked next() {
        return CarrierSimulator.next(journeys, parcels, CLOCK).orElse(null);
    }

    private void happens(ParcelTracked event) {
        parcels.replaceAll(parcel -> parcel.orderId().equals(event.orderId())
                ? parcel.with(
                        new TrackingStep(
                                event.at(), event.status(), "", event.text(), event.sequence(), event.expectedOn()),
                        CLOCK.getZone())
                : parcel);
    }

    private static Delivery parcel(String order, String number) {
        return new Delivery(order, "DHL", number, Delivery.IN_TRANSIT, null, null, List.of());
    }

    private static Stage stage(String status, @Nullable Integer expectedInDays) {
        return new Stage(status, "Berlin", "It moved", expectedInDays);
    }
}
