package io.souk.graph;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.kit.Events;
import java.util.ArrayList;
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
            case IntentClassified turn -> {
                var evidence = new ArrayList<EvidenceGathered>();
                var wishes = turn.wishes();
                for (var place = 0; place < wishes.size(); place++) {
                    if (wishes.get(place).routes().contains(Route.GRAPH)) {
                        evidence.add(products.gather(wishes.get(place)).forWish(turn, place));
                    }
                }
                events.publishAll(evidence);
            }
            case IntentEvent.Unknown _ -> {} // newer than this service
        }
    }
}
