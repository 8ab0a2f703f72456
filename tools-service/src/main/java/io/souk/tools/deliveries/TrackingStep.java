package io.souk.tools.deliveries;

import io.souk.events.Finding;
import java.time.Instant;

/** Something a carrier said about a parcel. */
public record TrackingStep(Instant at, String status, String place, String text) {
    Finding.TrackingStep view() {
        return new Finding.TrackingStep(at, status, place, text);
    }
}
