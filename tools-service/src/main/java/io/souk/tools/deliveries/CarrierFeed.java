package io.souk.tools.deliveries;

import io.souk.events.DeliveryEvent.ParcelTracked;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How one carrier reports: turns what its webhook sends into our words. A carrier becomes known by a bean of this type in this
 * package; one that can speak our words uses {@link GenericFeed}, or writes to the topic itself.
 */
interface CarrierFeed {
    /** As in the path of its webhook, {@code /v1/deliveries/events/NAME}. */
    String name();

    /**
     * What a call says, in its order. The same call must yield the same event ids, since carriers repeat their calls.
     *
     * @throws IllegalArgumentException if that can't be understood; its message is for the carrier's developers
     */
    List<ParcelTracked> read(JsonNode body);
}
