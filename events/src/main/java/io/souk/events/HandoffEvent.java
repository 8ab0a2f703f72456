package io.souk.events;

import org.jspecify.annotations.Nullable;

/** Conversations that need a person. Topic {@link Topics#HANDOFFS}, keyed by conversation id. */
@OnTopic(Topics.HANDOFFS)
public sealed interface HandoffEvent extends Event {

    /**
     * A person must take over.
     *
     * @param reason {@code requested}, {@code not-understood}, …
     * @param summary what the person needs to know before reading the conversation
     */
    @EventType("io.souk.support.handoff-requested.v1")
    record HandoffRequested(Meta meta, @Nullable String customerId, String reason, String summary)
            implements HandoffEvent {}

    /** The customer wrote while a person has the conversation; the assistant stays quiet. */
    @EventType("io.souk.support.customer-wrote.v1")
    record CustomerWrote(Meta meta, @Nullable String customerId, String text) implements HandoffEvent {
        public CustomerWrote {
            Check.present("text", text);
        }
    }

    /** The assistant has the conversation again. */
    @EventType("io.souk.support.handoff-ended.v1")
    record HandoffEnded(Meta meta, String agentId) implements HandoffEvent {
        public HandoffEnded {
            Check.present("agentId", agentId);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements HandoffEvent {}
}
