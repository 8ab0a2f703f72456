package io.souk.tools;

import io.souk.events.Finding;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** Something a carrier said about a parcel. */
@Embeddable
record TrackingStep(Instant at, String status, String place, String text) {
    Finding.TrackingStep view() {
        return new Finding.TrackingStep(at, status, place, text);
    }
}
