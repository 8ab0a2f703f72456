package io.souk.tools.aftersales;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.events.OrderEvent.ComplaintOpened;
import io.souk.kit.Outbox;
import io.souk.tools.audit.AuditLog;
import io.souk.tools.audit.By;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.Operations;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.overview.Overview;
import io.souk.tools.refunds.Refund;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refunds.Refunds;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Refunds and complaints: the one implementation behind chat and HTTP. A refund is the return of delivered items, which
 * {@link Operations} does, after the policies that hold for customers. Every method that changes something runs inside the
 * caller's {@link Outbox#transact} with the order's row locked, so that all who touch one order take turns.
 */
@Component
public class AfterSales {
    private final Refunds refunds;
    private final Complaints complaints;
    private final RefundRules rules;
    private final Operations operations;
    private final AuditLog audit;
    private final Outbox outbox;
    private final Clock clock;

    AfterSales(
            Refunds refunds,
            Complaints complaints,
            RefundRules rules,
            Operations operations,
            AuditLog audit,
            Outbox outbox,
            Clock clock) {
        this.refunds = refunds;
        this.complaints = complaints;
        this.rules = rules;
        this.operations = operations;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What a refund of these lines would be, right now. */
    public sealed interface RefundTerms {
        /** It can be done. */
        record Possible(List<Integer> lines, BigDecimal amount) implements RefundTerms {}

        /** It was done before. */
        record Already(Refund refund) implements RefundTerms {}

        /** It can't be done. */
        record Impossible(Refusal why) implements RefundTerms {}
    }

    /**
     * What a refund of these lines would be.
     *
     * @param lines places in the order; empty means all of them
     */
    public RefundTerms refundTerms(Overview file, List<Integer> lines) {
        var all = OrderLines.places(file.order());
        if (!all.containsAll(lines)) {
            return new RefundTerms.Impossible(Refusals.ITEM_NOT_IN_ORDER);
        }
        var wanted = lines.isEmpty() ? all : lines;
        var former = file.refunds();
        var open = wanted.stream()
                .filter(number -> former.stream().noneMatch(refund -> refund.covers(number)))
                .toList();
        if (open.isEmpty() && !wanted.isEmpty()) {
            return former.stream()
                    .filter(refund -> refund.covers(wanted.getFirst()))
                    .findFirst()
                    .<RefundTerms>map(RefundTerms.Already::new)
                    .orElseThrow();
        }
        var refusal = rules.refusal(file.order(), file.deliveredOn(), LocalDate.now(clock));
        return refusal == null
                ? new RefundTerms.Possible(open, rules.amount(file.purchase(), open))
                : new RefundTerms.Impossible(refusal);
    }

    /**
     * Requests a refund; asked again for the same lines it finds the first one.
     *
     * @param file of an order that this transaction has locked
     * @param lines as for {@link #refundTerms}
     * @param method where the money goes; null means where it came from
     */
    public Finding refund(Overview file, List<Integer> lines, @Nullable String method, @Nullable String reason, By by) {
        return switch (refundTerms(file, lines)) {
            case RefundTerms.Already already -> already.refund().done(true);
            case RefundTerms.Impossible impossible -> impossible.why();
            case RefundTerms.Possible possible -> {
                var order = file.order();
                var destination = method == null ? order.originalPaymentMethod() : method;
                var arguments = Map.of(
                        "order_id",
                        order.orderId(),
                        "item_ids",
                        possible.lines().stream()
                                .map(place -> order.items().get(place).itemId())
                                .toList(),
                        "payment_method_id",
                        destination == null ? "" : destination);
                var operation = ToolOperation.RETURN_DELIVERED_ORDER_ITEMS;
                try {
                    operations.run(operation, Arguments.of(operation, arguments), by, reason);
                } catch (Refused refused) {
                    yield refused.refusal();
                }
                yield refunds.findByOrderId(order.orderId()).stream()
                        .filter(refund -> refund.covers(possible.lines().getFirst()))
                        .findFirst()
                        .orElseThrow()
                        .done(false);
            }
        };
    }

    /**
     * Opens a complaint; while one about the same item is open it finds that.
     *
     * @param order locked by this transaction
     * @param line place in the order; null means the order as a whole
     */
    public Finding complain(Order order, @Nullable Integer line, String reason, By by) {
        var open = openComplaint(order, line);
        if (open != null) {
            return open;
        }
        var id = "CP-%06d".formatted(complaints.nextNumber());
        var complaint = new Complaint(id, order, line, reason, by.conversationId(), clock.instant());
        complaints.save(complaint);
        outbox.append(new ComplaintOpened(
                by.meta("order/complaint-opened", order.orderId()),
                order.orderId(),
                order.userId(),
                id,
                complaint.productId(),
                by.conversationId()));
        audit.append(by, Complaint.OPERATION, order.userId(), order.orderId(), null, complaint.done(false));
        return complaint.done(false);
    }

    /** The complaint that is already open about this; null if there is none. */
    public @Nullable Done openComplaint(Order order, @Nullable Integer line) {
        return complaints
                .findOpen(order.orderId(), line)
                .map(complaint -> complaint.done(true))
                .orElse(null);
    }

    /** How far a refund is: the one of this number, else the newest of these orders, else the newest of all. */
    public Finding refundStatus(String customerId, List<String> references, List<String> orderIds) {
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
    public Finding complaintStatus(String customerId, List<String> references, List<String> orderIds) {
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
    public Finding refund(String customerId, String id) {
        return refunds.findByIdAndCustomerId(id, customerId)
                .<Finding>map(refund -> refund.done(true))
                .orElse(Refusals.REFUND_NOT_FOUND);
    }

    /** The complaint of this number, if it is the customer's own. */
    public Finding complaint(String customerId, String id) {
        return complaints
                .findByIdAndCustomerId(id, customerId)
                .<Finding>map(complaint -> complaint.done(true))
                .orElse(Refusals.COMPLAINT_NOT_FOUND);
    }

    /** The places of the lines of this product. */
    static List<Integer> placesOf(Order order, String productId) {
        return OrderLines.places(order).stream()
                .filter(place -> line(order, place).productId().equals(productId))
                .toList();
    }

    private static Line line(Order order, int place) {
        return order.items().get(place);
    }

    private static @Nullable String reference(List<String> references, String prefix) {
        return references.stream()
                .map(reference -> reference.toUpperCase(Locale.ROOT))
                .filter(reference -> reference.startsWith(prefix))
                .findFirst()
                .orElse(null);
    }
}
