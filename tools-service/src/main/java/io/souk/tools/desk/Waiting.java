package io.souk.tools.desk;

import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What waits for the customer's word, and goes on with what the message says of it: a question answered, a proposal corrected. */
@Component
class Waiting {
    private static final Pattern HEDGED =
            Pattern.compile("(?i)\\b(?:but|except|instead|wait|however|actually|unless|only if)\\b");

    private final Proposals proposals;
    private final Matters matters;
    private final Clock clock;

    Waiting(Proposals proposals, Matters matters, Clock clock) {
        this.proposals = proposals;
        this.matters = matters;
        this.clock = clock;
    }

    /** What the message may be about, of what waits: any question, but a proposal only if nothing else is asked for. */
    static @Nullable PendingAction concernedBy(IntentClassified turn, Wish wish) {
        var pending = turn.pendingAction();
        return pending == null || isQuestion(pending) || mayCorrect(pending, wish, turn) ? pending : null;
    }

    /** Empty if the message is about something else, or a plain yes or no. */
    Optional<Result> goOn(Visit visit, PendingAction open, Wish wish) {
        if (!isQuestion(open)) {
            return correct(visit, open, wish);
        }
        return wish != Wish.DECLINE || givesReason(open, visit.text()) ? fill(visit, open, wish) : Optional.empty();
    }

    private static boolean isQuestion(PendingAction pending) {
        return pending.awaiting() == Awaiting.INPUT;
    }

    /** "Yes, but to my gift card", "no, the other one", "the mouse too": anything but another request. */
    private static boolean mayCorrect(PendingAction pending, Wish wish, IntentClassified turn) {
        return wish == Wish.NOTHING
                || wish == Wish.CONFIRM
                || wish == Wish.DECLINE
                || (wish.operation().equals(pending.operation())
                        && turn.entities().orderIds().stream().allMatch(id -> id.equals(pending.orderId())));
    }

    /** "No longer needed" sounds like a no, and is the reason that was asked for. */
    private static boolean givesReason(PendingAction asked, String text) {
        return asked.operation().equals(Operation.CANCEL) && CancelReasons.read(text) != null;
    }

    private Optional<Result> fill(Visit visit, PendingAction open, Wish wish) {
        var mine = find(visit, open, Awaiting.INPUT);
        if (mine.isEmpty()) {
            return Optional.empty(); // answered or dropped before: no longer in the way
        }
        var asked = mine.get();
        if (asked.isExpired(clock.instant())) {
            asked.close(State.EXPIRED, null);
            return wish.isMoreThanAnAnswer() ? Optional.empty() : Optional.of(Result.found(Refusals.PROPOSAL_EXPIRED));
        }
        return matters.of(asked.operation()).fill(visit, asked, wish);
    }

    /** A yes with a change in it is not a yes to what was shown: it is shown anew. */
    private Optional<Result> correct(Visit visit, PendingAction open, Wish wish) {
        var isHedged = wish == Wish.CONFIRM && HEDGED.matcher(visit.text()).find();
        return find(visit, open, Awaiting.CONFIRMATION)
                .filter(proposal -> !proposal.isExpired(clock.instant()))
                .flatMap(shown -> matters.deed(shown.operation()).correct(visit, shown, isHedged));
    }

    private Optional<Proposal> find(Visit visit, PendingAction open, Awaiting awaiting) {
        return proposals
                .lock(open.proposalId())
                .filter(mine -> mine.belongsTo(visit.customer(), visit.conversation())
                        && mine.state() == State.OPEN
                        && mine.awaiting() == awaiting);
    }
}
