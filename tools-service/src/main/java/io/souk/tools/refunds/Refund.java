package io.souk.tools.refunds;

import io.souk.events.Finding.Done;
import io.souk.tools.orders.Purchase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to a customer: for the lines of an order (a line can be refunded once), or, without lines, because a change
 * made it cheaper or moved it to another payment method.
 */
@Entity
@Table(name = "refund")
@SuppressWarnings("UnusedVariable") // read by queries only
public class Refund {
    /** Goes out when the items have arrived. */
    public static final String REQUESTED = "requested";
    /** On its way to the customer's bank. */
    public static final String APPROVED = "approved";
    /** Has arrived. */
    public static final String PAID = "paid";
    /** Came back, or could not be sent; it may be tried again. */
    public static final String FAILED = "failed";
    /** As callers and replies name it. */
    public static final String OPERATION = "refund";

    @Id
    private String id;

    private String customerId;
    private String orderId;
    private String status;
    private BigDecimal amount;
    private String currency;
    private String paymentMethodId;
    private String destination;
    private @Nullable String reason;
    private @Nullable String conversationId;
    private Instant requestedAt;
    private Instant changedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "refund_line", joinColumns = @JoinColumn(name = "refund_id"))
    private Set<RefundLine> lines = new HashSet<>();

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Refund() {}

    /**
     * A new refund.
     *
     * @param destination what the customer calls the method
     */
    public Refund(
            String id,
            Purchase order,
            Collection<Integer> lineNumbers,
            String status,
            BigDecimal amount,
            String paymentMethodId,
            String destination,
            @Nullable String reason,
            @Nullable String conversationId,
            Instant requestedAt) {
        this.id = id;
        this.customerId = order.customerId();
        this.orderId = order.id();
        this.status = status;
        this.amount = amount;
        this.currency = order.currency();
        this.paymentMethodId = paymentMethodId;
        this.destination = destination;
        this.reason = reason;
        this.conversationId = conversationId;
        this.requestedAt = requestedAt;
        this.changedAt = requestedAt;
        lineNumbers.forEach(number -> lines.add(new RefundLine(order.id(), number)));
    }

    /** {@code RF-100001} */
    public String id() {
        return id;
    }

    /** The order it is for. */
    public String orderId() {
        return orderId;
    }

    /** Whose money it is. */
    public String customerId() {
        return customerId;
    }

    /** How far it is: one of the four. */
    public String status() {
        return status;
    }

    /** How much it is. */
    public BigDecimal amount() {
        return amount;
    }

    /** In which money. */
    public String currency() {
        return currency;
    }

    /** Whether the money has arrived. */
    public boolean isPaid() {
        return PAID.equals(status);
    }

    /** It has come further, or to a halt; whoever says so has locked its order. */
    public void moveTo(String newStatus, Instant when) {
        status = newStatus;
        changedAt = when;
    }

    /** Whether it is for lines that come back or were cancelled, and not for a change. */
    public boolean isForLines() {
        return !lines.isEmpty();
    }

    /** Whether it is for this line too. */
    public boolean covers(int lineNumber) {
        return lines.contains(new RefundLine(orderId, lineNumber));
    }

    /** As replies and callers see it. */
    public Done done(boolean repeated) {
        return new Done(OPERATION, id, orderId, status, amount, currency, destination, repeated);
    }

    @Embeddable
    record RefundLine(String orderId, int lineNo) {}
}
