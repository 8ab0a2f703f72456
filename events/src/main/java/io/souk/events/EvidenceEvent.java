package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found or done for a turn. Topic {@link Topics#EVIDENCE}, keyed by conversation id. */
@OnTopic(Topics.EVIDENCE)
public sealed interface EvidenceEvent extends ChatEvent {

    /**
     * One bringer's answer; exactly one per turn, wish and route.
     *
     * @param findings what the reply may say and show; empty for NOTHING and FAILED
     * @param pendingAction set when the customer must answer (NEEDS_INPUT, NEEDS_CONFIRMATION); null otherwise
     * @param wish which of the message's wishes it answers: a place in {@link IntentEvent.IntentClassified#wishes}, nearly always 0
     * @param identified who the customer turned out to be, where the channel leaves that to us; null if nothing is new. Only
     *     tools-service says it
     */
    @EventType("io.souk.chat.evidence-gathered.v1")
    record EvidenceGathered(
            Meta meta,
            Route from,
            Outcome outcome,
            List<Finding> findings,
            @Nullable PendingAction pendingAction,
            @JsonInclude(Include.NON_DEFAULT) Integer wish,
            @JsonInclude(Include.NON_NULL) @Nullable String identified)
            implements EvidenceEvent {
        public EvidenceGathered {
            Check.present("from", from);
            Check.present("outcome", outcome);
            findings = Check.list(findings);
            wish = wish == null ? 0 : wish;
        }

        /** For the first wish. */
        public EvidenceGathered(
                Meta meta, Route from, Outcome outcome, List<Finding> findings, @Nullable PendingAction pendingAction) {
            this(meta, from, outcome, findings, pendingAction, 0, null);
        }

        /** For one of several wishes. */
        public EvidenceGathered(
                Meta meta,
                Route from,
                Outcome outcome,
                List<Finding> findings,
                @Nullable PendingAction pendingAction,
                Integer wish) {
            this(meta, from, outcome, findings, pendingAction, wish, null);
        }

        /**
         * Meta of the evidence that {@code from} brings for a wish: always the same for the same wish of the same turn, so that its
         * readers keep only the first.
         */
        public static Meta metaFor(IntentEvent.IntentClassified turn, Route from, int wish) {
            return turn.meta().next("evidence/" + from.wireName() + (wish == 0 ? "" : "/" + wish));
        }

        /** The same for another wish of the message. */
        public EvidenceGathered forWish(IntentEvent.IntentClassified turn, int place) {
            return new EvidenceGathered(
                    metaFor(turn, from, place), from, outcome, findings, pendingAction, place, identified);
        }
    }

    enum Outcome {
        /** There are findings. */
        FOUND,
        /** Looked, and there is nothing. */
        NOTHING,
        /** The customer must say more first. */
        NEEDS_INPUT,
        /** The customer must say yes first. */
        NEEDS_CONFIRMATION,
        /** Could not look: the store is away. */
        @JsonEnumDefaultValue
        FAILED
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements EvidenceEvent {}
}
