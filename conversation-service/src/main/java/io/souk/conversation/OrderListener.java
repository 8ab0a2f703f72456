package io.souk.conversation;

import io.souk.events.OrderEvent;
import io.souk.events.OrderEvent.ComplaintOpened;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.OrderEvent.ExchangeRequested;
import io.souk.events.OrderEvent.OrderCancelled;
import io.souk.events.OrderEvent.OrderModified;
import io.souk.events.OrderEvent.OrderPlaced;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.events.OrderEvent.RefundUpdated;
import io.souk.events.OrderEvent.ReturnRequested;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class OrderListener {
    private final Notices notices;

    OrderListener(Notices notices) {
        this.notices = notices;
    }

    @KafkaListener(topics = Topics.ORDERS)
    void on(OrderEvent event) {
        switch (event) {
            case DeliveryUpdated update -> notices.deliveryUpdated(update);
            case RefundUpdated update -> notices.refundUpdated(update);
            // the reply that did it has said so
            case RefundRequested _,
                    ComplaintOpened _,
                    OrderPlaced _,
                    OrderCancelled _,
                    OrderModified _,
                    ReturnRequested _,
                    ExchangeRequested _ -> {}
            case OrderEvent.Unknown _ -> {}
        }
    }
}
