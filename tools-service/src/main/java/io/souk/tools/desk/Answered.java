package io.souk.tools.desk;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.tools.refusals.Refusals;
import java.util.List;

/**
 * A turn's answer.
 *
 * @param operation what it was about, for the metrics
 */
record Answered(String operation, EvidenceGathered evidence) {
    static Answered of(IntentClassified turn, String operation, Result result) {
        return new Answered(
                operation,
                new EvidenceGathered(
                        EvidenceGathered.metaFor(turn, Route.TOOLS, 0),
                        Route.TOOLS,
                        result.outcome(),
                        result.findings(),
                        result.pending()));
    }

    /** The same to somebody who has become known with this turn, and is told so if there is nothing else to tell. */
    Answered identifying(String customer) {
        var isSilent = evidence.outcome() == Outcome.NOTHING;
        return new Answered(
                operation,
                new EvidenceGathered(
                        evidence.meta(),
                        Route.TOOLS,
                        isSilent ? Outcome.FOUND : evidence.outcome(),
                        isSilent ? List.of(Refusals.IDENTIFIED) : evidence.findings(),
                        evidence.pendingAction(),
                        0,
                        customer));
    }
}
