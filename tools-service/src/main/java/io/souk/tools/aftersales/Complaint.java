package io.souk.tools.aftersales;

import io.souk.events.Finding.Done;
import io.souk.tools.orders.Order;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is wrong with an item, or with an order as a whole, in the customer's own words. */
@Entity
@Table(name = "complaint")
@SuppressWarnings("UnusedVariable") // read by queries only
class Complaint {
    static final String OPEN = "open";
    static final String OPERATION = "complaint";

    @Id
    private String id;

    private String customerId;
    private String orderId;
    private @Nullable Integer lineNo;
    private @Nullable String productId;
    private String status;
    private String reason;
    private @Nullable String conversationId;
    private Instant openedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Complaint() {}

    Complaint(
            String id,
            Order order,
            @Nullable Integer lineNo,
            String reason,
            @Nullable String conversationId,
            Instant openedAt) {
        this.id = id;
        this.customerId = order.userId();
        this.orderId = order.orderId();
        this.lineNo = lineNo;
        this.productId = lineNo == null ? null : order.items().get(lineNo).productId();
        this.status = OPEN;
        this.reason = reason;
        this.conversationId = conversationId;
        this.openedAt = openedAt;
    }

    String id() {
        return id;
    }

    String orderId() {
        return orderId;
    }

    @Nullable
    String productId() {
        return productId;
    }

    Done done(boolean repeated) {
        return new Done(OPERATION, id, orderId, status, null, null, null, repeated);
    }
}
