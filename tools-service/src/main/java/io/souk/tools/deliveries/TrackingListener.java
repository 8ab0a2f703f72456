package io.souk.tools.deliveries;

import io.souk.events.DeliveryEvent;
import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class TrackingListener {
    private final Parcels parcels;

    TrackingListener(Parcels parcels) {
        this.parcels = parcels;
    }

    @KafkaListener(topics = Topics.TRACKING)
    void on(DeliveryEvent event) {
        switch (event) {
            case ParcelTracked tracked -> parcels.track(tracked);
            case DeliveryEvent.Unknown _ -> {} // a newer carrier adapter's type: not ours
        }
    }
}
