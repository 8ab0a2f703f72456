package io.souk.tools.audit;

import io.souk.tools.Values;
import io.souk.tools.json.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** Who did what, before and after. Written in the transaction of the change; the database lets nobody change it later. */
@Repository
public class AuditLog {
    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends one entry.
     *
     * @param orderId null for what concerns no order
     * @param before null for what was not there
     */
    public void append(
            By by,
            String operation,
            String customerId,
            @Nullable String orderId,
            @Nullable Object before,
            Object after) {
        var cause = by.cause();
        jdbc.sql("""
                        insert into audit_log
                            (customer_id, order_id, operation, actor, channel, conversation_id, turn_id, key, before, after)
                        values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as json), cast(? as json))""")
                .params(Values.of(
                        customerId,
                        orderId,
                        operation,
                        by.actor(),
                        by.channel(),
                        by.conversationId(),
                        cause == null ? null : cause.correlationId(),
                        by.key(),
                        before == null ? null : Json.text(before),
                        Json.text(after)))
                .update();
    }

    /**
     * What was done to an order, oldest first.
     *
     * @param after the last entry that the reader has; 0 for none
     */
    List<Entry> ofOrder(String orderId, long after, int most) {
        return jdbc.sql("""
                        select id, at, customer_id, operation, actor, channel, conversation_id, turn_id, key, before, after
                        from audit_log where order_id = ? and id > ? order by id limit ?""")
                .params(orderId, after, most)
                .query((row, _) -> new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("customer_id"),
                        row.getString("operation"),
                        row.getString("actor"),
                        row.getString("channel"),
                        row.getString("conversation_id"),
                        row.getString("turn_id"),
                        row.getString("key"),
                        json(row.getString("before")),
                        json(row.getString("after"))))
                .list();
    }

    /**
     * One thing that was done.
     *
     * @param id grows from entry to entry
     * @param actor as in {@link By}, as are channel and key
     * @param before the order as it was; null for what was not there
     * @param after the order as it is since, or what came into being
     */
    record Entry(
            long id,
            Instant at,
            String customerId,
            String operation,
            String actor,
            String channel,
            @Nullable String conversationId,
            @Nullable String turnId,
            String key,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {}

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : Json.MAPPER.readTree(text);
    }
}
