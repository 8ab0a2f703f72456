package io.souk.conversation;

import io.souk.events.MessageEvent;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class MessageListener {
    private final Turns turns;
    private final Feedback feedback;

    MessageListener(Turns turns, Feedback feedback) {
        this.turns = turns;
        this.feedback = feedback;
    }

    @KafkaListener(topics = Topics.MESSAGES)
    void on(MessageEvent event) {
        switch (event) {
            case MessageReceived message -> turns.received(message);
            case FeedbackGiven given -> feedback.given(given);
            case MessageEvent.Unknown _ -> {}
        }
    }
}
