package io.souk.tools.deliveries;

import io.souk.events.Finding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a carrier said about a parcel.
 *
 * @param at when it happened
 * @param sequence the carrier's own count; null where it has none
 * @param expectedOn when the parcel should arrive, if the carrier said so here
 */
public record TrackingStep(
        Instant at,
        String status,
        String place,
        String text,
        @Nullable Long sequence,
        @Nullable LocalDate expectedOn) {
    /** As they happened; the carrier's count decides between those of one moment. */
    static final Comparator<TrackingStep> IN_ORDER = Comparator.comparing(TrackingStep::at)
            .thenComparing(TrackingStep::sequence, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** Of a carrier that does not count. */
    public TrackingStep(Instant at, String status, String place, String text) {
        this(at, status, place, text, null, null);
    }

    /** Whether this is the same event, told again. */
    boolean isSameAs(TrackingStep other) {
        return (sequence != null && other.sequence != null)
                ? Objects.equals(sequence, other.sequence)
                : at.equals(other.at) && status.equals(other.status);
    }

    Finding.TrackingStep view() {
        return new Finding.TrackingStep(at, status, place, text);
    }
}
