package io.souk.tools.refunds;

import io.souk.events.OrderEvent.RefundRequested;
import io.souk.kit.Outbox;
import io.souk.tools.audit.By;
import io.souk.tools.customers.Customer;
import io.souk.tools.orders.OrderLines;
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
     * Money will go back for these lines.
     *
     * @param method where it goes: one of the customer's own
     */
    public Refund expect(
            Purchase order,
            Customer owner,
            List<Integer> lines,
            BigDecimal amount,
            String method,
            @Nullable String reason,
            By by) {
        var refund = refunds.save(new Refund(
                nextId(),
                order,
                lines,
                Refund.REQUESTED,
                amount,
                method,
                owner.label(method),
                reason,
                by.conversationId(),
                clock.instant()));
        outbox.append(new RefundRequested(
                by.meta("order/refund-requested", order.id()),
                order.id(),
                order.customerId(),
                refund.id(),
                OrderLines.views(order.order(), lines),
                amount,
                order.currency(),
                by.conversationId()));
        return refund;
    }

    /** The next free one. */
    public String nextId() {
        return "RF-%06d".formatted(refunds.nextNumber());
    }
}
