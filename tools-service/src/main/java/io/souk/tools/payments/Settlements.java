package io.souk.tools.payments;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Finding.Done;
import io.souk.events.OrderEvent.RefundUpdated;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import io.souk.tools.audit.AuditLog;
import io.souk.tools.audit.By;
import io.souk.tools.orders.Orders;
import io.souk.tools.refunds.Refund;
import io.souk.tools.refunds.Refunds;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moves refunds along as payment providers report. Where an adapter for a real one ends: it reads {@code refund-requested} from
 * {@code orders.events}, pays, and says here how that went. Orders, their payment history and balances stay as they are: what
 * was agreed is told there, not how far a bank is.
 */
@Component
class Settlements {
    private static final String OPERATION = "refund-update";
    /** In which what is reported again, or late, changes nothing. */
    private static final Set<String> BEFORE_PAID = Set.of(Refund.REQUESTED, Refund.APPROVED);

    private final Refunds refunds;
    private final Orders orders;
    private final ProcessedEvents processed;
    private final AuditLog audit;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    Settlements(
            Refunds refunds,
            Orders orders,
            ProcessedEvents processed,
            AuditLog audit,
            Outbox outbox,
            MeterRegistry meters,
            Clock clock) {
        this.refunds = refunds;
        this.orders = orders;
        this.processed = processed;
        this.audit = audit;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes in one report. The same again, and what was overtaken by later news, changes nothing.
     *
     * @param agent the person of the shop who says it for the provider; null if the provider does
     * @return the refund as it is now
     * @throws Refused if it can't be true: of no refund, of another amount, or that a paid one failed
     */
    Done settle(Settlement said, @Nullable String agent) {
        try {
            var by = By.provider(said.provider(), agent, said.id());
            var done = outbox.<Done>transact(() -> settleOnce(said, by));
            count(done.repeated() ? "repeated" : "done");
            return done;
        } catch (Refused refused) {
            count("refused");
            throw refused;
        }
    }

    private Done settleOnce(Settlement said, By by) {
        // Whoever changes anything of an order has its row first.
        var purchase = refunds.orderOf(said.refundId())
                .flatMap(order -> orders.lock(order, null))
                .orElseThrow(() -> new Refused(Refusals.REFUND_NOT_FOUND));
        var refund = refunds.findById(said.refundId()).orElseThrow(() -> new Refused(Refusals.REFUND_NOT_FOUND));
        if (refund.amount().compareTo(said.amount()) != 0 || !refund.currency().equals(said.currency())) {
            throw new Refused(Refusals.REFUND_AMOUNT_DIFFERS);
        }
        var meta = by.meta("order/refund-updated", purchase.id());
        if (!processed.firstTime(meta) || isKnown(refund.status(), said.status())) {
            return refund.done(true);
        }
        if (refund.isPaid()) {
            throw new Refused(Refusals.REFUND_ALREADY_PAID);
        }
        var before = refund.done(false);
        refund.moveTo(said.status(), clock.instant());
        var after = refund.done(false);
        outbox.append(new RefundUpdated(
                meta,
                purchase.id(),
                refund.customerId(),
                refund.id(),
                refund.status(),
                refund.amount(),
                refund.currency()));
        audit.append(by, OPERATION, refund.customerId(), purchase.id(), before, after);
        return after;
    }

    /** That something paid was approved is no news. */
    private static boolean isKnown(String status, String reported) {
        return status.equals(reported) || (status.equals(Refund.PAID) && BEFORE_PAID.contains(reported));
    }

    private void count(String outcome) {
        meters.counter("souk.tools.operations", "operation", OPERATION, "outcome", outcome)
                .increment();
    }
}
