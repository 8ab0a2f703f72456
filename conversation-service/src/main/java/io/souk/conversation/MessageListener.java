package io.souk.conversation;

import io.souk.events.MessageEvent;
import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class MessageListener {
    private final Turns turns;
    private final Feedback feedback;
    private final Handoffs handoffs;

    MessageListener(Turns turns, Feedback feedback, Handoffs handoffs) {
        this.turns = turns;
        this.feedback = feedback;
        this.handoffs = handoffs;
    }

    @KafkaListener(topics = Topics.MESSAGES)
    void on(MessageEvent event) {
        switch (event) {
            case MessageReceived message -> turns.received(message);
            case FeedbackGiven given -> feedback.given(given);
            case AgentReplied reply -> handoffs.replied(reply);
            case HandedBack handedBack -> handoffs.handedBack(handedBack);
            case MessageEvent.Unknown _ -> {}
        }
    }
}
