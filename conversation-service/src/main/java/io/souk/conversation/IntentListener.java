package io.souk.conversation;

import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class IntentListener {
    private final Turns turns;

    IntentListener(Turns turns) {
        this.turns = turns;
    }

    @KafkaListener(topics = Topics.INTENTS)
    void on(IntentEvent event) {
        switch (event) {
            case IntentClassified intent -> turns.classified(intent);
            case IntentEvent.Unknown _ -> {}
        }
    }
}
