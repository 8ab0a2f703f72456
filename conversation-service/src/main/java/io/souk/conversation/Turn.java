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
        /** Has its evidence; a language model is writing the reply. */
        COMPOSING,
        /** Answered. */
        COMPLETED,
        /** Answered by a refusal; never prepared. */
        REFUSED
    }

    /** Whether evidence is still taken. */
    boolean isInProgress() {
        return state == State.PREPARED || state == State.CLASSIFIED;
    }

    /** Whether the same was brought before. */
    boolean has(EvidenceGathered brought) {
        return evidence.stream()
                .anyMatch(gathered ->
                        gathered.from() == brought.from() && gathered.wish().equals(brought.wish()));
    }

    /** The things the message wants, each as if it had been said alone; none while the intent is unknown. */
    List<IntentClassified> wishes() {
        return classified == null ? List.of() : classified.wishes();
    }

    List<EvidenceGathered> evidenceFor(int wish) {
        return evidence.stream().filter(gathered -> gathered.wish() == wish).toList();
    }

    /** Who must still bring evidence for a wish. */
    Set<Route> awaitedFor(int wish) {
        var awaited = EnumSet.noneOf(Route.class);
        awaited.addAll(wishes().get(wish).routes());
        awaited.remove(Route.UNKNOWN);
        evidenceFor(wish).forEach(gathered -> awaited.remove(gathered.from()));
        return awaited;
    }

    /** Who must still bring evidence for anything; nobody while the intent is unknown. */
    Set<Route> awaited() {
        var awaited = EnumSet.noneOf(Route.class);
        for (var wish = 0; wish < wishes().size(); wish++) {
            awaited.addAll(awaitedFor(wish));
        }
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

    /** With what a model's call of a tool has brought in the place of what its bringer had brought before; as it is, if null. */
    Turn instead(@Nullable EvidenceGathered brought) {
        if (brought == null) {
            return this;
        }
        var others = evidence.stream()
                .filter(gathered ->
                        gathered.from() != brought.from() || !gathered.wish().equals(brought.wish()))
                .toList();
        return withEvidence(Stream.concat(others.stream(), Stream.of(brought)).toList());
    }

    Turn with(EvidenceGathered gathered) {
        return withEvidence(
                Stream.concat(evidence.stream(), Stream.of(gathered)).toList());
    }

    private Turn withEvidence(List<EvidenceGathered> all) {
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
                all);
    }
}
