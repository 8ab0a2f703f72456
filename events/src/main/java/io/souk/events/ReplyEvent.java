package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the customer sees, in order. Topic {@link Topics#REPLIES}, keyed by conversation id. {@link #seq()} grows by one per
 * conversation without gaps; conversation-service is the only one who counts.
 */
@OnTopic(Topics.REPLIES)
public sealed interface ReplyEvent extends ChatEvent {

    /** Place in the conversation, from 1; 0 for an unknown type. */
    long seq();

    /** The message was taken; its reply will come. */
    @EventType("io.souk.chat.turn-acknowledged.v1")
    record TurnAcknowledged(Meta meta, long seq, @Nullable String messageId) implements ReplyEvent {}

    /** The message cannot be answered (too long, blank); this is its one reply. */
    @EventType("io.souk.chat.message-refused.v1")
    record MessageRefused(Meta meta, long seq, @Nullable String messageId, String code, String detail)
            implements ReplyEvent {}

    /** What was understood. */
    @EventType("io.souk.chat.intent-announced.v1")
    record IntentAnnounced(Meta meta, long seq, List<RankedIntent> intents) implements ReplyEvent {
        public IntentAnnounced {
            intents = Check.list(intents);
        }
    }

    /** One bringer is done; {@code card} is what can be shown already, or null. */
    @EventType("io.souk.chat.evidence-announced.v1")
    record EvidenceAnnounced(
            Meta meta,
            long seq,
            Route from,
            EvidenceEvent.Outcome outcome,
            @Nullable Finding card) implements ReplyEvent {}

    /** The next piece of the reply's text. */
    @EventType("io.souk.chat.reply-delta.v1")
    record ReplyDelta(Meta meta, long seq, String text) implements ReplyEvent {}

    /**
     * The whole reply; exactly one per accepted message.
     *
     * @param cards what to show besides the text
     * @param suggestions what the customer might say next
     * @param customerId whose conversation it is; null is a guest
     * @param messageId the client's id of the message it answers; null if it had none
     */
    @EventType("io.souk.chat.reply-completed.v1")
    record ReplyCompleted(
            Meta meta,
            long seq,
            String text,
            List<Citation> citations,
            List<Finding> cards,
            List<String> suggestions,
            Intent intent,
            double confidence,
            Rung rung,
            @Nullable String customerId,
            @Nullable String messageId)
            implements ReplyEvent {
        public ReplyCompleted {
            Check.present("text", text);
            citations = Check.list(citations);
            cards = Check.list(cards);
            suggestions = Check.list(suggestions);
        }
    }

    /**
     * Something that is no reply of the assistant: a parcel moved, or a person of the shop says something.
     *
     * @param orderId what it is about; null if no order
     * @param author the name of the person who says it; null if it is the shop itself
     */
    @EventType("io.souk.chat.notice-posted.v1")
    record NoticePosted(
            Meta meta,
            long seq,
            String text,
            @Nullable String orderId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String author)
            implements ReplyEvent {}

    /**
     * A source of the reply.
     *
     * @param number as {@code [1]} in the text
     * @param quote the sentences that hold the fact
     */
    record Citation(
            int number,
            String documentId,
            String documentVersion,
            String chunkId,
            String title,
            @Nullable String section,
            String quote) {}

    /** How much of Souk stood behind a reply. Wire form in lower case. */
    enum Rung {
        /** Written by a language model from evidence. */
        FULL,
        /** Composed from evidence without one. */
        @JsonEnumDefaultValue
        COMPOSED,
        /** A store was missing, and the reply says so. */
        PARTIAL,
        /** A person takes over. */
        HANDOFF;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements ReplyEvent {
        @Override
        public long seq() {
            return 0;
        }
    }
}
