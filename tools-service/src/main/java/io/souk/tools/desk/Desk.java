package io.souk.tools.desk;

import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.tools.refusals.Refusals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers one turn from the customer's own orders. What waits for the customer's word comes first; what the message wants besides goes
 * to the matter that it is about.
 */
@Component
class Desk {
    private final Waiting waiting;
    private final Confirmation confirmation;
    private final LookUps lookUps;
    private final RefundRequests refunds;
    private final ComplaintRequests complaints;
    private final OrderChanges changes;
    private final ProfileChanges profile;

    Desk(
            Waiting waiting,
            Confirmation confirmation,
            LookUps lookUps,
            RefundRequests refunds,
            ComplaintRequests complaints,
            OrderChanges changes,
            ProfileChanges profile) {
        this.waiting = waiting;
        this.confirmation = confirmation;
        this.lookUps = lookUps;
        this.refunds = refunds;
        this.complaints = complaints;
        this.changes = changes;
        this.profile = profile;
    }

    /** @param customer null for who has not signed in */
    Answered answer(IntentClassified turn, @Nullable String customer) {
        var wish = Wish.of(turn);
        var open = Waiting.concernedBy(turn, wish);
        var operation = wish == Wish.NOTHING && open != null ? open.operation() : wish.operation();
        return Answered.of(turn, operation, result(turn, customer, wish, open));
    }

    private Result result(IntentClassified turn, @Nullable String customer, Wish wish, @Nullable PendingAction open) {
        if (wish == Wish.NOTHING && open == null) {
            return Result.NOTHING;
        }
        if (customer == null) {
            return Result.found(Refusals.SIGN_IN_REQUIRED);
        }
        var visit = new Visit(turn, customer);
        var goneOn = open == null ? Optional.<Result>empty() : waiting.goOn(visit, open, wish);
        return goneOn.orElseGet(() -> grant(visit, wish));
    }

    private Result grant(Visit visit, Wish wish) {
        return switch (wish) {
            case TRACK -> lookUps.track(visit);
            case MY_ORDERS -> lookUps.orders(visit);
            case LATE -> lookUps.late(visit);
            case REFUND -> refunds.start(visit, visit.text());
            case REFUND_STATUS -> lookUps.refundStatus(visit);
            case COMPLAINT -> complaints.start(visit, visit.text());
            case COMPLAINT_STATUS -> lookUps.complaintStatus(visit);
            case CANCEL, ADDRESS, PAYMENT, ITEMS, EXCHANGE -> changes.start(visit, wish.operation());
            case PROFILE_ADDRESS -> profile.start(visit);
            case CONFIRM -> confirmation.yes(visit);
            case DECLINE -> confirmation.no(visit);
            case NOTHING -> Result.NOTHING;
        };
    }
}
