package io.souk.tools.audit;

import io.souk.tools.Values;
import io.souk.tools.json.Json;
import io.souk.tools.rules.Rules;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who did what, before and after. Written in the transaction of the change; the database lets nobody change it later. */
@Repository
public class AuditLog {
    private final JdbcClient jdbc;
    private final Rules rules;

    AuditLog(JdbcClient jdbc, Rules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
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
                            (customer_id, order_id, operation, actor, channel, conversation_id, turn_id, key, before, after,
                             rules_version)
                        values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as json), cast(? as json), ?)""")
                .params(Values.of(
                        customerId,
                        orderId,
                        operation,
                        by.customer() == null ? "system" : "customer:" + by.customer(),
                        by.channel(),
                        by.conversationId(),
                        cause == null ? null : cause.correlationId(),
                        by.key(),
                        before == null ? null : Json.text(before),
                        Json.text(after),
                        rules.current().version()))
                .update();
    }
}
