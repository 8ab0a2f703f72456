package io.souk.tools.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate PROMISED = LocalDate.of(2026, 5, 4);

    @ParameterizedTest
    @CsvSource({
        "picked_up, in_transit",
        "in_transit, in_transit",
        "out_for_delivery, out_for_delivery",
        "delivery_failed, in_transit",
        "delayed, delayed",
        "delivered, delivered",
        "lost, lost",
        "returned, returned"
    })
    void isWhereTheNewestStepSays(String status, String state) {
        assertThat(sent().with(step(status, 10), BERLIN).state()).isEqualTo(state);
    }

    @Test
    void endsTheSameInWhateverOrderTheStepsBecomeKnown() {
        var steps = List.of(
                step("picked_up", 1),
                new TrackingStep(at(2), "delayed", "Hanover", "Snow", null, LocalDate.of(2026, 5, 9)),
                step("in_transit", 3),
                step("out_for_delivery", 4),
                step("delivered", 5));
        var random = new Random(7);

        for (var round = 0; round < 50; round++) {
            var shuffled = new ArrayList<>(steps);
            Collections.shuffle(shuffled, random);
            var parcel = sent();
            for (var step : shuffled) {
                assertThat(parcel.contradiction(step, BERLIN)).isNull();
                parcel = parcel.with(step, BERLIN);
            }

            assertThat(parcel.steps()).containsExactlyElementsOf(steps);
            assertThat(parcel.state()).isEqualTo(Delivery.DELIVERED);
            assertThat(parcel.deliveredOn()).isEqualTo(LocalDate.of(2026, 5, 1));
            assertThat(parcel.expectedOn()).isEqualTo(LocalDate.of(2026, 5, 9));
        }
    }

    @Test
    void tellsStepsOfOneMomentApartByTheCarriersCount() {
        var van = numbered("out_for_delivery", 2);
        var hub = numbered("in_transit", 1);

        var parcel = sent().with(van, BERLIN).with(hub, BERLIN);

        assertThat(parcel.steps()).containsExactly(hub, van);
        assertThat(parcel.state()).isEqualTo(Delivery.OUT_FOR_DELIVERY);
    }

    @Test
    void knowsAStepThatIsToldAgain() {
        var parcel = sent().with(step("delayed", 2), BERLIN).with(numbered("in_transit", 4L), BERLIN);

        assertThat(parcel.knows(step("delayed", 2))).isTrue();
        assertThat(parcel.knows(step("delayed", 3))).isFalse();
        assertThat(parcel.knows(new TrackingStep(at(9), "lost", "", "another", 4L, null)))
                .as("a count is given once")
                .isTrue();
    }

    @Test
    void nothingHappensAfterTheEnd() {
        for (var end : List.of("delivered", "returned")) {
            var parcel = sent().with(step(end, 5), BERLIN);

            assertThat(parcel.contradiction(step("in_transit", 6), BERLIN)).contains(end);
            assertThat(parcel.contradiction(step("delivered", 7), BERLIN)).contains(end);
            assertThat(parcel.contradiction(step("in_transit", 4), BERLIN))
                    .as("became known late")
                    .isNull();
        }
    }

    @Test
    void whatWasLostMayTurnUp() {
        var lost = sent().with(step("lost", 5), BERLIN);

        assertThat(lost.contradiction(step("delivered", 6), BERLIN)).isNull();
        assertThat(lost.with(step("delivered", 6), BERLIN).state()).isEqualTo(Delivery.DELIVERED);
    }

    @Test
    void isLateFromTheDayAfterTheExpectedOneUntilItArrives() {
        assertThat(sent().isLate(PROMISED)).isFalse();
        assertThat(sent().isLate(PROMISED.plusDays(1))).isTrue();
        assertThat(sent().with(step("delivered", 9), BERLIN).isLate(PROMISED.plusDays(1)))
                .isFalse();
    }

    private static Delivery sent() {
        return new Delivery("ORD-1", "DHL", "JD1", Delivery.IN_TRANSIT, PROMISED, null, List.of());
    }

    private static TrackingStep step(String status, int hour) {
        return new TrackingStep(at(hour), status, "Berlin", status);
    }

    private static TrackingStep numbered(String status, long count) {
        return new TrackingStep(at(8), status, "Berlin", status, count, null);
    }

    private static Instant at(int hour) {
        return Instant.parse("2026-05-01T00:00:00Z").plusSeconds(3_600L * hour);
    }
}
