package io.souk.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to a proposal that waits for the customer; the proposal itself, with its arguments, lives in tools-service.
 *
 * @param operation what would be done: {@code refund}, {@code complaint}, …
 * @param orderId the order it is about; null while that is what is asked
 * @param expiresAt from then on it is void
 */
public record PendingAction(
        String proposalId,
        String operation,
        Awaiting awaiting,
        @Nullable String orderId,
        Instant expiresAt) {

    /** What the customer has to say next. */
    public enum Awaiting {
        /** Which order, which item, what is wrong. */
        INPUT,
        /** An explicit yes. */
        CONFIRMATION
    }
}
