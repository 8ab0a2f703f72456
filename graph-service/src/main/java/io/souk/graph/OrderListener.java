package io.souk.graph;

import io.souk.events.Finding.OrderLine;
import io.souk.events.OrderEvent;
import io.souk.events.OrderEvent.OrderPlaced;
import io.souk.events.Topics;
import io.souk.graph.purchases.Purchases;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class OrderListener {
    private final Purchases purchases;

    OrderListener(Purchases purchases) {
        this.purchases = purchases;
    }

    @KafkaListener(id = "orders", idIsGroup = false, topics = Topics.ORDERS, concurrency = "1", autoStartup = "false")
    void on(OrderEvent event) {
        if (event instanceof OrderPlaced order) {
            purchases.add(
                    order.orderId(),
                    order.customerId(),
                    order.placedOn(),
                    order.items().stream().map(OrderLine::productId).toList(),
                    order.meta().time());
        }
    }
}
