package io.souk.tools.desk;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.PendingAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes of a turn. */
record Result(
        Outcome outcome, List<Finding> findings, @Nullable PendingAction pending) {
    static final Result NOTHING = new Result(Outcome.NOTHING, List.of(), null);

    static Result found(Finding... findings) {
        return new Result(Outcome.FOUND, List.of(findings), null);
    }
}
