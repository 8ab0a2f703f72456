package io.souk.tools.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.tools.json.Hashes;
import io.souk.tools.orders.Purchase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a customer's answer. Its terms never change: a correction is a new proposal, so that "yes" can only mean what
 * was shown.
 */
@Entity
@Table(name = "proposal")
@SuppressWarnings("UnusedVariable") // read by queries only
class Proposal {
    @Id
    private String id;

    private String customerId;
    private String conversationId;
    private String operation;

    @Enumerated(EnumType.STRING)
    private Awaiting awaiting;

    private @Nullable String orderId;
    private @Nullable Long orderVersion;
    private String terms;

    /** Null in rows from before there were versions. */
    private @Nullable Integer rulesVersion;

    @Column(name = "terms_sha256")
    private String termsHash;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String reference;
    private String causeId;
    private Instant createdAt;
    private Instant expiresAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Proposal() {}

    Proposal(
            String id,
            String customerId,
            String conversationId,
            String operation,
            Awaiting awaiting,
            @Nullable Purchase order,
            Terms terms,
            int rulesVersion,
            String causeId,
            Instant createdAt,
            Instant expiresAt) {
        this.id = id;
        this.customerId = customerId;
        this.conversationId = conversationId;
        this.operation = operation;
        this.awaiting = awaiting;
        this.orderId = order == null ? null : order.id();
        this.orderVersion = order == null ? null : order.version();
        this.terms = terms.json();
        this.rulesVersion = rulesVersion;
        this.state = State.OPEN;
        this.causeId = causeId;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.termsHash = hash();
    }

    PendingAction pointer() {
        return new PendingAction(id, operation, awaiting, orderId, expiresAt);
    }

    boolean belongsTo(String customer, String conversation) {
        return customerId.equals(customer) && conversationId.equals(conversation);
    }

    boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Whether the row still says what was shown to the customer. */
    boolean isIntact() {
        return MessageDigest.isEqual(hash().getBytes(UTF_8), termsHash.getBytes(UTF_8));
    }

    boolean wasMadeFor(Purchase order) {
        return orderVersion != null && orderVersion == order.version();
    }

    boolean wasMadeUnder(int version) {
        return rulesVersion != null && rulesVersion == version;
    }

    void close(State end, @Nullable String result) {
        state = end;
        reference = result;
    }

    Terms terms() {
        return Terms.ofJson(terms);
    }

    String id() {
        return id;
    }

    String operation() {
        return operation;
    }

    Awaiting awaiting() {
        return awaiting;
    }

    State state() {
        return state;
    }

    @Nullable
    String reference() {
        return reference;
    }

    private String hash() {
        var text = String.join(
                "\n",
                id,
                customerId,
                conversationId,
                operation,
                String.valueOf(orderId),
                String.valueOf(orderVersion),
                terms);
        // Rows from before there were versions keep their hash.
        return Hashes.sha256(rulesVersion == null ? text : text + "\nrules " + rulesVersion);
    }

    enum State {
        OPEN,
        /** The customer said yes and it was done, or the question was answered. */
        EXECUTED,
        /** The customer said no, or asked for something else instead. */
        DROPPED,
        EXPIRED,
        /** The order changed in between. */
        VOID
    }
}
