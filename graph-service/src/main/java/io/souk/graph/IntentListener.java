package io.souk.graph;

import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Topics;
import io.souk.kit.Events;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class IntentListener {
    private final ProductEvidence products;
    private final Events events;

    IntentListener(ProductEvidence products, Events events) {
        this.products = products;
        this.events = events;
    }

    @KafkaListener(topics = Topics.INTENTS)
    void on(IntentEvent event) {
        switch (event) {
            case IntentClassified turn -> events.publishAll(products.gather(turn));
            case IntentEvent.Unknown _ -> {} // newer than this service
        }
    }
}
