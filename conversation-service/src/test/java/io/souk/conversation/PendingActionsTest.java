package io.souk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingActionsTest {
    private static final PendingAction CONFIRMATION = action("p-1", Awaiting.CONFIRMATION);
    private static final Finding DONE =
            new Finding.Done("refund", "RF-1", "ORD-1", "requested", null, null, null, false);
    private static final Finding REFUSAL = new Finding.Refusal("order-not-found", "No.");

    @Test
    void survivesADigression() {
        assertThat(PendingActions.after(CONFIRMATION, intent(Intent.GENERAL), List.of()))
                .isEqualTo(CONFIRMATION);
        assertThat(after(Intent.ORDER_STATUS, Outcome.FOUND, null, Talk.order("ORD-9")))
                .isEqualTo(CONFIRMATION);
        assertThat(after(Intent.ORDER_STATUS, Outcome.NOTHING, null, REFUSAL)).isEqualTo(CONFIRMATION);
    }

    @Test
    void survivesAnOrderSystemThatIsAway() {
        assertThat(after(Intent.AFFIRM, Outcome.FAILED, null)).isEqualTo(CONFIRMATION);
    }

    @Test
    void isReplacedByANewerOne() {
        var newer = action("p-2", Awaiting.INPUT);

        assertThat(after(Intent.REFUND, Outcome.NEEDS_INPUT, newer)).isEqualTo(newer);
    }

    @Test
    void isSettledByWhatWasDoneRefusedOrDropped() {
        assertThat(after(Intent.AFFIRM, Outcome.FOUND, null, DONE)).isNull();
        assertThat(after(Intent.AFFIRM, Outcome.NOTHING, null, REFUSAL)).isNull();
        assertThat(after(Intent.DENY, Outcome.NOTHING, null)).isNull();
    }

    @Test
    void theQuestionWhichOrderToTrackIsSettledByShowingOne() {
        var question = new PendingAction(
                "p-3", "track", Awaiting.INPUT, null, Instant.now().plusSeconds(60));
        var shown = new EvidenceGathered(
                Meta.first("e", "c", "t"), Route.TOOLS, Outcome.FOUND, List.of(Talk.order("ORD-9")), null);

        assertThat(PendingActions.after(question, intent(Intent.ORDER_STATUS), List.of(shown)))
                .isNull();
    }

    private static @Nullable PendingAction after(
            Intent intent, Outcome outcome, @Nullable PendingAction brought, Finding... findings) {
        var evidence =
                new EvidenceGathered(Meta.first("e", "c", "t"), Route.TOOLS, outcome, List.of(findings), brought);
        return PendingActions.after(CONFIRMATION, intent(intent), List.of(evidence));
    }

    private static IntentClassified intent(Intent intent) {
        return new IntentClassified(
                Meta.first("i", "c", "t"),
                "?",
                "?",
                List.of(new RankedIntent(intent, null, 0.9)),
                Entities.NONE,
                Set.of(),
                null,
                null,
                Focus.NONE,
                null,
                "rules");
    }

    private static PendingAction action(String id, Awaiting awaiting) {
        return new PendingAction(id, "refund", awaiting, "ORD-1", Instant.parse("2099-01-01T00:00:00Z"));
    }
}
