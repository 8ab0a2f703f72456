package io.souk.events;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What carriers say of parcels. Topic {@link Topics#TRACKING}, keyed by tracking number: that is what a carrier knows. */
@OnTopic(Topics.TRACKING)
public sealed interface DeliveryEvent extends Event {

    /**
     * A carrier saw a parcel, or learned something of it. May be published in any order and more than once.
     *
     * @param carrier the carrier's name ("DHL")
     * @param orderId the shop's reference on the label; needed in the first event of a parcel whose number the shop does not know yet
     * @param status {@code picked_up}, {@code in_transit}, {@code out_for_delivery}, {@code delivery_failed} (an attempt),
     *     {@code delayed}, {@code delivered}, {@code lost} or {@code returned} (to the shop)
     * @param at when it happened, not when it was reported
     * @param sequence the carrier's own count of the parcel's events; null where it has none
     * @param text for the customer
     * @param expectedOn when the parcel should arrive; null where that is as before
     */
    @EventType("io.souk.delivery.parcel-tracked.v1")
    record ParcelTracked(
            Meta meta,
            String trackingNumber,
            String carrier,
            @Nullable String orderId,
            String status,
            Instant at,
            @Nullable Long sequence,
            @Nullable String place,
            String text,
            @Nullable LocalDate expectedOn)
            implements DeliveryEvent {
        public ParcelTracked {
            Check.notBlank("trackingNumber", trackingNumber);
            Check.notBlank("carrier", carrier);
            Check.notBlank("status", status);
            Check.present("at", at);
            Check.notBlank("text", text);
            if (!trackingNumber.equals(meta.subject())) {
                throw new IllegalArgumentException("trackingNumber differs from ce_subject");
            }
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements DeliveryEvent {}
}
