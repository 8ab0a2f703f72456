package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found or done for a turn. Topic {@link Topics#EVIDENCE}, keyed by conversation id. */
@OnTopic(Topics.EVIDENCE)
public sealed interface EvidenceEvent extends ChatEvent {

    /**
     * One bringer's answer; exactly one per turn and route.
     *
     * @param findings what the reply may say and show; empty for NOTHING and FAILED
     * @param pendingAction set when the customer must answer (NEEDS_INPUT, NEEDS_CONFIRMATION); null otherwise
     */
    @EventType("io.souk.chat.evidence-gathered.v1")
    record EvidenceGathered(
            Meta meta,
            Route from,
            Outcome outcome,
            List<Finding> findings,
            @Nullable PendingAction pendingAction) implements EvidenceEvent {
        public EvidenceGathered {
            Check.present("from", from);
            Check.present("outcome", outcome);
            findings = Check.list(findings);
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
