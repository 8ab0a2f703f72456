package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.tools.ToolsProperties;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Yes and no to what was shown: a yes runs exactly that, once, or nothing. */
@Component
class Confirmation {
    private static final Logger log = LoggerFactory.getLogger(Confirmation.class);

    private final Proposals proposals;
    private final Matters matters;
    private final Overviews orders;
    private final RefundRules rules;
    private final Pad pad;
    private final ToolsProperties properties;
    private final Clock clock;

    Confirmation(
            Proposals proposals,
            Matters matters,
            Overviews orders,
            RefundRules rules,
            Pad pad,
            ToolsProperties properties,
            Clock clock) {
        this.proposals = proposals;
        this.matters = matters;
        this.orders = orders;
        this.rules = rules;
        this.pad = pad;
        this.properties = properties;
        this.clock = clock;
    }

    Result yes(Visit visit) {
        var pending = visit.turn().pendingAction();
        if (pending == null) {
            return repeatLast(visit);
        }
        return find(visit, pending)
                .map(mine -> yes(visit, mine))
                .orElseGet(() -> Result.found(Refusals.PROPOSAL_NOT_FOUND));
    }

    Result no(Visit visit) {
        var pending = visit.turn().pendingAction();
        if (pending == null) {
            return Result.NOTHING;
        }
        return find(visit, pending)
                .map(mine -> no(visit, mine))
                .orElseGet(() -> Result.found(Refusals.PROPOSAL_NOT_FOUND));
    }

    private Optional<Proposal> find(Visit visit, PendingAction pending) {
        return proposals
                .lock(pending.proposalId())
                .filter(mine -> mine.belongsTo(visit.customer(), visit.conversation()));
    }

    private Result yes(Visit visit, Proposal proposal) {
        return switch (proposal.state()) {
            case EXECUTED -> Result.found(outcomeOf(visit, proposal));
            case DROPPED -> Result.found(Refusals.DROPPED);
            case EXPIRED -> Result.found(Refusals.PROPOSAL_EXPIRED);
            case VOID -> Result.found(Refusals.ORDER_CHANGED);
            case OPEN -> {
                if (proposal.isExpired(clock.instant())) {
                    proposal.close(State.EXPIRED, null);
                    yield Result.found(Refusals.PROPOSAL_EXPIRED);
                }
                yield proposal.awaiting() == Awaiting.INPUT
                        ? pad.askAgain(proposal, proposal.terms())
                        : run(visit, proposal);
            }
        };
    }

    private Result no(Visit visit, Proposal proposal) {
        if (proposal.state() == State.EXECUTED && proposal.reference() != null) {
            return Result.found(outcomeOf(visit, proposal));
        }
        if (proposal.state() == State.OPEN) {
            proposal.close(State.DROPPED, null);
        }
        return Result.found(Refusals.DROPPED);
    }

    private Result run(Visit visit, Proposal proposal) {
        var deed = matters.deed(proposal.operation());
        var orderId = proposal.terms().orderId();
        var order = orderId == null ? Optional.<Overview>empty() : orders.lock(orderId, visit.customer());
        if (!proposal.isIntact()) {
            log.error("proposal {} is not what was shown: not run", proposal.id());
            return voided(proposal, Refusals.ORDER_CHANGED);
        }
        if (deed.isUnderRules(proposal.operation()) && !proposal.wasMadeUnder(rules.version())) {
            return voided(proposal, Refusals.RULES_CHANGED);
        }
        if (orderId != null
                && order.filter(now -> deed.isAsShown(proposal, now)).isEmpty()) {
            return voided(
                    proposal,
                    order.map(now -> Refusals.orderChanged(now.id(), now.words()))
                            .orElse(Refusals.ORDER_CHANGED));
        }
        var finding = deed.run(visit, proposal, order.orElse(null));
        if (!(finding instanceof Done done)) {
            return voided(proposal, finding);
        }
        proposal.close(State.EXECUTED, done.reference());
        return Result.found(done);
    }

    private static Result voided(Proposal proposal, Finding why) {
        proposal.close(State.VOID, null);
        return Result.found(why);
    }

    /** A yes that nothing waits for is taken for one that was said twice. */
    private Result repeatLast(Visit visit) {
        var since = clock.instant().minus(properties.proposalLifetime());
        return proposals
                .lastDone(visit.conversation(), visit.customer(), since)
                .map(last -> Result.found(outcomeOf(visit, last)))
                .orElse(Result.NOTHING);
    }

    private Finding outcomeOf(Visit visit, Proposal executed) {
        var reference = executed.reference();
        return reference == null
                ? Refusals.PROPOSAL_NOT_FOUND
                : matters.deed(executed.operation()).outcome(visit, executed, reference);
    }
}
