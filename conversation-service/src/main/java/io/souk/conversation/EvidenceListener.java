package io.souk.conversation;

import io.souk.events.EvidenceEvent;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class EvidenceListener {
    private final Turns turns;

    EvidenceListener(Turns turns) {
        this.turns = turns;
    }

    @KafkaListener(topics = Topics.EVIDENCE)
    void on(EvidenceEvent event) {
        switch (event) {
            case EvidenceGathered evidence -> turns.gathered(evidence);
            case EvidenceEvent.Unknown _ -> {}
        }
    }
}
