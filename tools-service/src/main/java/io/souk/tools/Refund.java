package io.souk.tools;

import io.souk.events.Finding.Done;
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

/** Money that goes back for some lines of an order; a line can be refunded once. */
@Entity
@Table(name = "refund")
@SuppressWarnings("UnusedVariable") // read by queries only
class Refund {
    static final String REQUESTED = "requested";
    static final String PAID = "paid";

    @Id
    private String id;

    private String customerId;
    private String orderId;
    private String status;
    private BigDecimal amount;
    private String currency;
    private String destination;
    private @Nullable String reason;
    private @Nullable String conversationId;
    private Instant requestedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "refund_line", joinColumns = @JoinColumn(name = "refund_id"))
    private Set<RefundLine> lines = new HashSet<>();

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Refund() {}

    Refund(
            String id,
            PurchaseOrder order,
            Collection<Integer> lineNumbers,
            String status,
            BigDecimal amount,
            @Nullable String reason,
            @Nullable String conversationId,
            Instant requestedAt) {
        this.id = id;
        this.customerId = order.customerId();
        this.orderId = order.id();
        this.status = status;
        this.amount = amount;
        this.currency = order.currency();
        this.destination = order.paymentMethod();
        this.reason = reason;
        this.conversationId = conversationId;
        this.requestedAt = requestedAt;
        lineNumbers.forEach(number -> lines.add(new RefundLine(order.id(), number)));
    }

    String id() {
        return id;
    }

    boolean covers(int lineNumber) {
        return lines.contains(new RefundLine(orderId, lineNumber));
    }

    Done done(boolean repeated) {
        return new Done(Operation.REFUND, id, orderId, status, amount, currency, destination, repeated);
    }

    @Embeddable
    record RefundLine(String orderId, int lineNo) {}
}
