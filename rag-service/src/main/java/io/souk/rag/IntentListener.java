package io.souk.rag;

import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.kit.Events;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Turns that need passages: evidence for each of their wishes that does. */
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
            case IntentClassified turn -> answer(turn);
            case IntentEvent.Unknown _ -> {} // a newer intent-service's type: not ours
        }
    }

    private void answer(IntentClassified turn) {
        var wishes = turn.wishes();
        for (var place = 0; place < wishes.size(); place++) {
            if (wishes.get(place).routes().contains(Route.RAG)) {
                events.publish(finder.find(wishes.get(place)).forWish(turn, place));
            }
        }
    }
}
