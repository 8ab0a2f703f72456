package io.souk.tools.audit;

import io.souk.events.Meta;
import org.jspecify.annotations.Nullable;

/**
 * On whose word something is done.
 *
 * @param actor {@code customer:ID}, {@code agent:ID}, {@code carrier:NAME}, {@code provider:NAME}, or {@code system}: a trusted caller that names nobody
 * @param customer the acting customer, who sees nothing of others; null for a trusted caller that acts for nobody in particular
 * @param channel {@code chat}, {@code http}, {@code deliveries} or {@code payments}
 * @param conversationId null outside a chat
 * @param cause the event that said so; null outside of events
 * @param key what makes this one doing unique: a caller's idempotency key, a proposal's id, an event's id
 */
public record By(
        String actor,
        @Nullable String customer,
        String channel,
        @Nullable String conversationId,
        @Nullable Meta cause,
        String key) {

    /**
     * A call over HTTP.
     *
     * @param agent the person of the shop who acts for the customer; null if the customer does
     */
    public static By http(@Nullable String customer, @Nullable String agent, String key) {
        var actor = agent != null && !agent.isBlank()
                ? "agent:" + agent
                : customer == null ? "system" : "customer:" + customer;
        return new By(actor, customer, "http", null, null, key);
    }

    /** A yes in a chat. */
    public static By chat(String customer, String conversationId, Meta cause, String proposalId) {
        return new By("customer:" + customer, customer, "chat", conversationId, cause, proposalId);
    }

    /** What a carrier reports as having happened. */
    public static By carrier(String name, Meta report) {
        return new By("carrier:" + name, null, "deliveries", null, report, report.id());
    }

    /**
     * What a payment provider reports.
     *
     * @param agent the person of the shop who says it instead; null if the provider does
     * @param event the provider's own id of it
     */
    public static By provider(String name, @Nullable String agent, String event) {
        var actor = agent == null || agent.isBlank() ? "provider:" + name : "agent:" + agent;
        return new By(actor, null, "payments", null, null, name + '/' + event);
    }

    /** The meta of an order event that follows from this; the same doing always yields the same id. */
    public Meta meta(String step, String orderId) {
        return cause == null
                ? Meta.first(Meta.derivedId(step, orderId, String.valueOf(customer), key), orderId, null)
                : cause.next(step, orderId);
    }
}
