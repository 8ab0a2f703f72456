package io.souk.events;

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
     */
    @EventType("io.souk.chat.message-received.v1")
    record MessageReceived(
            Meta meta,
            String text,
            @Nullable String customerId,
            @Nullable String messageId,
            @Nullable String channel) implements MessageEvent {
        /** The longest text that is answered, in UTF-16 characters. */
        public static final int MAX_TEXT = 4_000;

        public MessageReceived {
            Check.present("text", text);
        }
    }

    /** The customer judged the reply of a turn. */
    @EventType("io.souk.chat.feedback-given.v1")
    record FeedbackGiven(
            Meta meta, boolean helpful, @Nullable String customerId) implements MessageEvent {}

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements MessageEvent {}
}
