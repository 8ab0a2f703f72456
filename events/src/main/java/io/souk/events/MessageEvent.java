package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/** What customers say. Topic {@link Topics#MESSAGES}, keyed by conversation id. */
@OnTopic(Topics.MESSAGES)
public sealed interface MessageEvent extends ChatEvent {

    /**
     * A customer said this. Publishers other than the gateway are trusted to have identified the customer.
     *
     * @param text what was written; readers refuse a blank one or one of more than {@value #MAX_TEXT} characters with a reply
     * @param customerId who wrote it; null is a guest: product and policy questions only
     * @param messageId the client's own id of the message, given back with the reply; null if it has none
     * @param channel where it came from ({@code web}, {@code api}, {@code email}, …); null if unsaid
     * @param mayIdentify true: the channel has no sign-in, and its customers say who they are in their messages; {@code customerId}
     *     is not looked at then. Null is no. The shop decides which channels may say so
     */
    @EventType("io.souk.chat.message-received.v1")
    record MessageReceived(
            Meta meta,
            String text,
            @Nullable String customerId,
            @Nullable String messageId,
            @Nullable String channel,
            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayIdentify)
            implements MessageEvent {
        /** The longest text that is answered, in UTF-16 characters. */
        public static final int MAX_TEXT = 4_000;

        public MessageReceived {
            Check.present("text", text);
        }

        /** From a channel whose publisher knows its customers. */
        public MessageReceived(
                Meta meta,
                String text,
                @Nullable String customerId,
                @Nullable String messageId,
                @Nullable String channel) {
            this(meta, text, customerId, messageId, channel, null);
        }
    }

    /** The customer judged the reply of a turn. */
    @EventType("io.souk.chat.feedback-given.v1")
    record FeedbackGiven(
            Meta meta, boolean helpful, @Nullable String customerId) implements MessageEvent {}

    /**
     * A person of the shop says this in a conversation that was handed off; elsewhere it is not said. Its turn is its own.
     *
     * @param agentId who says it
     * @param agentName what the customer reads
     */
    @EventType("io.souk.chat.agent-replied.v1")
    record AgentReplied(Meta meta, String text, String agentId, String agentName) implements MessageEvent {
        public AgentReplied {
            Check.present("text", text);
            Check.present("agentId", agentId);
            Check.present("agentName", agentName);
        }
    }

    /** The person who took a conversation over gives it back to the assistant. */
    @EventType("io.souk.chat.handed-back.v1")
    record HandedBack(Meta meta, String agentId) implements MessageEvent {
        public HandedBack {
            Check.present("agentId", agentId);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements MessageEvent {}
}
