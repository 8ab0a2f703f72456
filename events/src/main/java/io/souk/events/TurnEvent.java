package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns on their way. Topic {@link Topics#TURNS}, keyed by conversation id. */
@OnTopic(Topics.TURNS)
public sealed interface TurnEvent extends ChatEvent {

    /**
     * A message together with what is needed to understand it.
     *
     * @param history the messages before this one, oldest first, at most 10
     * @param focus the products and orders being talked about
     * @param pendingAction what waits for the customer's answer; null if nothing does
     * @param mayIdentify true: who the customer is may be learnt from the message ({@link MessageEvent.MessageReceived#mayIdentify})
     * @param topic what the message before this one was understood to ask; null if there was none
     * @param offer what a plain yes asks for, if nothing waits for one; null if nothing was offered
     * @param summary what the messages before {@code history} were about, in a few sentences of ours; null if there are none
     * @param mayAskModel false: the budget for language models is spent; null is true
     */
    @EventType("io.souk.chat.turn-prepared.v1")
    record TurnPrepared(
            Meta meta,
            String text,
            @Nullable String customerId,
            List<HistoryMessage> history,
            Focus focus,
            @Nullable PendingAction pendingAction,
            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayIdentify,
            @JsonInclude(Include.NON_NULL) @Nullable Topic topic,
            @JsonInclude(Include.NON_NULL) @Nullable Offer offer,
            @JsonInclude(Include.NON_NULL) @Nullable String summary,
            @JsonInclude(Include.NON_NULL) @Nullable Boolean mayAskModel)
            implements TurnEvent {
        public TurnPrepared {
            Check.present("text", text);
            history = Check.list(history);
            focus = focus == null ? Focus.NONE : focus;
        }

        /** With all that was said before, and language models to be asked. */
        public TurnPrepared(
                Meta meta,
                String text,
                @Nullable String customerId,
                List<HistoryMessage> history,
                Focus focus,
                @Nullable PendingAction pendingAction,
                @Nullable Boolean mayIdentify,
                @Nullable Topic topic,
                @Nullable Offer offer,
                @Nullable String summary) {
            this(meta, text, customerId, history, focus, pendingAction, mayIdentify, topic, offer, summary, null);
        }

        /** Of a customer whom the channel has identified, or of a guest. */
        public TurnPrepared(
                Meta meta,
                String text,
                @Nullable String customerId,
                List<HistoryMessage> history,
                Focus focus,
                @Nullable PendingAction pendingAction) {
            this(meta, text, customerId, history, focus, pendingAction, null, null, null, null);
        }
    }

    /**
     * What a message was understood to ask.
     *
     * @param question as {@link IntentEvent.IntentClassified#question}
     * @param answeredBy what the reply was made of
     */
    record Topic(Intent intent, @Nullable String variant, String question, Source answeredBy) {}

    /** What a reply was made of. */
    enum Source {
        /** Products of the catalogue. */
        PRODUCTS,
        /** Orders, or what is done to them. */
        ORDERS,
        /** Documents alone. */
        DOCUMENTS,
        /** Nothing that was found. */
        @JsonEnumDefaultValue
        NOTHING
    }

    /** One earlier message. */
    record HistoryMessage(Author author, String text, Instant at) {}

    enum Author {
        CUSTOMER,
        ASSISTANT
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements TurnEvent {}
}
