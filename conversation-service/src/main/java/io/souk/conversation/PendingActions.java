package io.souk.conversation;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for the customer after a turn: a digression leaves it as it was, an answer to it settles it. */
final class PendingActions {
    private PendingActions() {}

    static @Nullable PendingAction after(
            @Nullable PendingAction before, IntentClassified intent, List<EvidenceGathered> evidence) {
        for (var gathered : evidence) {
            if (gathered.from() == Route.TOOLS && gathered.outcome() != Outcome.FAILED) {
                return gathered.pendingAction() != null
                        ? gathered.pendingAction()
                        : isSettled(before, intent, gathered) ? null : before;
            }
        }
        return before;
    }

    private static boolean isSettled(
            @Nullable PendingAction before, IntentClassified intent, EvidenceGathered gathered) {
        if (before == null || intent.top().intent() == Intent.DENY) {
            return true;
        }
        var findings = gathered.findings();
        if (findings.stream().anyMatch(Finding.Done.class::isInstance)) {
            return true;
        }
        var answersIt = intent.top().intent() == Intent.AFFIRM || before.awaiting() == Awaiting.INPUT;
        return (answersIt && findings.stream().anyMatch(Finding.Refusal.class::isInstance))
                // Which order to track needs no proposal: showing the order is all.
                || (before.operation().equals("track") && findings.stream().anyMatch(Finding.Order.class::isInstance));
    }
}
