package io.souk.tools.audit;

import io.souk.events.Meta;
import org.jspecify.annotations.Nullable;

/**
 * On whose word something is done.
 *
 * @param customer the acting customer, who sees nothing of others; null for a trusted caller that acts for nobody in particular
 * @param channel {@code chat} or {@code http}
 * @param conversationId null outside a chat
 * @param cause the event that said yes; null outside a chat
 * @param key what makes this one doing unique: a caller's idempotency key, or a proposal's id
 */
public record By(
        @Nullable String customer,
        String channel,
        @Nullable String conversationId,
        @Nullable Meta cause,
        String key) {

    /** A call over HTTP. */
    public static By http(@Nullable String customer, String key) {
        return new By(customer, "http", null, null, key);
    }

    /** A yes in a chat. */
    public static By chat(String customer, String conversationId, Meta cause, String proposalId) {
        return new By(customer, "chat", conversationId, cause, proposalId);
    }

    /** The meta of an order event that follows from this; the same doing always yields the same id. */
    public Meta meta(String step, String orderId) {
        return cause == null
                ? Meta.first(Meta.derivedId(step, orderId, String.valueOf(customer), key), orderId, null)
                : cause.next(step, orderId);
    }
}
