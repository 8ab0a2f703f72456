package io.souk.conversation.privacy;

import io.souk.kit.ErasedCustomers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything that is kept of a customer in this service's tables: the conversations, with all that was said, understood, noticed and
 * thought of it, and what models cost. Nothing of it must be kept for law. A conversation's turns and journal go with it; whatever is
 * still under way for it finds no conversation and is dropped.
 */
@Component
class CustomerRecords implements ErasedCustomers.Store {
    private final JdbcClient jdbc;

    CustomerRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One JSON object, a list for each kind of thing. */
    String export(String customer) {
        return jdbc.sql("""
                        with mine as (select * from conversation where customer_id = :customer),
                        said as (
                            select t.conversation_id, t.seq, 0 as part, jsonb_build_object(
                                'role', 'customer', 'turnId', t.id, 'at', t.received_at, 'text', t.text) as message
                            from turn t join mine on mine.id = t.conversation_id where t.state <> 'REFUSED'
                            union all
                            select t.conversation_id, t.seq, 1, jsonb_build_object(
                                'role', 'assistant', 'turnId', t.id, 'at', t.completed_at, 'text', t.reply_text,
                                'intent', t.intent, 'rung', t.rung)
                            from turn t join mine on mine.id = t.conversation_id where t.reply_text is not null
                            union all
                            select j.conversation_id, j.seq, 0, jsonb_build_object(
                                'role', 'notice', 'at', j.event::jsonb -> 'time', 'text', j.event::jsonb #> '{data,text}',
                                'author', j.event::jsonb #> '{data,author}')
                            from journal j join mine on mine.id = j.conversation_id
                            where j.event_type = 'io.souk.chat.notice-posted.v1')
                        select jsonb_build_object(
                            'conversations', coalesce((select jsonb_agg(jsonb_build_object(
                                'id', c.id, 'title', c.title, 'startedAt', c.started_at, 'lastMessageAt', c.last_message_at,
                                'focus', c.focus, 'pendingAction', c.pending_action,
                                'topic', c.topic, 'offer', c.offer, 'summary', c.summary,
                                'messages', coalesce((select jsonb_agg(message order by seq, part) from said
                                    where said.conversation_id = c.id), '[]'),
                                -- What the customer's screen saw of it, but the pieces of replies.
                                'journal', coalesce((select jsonb_agg(event::jsonb order by seq) from journal j
                                    where j.conversation_id = c.id and j.event_type <> 'io.souk.chat.reply-delta.v1'), '[]'))
                                order by c.started_at) from mine c), '[]'),
                            'feedback', coalesce((select jsonb_agg(jsonb_build_object(
                                'conversationId', t.conversation_id, 'turnId', t.id, 'helpful', t.helpful) order by t.received_at)
                                from turn t join mine on mine.id = t.conversation_id where t.helpful is not null), '[]'),
                            'handOffs', coalesce((select jsonb_agg(jsonb_build_object(
                                'conversationId', c.id, 'since', c.handed_off_at, 'reason', c.handoff_reason,
                                'summary', c.handoff_summary) order by c.handed_off_at)
                                from mine c where c.handed_off_at is not null), '[]'),
                            'modelSpending', coalesce((select jsonb_agg(jsonb_build_object(
                                'day', day, 'tokens', tokens, 'money', money) order by day)
                                from model_spending where who = 'customer ' || :customer), '[]'))""").param("customer", customer).query(String.class).single();
    }

    @Override
    public Map<String, Long> erase(String customer, String pseudonym) {
        var counts = new LinkedHashMap<String, Long>();
        // Whoever writes in a conversation has its row first.
        var conversations = jdbc.sql("select id from conversation where customer_id = ? order by id for update")
                .param(customer)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        if (conversations.length > 0) {
            count(
                    counts,
                    "messages",
                    jdbc.sql("delete from turn where conversation_id = any (?)")
                            .param(conversations)
                            .update());
            count(
                    counts,
                    "journalEntries",
                    jdbc.sql("delete from journal where conversation_id = any (?)")
                            .param(conversations)
                            .update());
            count(
                    counts,
                    "conversations",
                    jdbc.sql("delete from conversation where id = any (?)")
                            .param(conversations)
                            .update());
            // An answer that was kept for others does not say who asked first, so none of them stays.
            count(counts, "cachedAnswers", jdbc.sql("delete from model_answer").update());
            // Committed and not published yet; what is being published at this moment is on its way like all before it.
            jdbc.sql("""
                            delete from outbox where id in (
                                select id from outbox where key = any (?) for update skip locked)""").param(conversations).update();
        }
        var spenders = new String[conversations.length + 1];
        spenders[0] = "customer " + customer;
        for (var place = 0; place < conversations.length; place++) {
            spenders[place + 1] = "conversation " + conversations[place];
        }
        count(
                counts,
                "modelSpending",
                jdbc.sql("delete from model_spending where who = any (?)")
                        .param(spenders)
                        .update());
        return counts;
    }

    private static void count(Map<String, Long> counts, String what, int rows) {
        if (rows > 0) {
            counts.put(what, (long) rows);
        }
    }
}
