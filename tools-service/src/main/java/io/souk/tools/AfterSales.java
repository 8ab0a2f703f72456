package io.souk.tools;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.ComplaintOpened;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.kit.Outbox;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Refunds and complaints: the one implementation behind chat and HTTP. Every method that changes something runs inside the
 * caller's {@link Outbox#transact} and locks the order's row first, so that all who touch one order take turns.
 */
@Component
class AfterSales {
    private final Refunds refunds;
    private final Complaints complaints;
    private final ReturnRules rules;
    private final Outbox outbox;
    private final Clock clock;

    AfterSales(Refunds refunds, Complaints complaints, ReturnRules rules, Outbox outbox, Clock clock) {
        this.refunds = refunds;
        this.complaints = complaints;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What a refund of these lines would be, right now. */
    sealed interface RefundTerms {
        record Possible(List<Integer> lines, BigDecimal amount) implements RefundTerms {}

        record Already(Refund refund) implements RefundTerms {}

        record Impossible(Refusal why) implements RefundTerms {}
    }

    /** @param lines places in the order; empty means all that have not been refunded yet */
    RefundTerms refundTerms(PurchaseOrder order, List<Integer> lines) {
        var all = order.lines().stream().map(Line::number).toList();
        if (!all.containsAll(lines)) {
            return new RefundTerms.Impossible(Refusals.ITEM_NOT_IN_ORDER);
        }
        var wanted = lines.isEmpty() ? all : lines;
        var former = refunds.findByOrderId(order.id());
        var open = wanted.stream()
                .filter(number -> former.stream().noneMatch(refund -> refund.covers(number)))
                .toList();
        if (open.isEmpty()) {
            return former.stream()
                    .filter(refund -> refund.covers(wanted.getFirst()))
                    .findFirst()
                    .<RefundTerms>map(RefundTerms.Already::new)
                    .orElseThrow();
        }
        var refusal = rules.refusal(order, LocalDate.now(clock));
        return refusal == null
                ? new RefundTerms.Possible(open, rules.amount(order, open))
                : new RefundTerms.Impossible(refusal);
    }

    /**
     * Requests a refund; asked again for the same lines it finds the first one.
     *
     * @param order locked by this transaction
     * @param lines as for {@link #refundTerms}
     */
    Finding refund(PurchaseOrder order, List<Integer> lines, @Nullable String reason, By by) {
        return switch (refundTerms(order, lines)) {
            case RefundTerms.Already already -> already.refund().done(true);
            case RefundTerms.Impossible impossible -> impossible.why();
            case RefundTerms.Possible possible -> {
                var id = "RF-%06d".formatted(refunds.nextNumber());
                var refund = new Refund(
                        id,
                        order,
                        possible.lines(),
                        Refund.REQUESTED,
                        possible.amount(),
                        reason,
                        by.conversationId(),
                        clock.instant());
                refunds.save(refund);
                var items = order.lines().stream()
                        .filter(line -> possible.lines().contains(line.number()))
                        .map(line -> line.item().view())
                        .toList();
                outbox.append(new RefundRequested(
                        by.meta("order/refund-requested", order.id(), id),
                        order.id(),
                        order.customerId(),
                        id,
                        items,
                        possible.amount(),
                        order.currency(),
                        by.conversationId()));
                yield refund.done(false);
            }
        };
    }

    /**
     * Opens a complaint; while one about the same item is open it finds that.
     *
     * @param order locked by this transaction
     * @param line place in the order; null means the order as a whole
     */
    Finding complain(PurchaseOrder order, @Nullable Integer line, String reason, By by) {
        var open = openComplaint(order, line);
        if (open != null) {
            return open;
        }
        var id = "CP-%06d".formatted(complaints.nextNumber());
        var complaint = new Complaint(id, order, line, reason, by.conversationId(), clock.instant());
        complaints.save(complaint);
        outbox.append(new ComplaintOpened(
                by.meta("order/complaint-opened", order.id(), id),
                order.id(),
                order.customerId(),
                id,
                complaint.productId(),
                by.conversationId()));
        return complaint.done(false);
    }

    /** The complaint that is already open about this; null if there is none. */
    @Nullable
    Done openComplaint(PurchaseOrder order, @Nullable Integer line) {
        return complaints
                .findOpen(order.id(), line)
                .map(complaint -> complaint.done(true))
                .orElse(null);
    }

    /** How far a refund is: the one of this number, else the newest of these orders or items, else the newest of all. */
    Finding refundStatus(String customerId, List<String> references, List<String> orderIds) {
        var reference = reference(references, "RF-");
        if (reference != null) {
            return refund(customerId, reference);
        }
        return refunds.findByCustomerIdOrderByRequestedAtDescIdDesc(customerId).stream()
                .map(refund -> refund.done(true))
                .filter(done -> orderIds.isEmpty() || orderIds.contains(done.orderId()))
                .<Finding>map(done -> done)
                .findFirst()
                .orElse(Refusals.NO_REFUNDS);
    }

    /** As {@link #refundStatus}, for complaints. */
    Finding complaintStatus(String customerId, List<String> references, List<String> orderIds) {
        var reference = reference(references, "CP-");
        if (reference != null) {
            return complaint(customerId, reference);
        }
        return complaints.findByCustomerIdOrderByOpenedAtDescIdDesc(customerId).stream()
                .map(complaint -> complaint.done(true))
                .filter(done -> orderIds.isEmpty() || orderIds.contains(done.orderId()))
                .<Finding>map(done -> done)
                .findFirst()
                .orElse(Refusals.NO_COMPLAINTS);
    }

    /** The refund of this number, if it is the customer's own. */
    Finding refund(String customerId, String id) {
        return refunds.findByIdAndCustomerId(id, customerId)
                .<Finding>map(refund -> refund.done(true))
                .orElse(Refusals.REFUND_NOT_FOUND);
    }

    /** The complaint of this number, if it is the customer's own. */
    Finding complaint(String customerId, String id) {
        return complaints
                .findByIdAndCustomerId(id, customerId)
                .<Finding>map(complaint -> complaint.done(true))
                .orElse(Refusals.COMPLAINT_NOT_FOUND);
    }

    private static @Nullable String reference(List<String> references, String prefix) {
        return references.stream()
                .map(reference -> reference.toUpperCase(Locale.ROOT))
                .filter(reference -> reference.startsWith(prefix))
                .findFirst()
                .orElse(null);
    }

    /**
     * On whose word something is done.
     *
     * @param cause the event that said yes; null outside a chat
     */
    record By(@Nullable String conversationId, @Nullable Meta cause) {
        static final By HTTP = new By(null, null);

        Meta meta(String step, String orderId, String reference) {
            return cause == null
                    ? Meta.first(Meta.derivedId(step, reference), orderId, null)
                    : cause.next(step, orderId);
        }
    }
}
