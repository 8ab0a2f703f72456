package io.souk.tools.refunds;

import io.souk.events.OrderEvent.RefundRequested;
import io.souk.kit.Outbox;
import io.souk.tools.audit.By;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.PaymentEntry;
import io.souk.tools.orders.Purchase;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records the refunds that operations bring about, in their transaction. */
@Component
public class RefundDesk {
    private final Refunds refunds;
    private final Outbox outbox;
    private final Clock clock;

    RefundDesk(Refunds refunds, Outbox outbox, Clock clock) {
        this.refunds = refunds;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Money will go back for these lines when they have arrived.
     *
     * @param method where it goes: one of the customer's own
     */
    public void expect(
            Purchase order,
            Customer owner,
            List<Integer> lines,
            BigDecimal amount,
            String method,
            @Nullable String reason,
            By by) {
        record(order, owner, lines, Refund.REQUESTED, amount, method, reason, by);
    }

    /**
     * Money goes back now: it is on a gift card at once, elsewhere when a payment provider says so.
     *
     * @param entries refunds of the order's payment history
     * @param lines what it is for; empty where nothing is given back for it
     */
    public void payBack(
            Purchase order,
            Customer owner,
            List<Integer> lines,
            List<PaymentEntry> entries,
            @Nullable String reason,
            By by) {
        var covered = lines;
        for (var entry : entries) {
            var method = entry.paymentMethodId();
            var status =
                    owner.method(method).filter(PaymentMethod::isGiftCard).isPresent() ? Refund.PAID : Refund.APPROVED;
            record(order, owner, covered, status, entry.amount(), method, reason, by);
            covered = List.of(); // a line has one refund
        }
    }

    private void record(
            Purchase order,
            Customer owner,
            List<Integer> lines,
            String status,
            BigDecimal amount,
            String method,
            @Nullable String reason,
            By by) {
        var refund = refunds.save(new Refund(
                "RF-%06d".formatted(refunds.nextNumber()),
                order,
                lines,
                status,
                amount,
                method,
                owner.label(method),
                reason,
                by.conversationId(),
                clock.instant()));
        outbox.append(new RefundRequested(
                by.meta("order/refund-requested/" + method, order.id()),
                order.id(),
                order.customerId(),
                refund.id(),
                OrderLines.views(order.order(), lines),
                amount,
                order.currency(),
                by.conversationId()));
    }
}
