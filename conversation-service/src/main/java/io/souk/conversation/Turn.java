package io.souk.conversation;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One customer message on its way to its reply.
 *
 * @param seq place of its acknowledgement in the conversation: the order of the messages
 * @param classified null until the intent is known
 * @param evidence in order of arrival; may come before the intent
 */
record Turn(
        String conversationId,
        String id,
        long seq,
        State state,
        String messageEventId,
        @Nullable String messageId,
        @Nullable String customerId,
        String text,
        Instant receivedAt,
        @Nullable Instant classifiedAt,
        @Nullable IntentClassified classified,
        List<EvidenceGathered> evidence) {

    enum State {
        /** Waits for the turn before it. */
        QUEUED,
        /** Sent to be understood. */
        PREPARED,
        /** Understood; waits for evidence. */
        CLASSIFIED,
        /** Answered. */
        COMPLETED,
        /** Answered by a refusal; never prepared. */
        REFUSED
    }

    boolean isInProgress() {
        return state == State.PREPARED || state == State.CLASSIFIED;
    }

    boolean has(Route route) {
        return evidence.stream().anyMatch(gathered -> gathered.from() == route);
    }

    /** Who must still bring evidence; nobody while the intent is unknown. */
    Set<Route> awaited() {
        var awaited = EnumSet.noneOf(Route.class);
        if (classified != null) {
            awaited.addAll(classified.routes());
        }
        awaited.remove(Route.UNKNOWN);
        evidence.forEach(gathered -> awaited.remove(gathered.from()));
        return awaited;
    }

    Turn with(IntentClassified intent, Instant at) {
        return new Turn(
                conversationId,
                id,
                seq,
                State.CLASSIFIED,
                messageEventId,
                messageId,
                customerId,
                text,
                receivedAt,
                at,
                intent,
                evidence);
    }

    Turn with(EvidenceGathered gathered) {
        return new Turn(
                conversationId,
                id,
                seq,
                state,
                messageEventId,
                messageId,
                customerId,
                text,
                receivedAt,
                classifiedAt,
                classified,
                Stream.concat(evidence.stream(), Stream.of(gathered)).toList());
    }
}
