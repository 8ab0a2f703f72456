package io.souk.events;

/** An event of a turn: one customer message and its reply. */
public sealed interface ChatEvent extends Event
        permits MessageEvent, TurnEvent, IntentEvent, EvidenceEvent, ReplyEvent {
    /** The record key: order within it is a promise. */
    default String conversationId() {
        return meta().subject();
    }

    /** The turn this belongs to. A message of another system that names none starts the turn of its own event id. */
    default String turnId() {
        var correlation = meta().correlationId();
        return correlation == null ? meta().id() : correlation;
    }
}
