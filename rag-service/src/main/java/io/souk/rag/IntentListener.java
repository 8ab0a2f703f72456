package io.souk.rag;

import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.kit.Events;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Turns that need passages. */
@Component
class IntentListener {
    private final EvidenceFinder finder;
    private final Events events;

    IntentListener(EvidenceFinder finder, Events events) {
        this.finder = finder;
        this.events = events;
    }

    @KafkaListener(topics = Topics.INTENTS)
    void on(IntentEvent event) {
        switch (event) {
            case IntentClassified turn when turn.routes().contains(Route.RAG) -> events.publish(finder.find(turn));
            case IntentClassified _ -> {} // others bring its evidence
            case IntentEvent.Unknown _ -> {} // a newer intent-service's type: not ours
        }
    }
}
