package io.souk.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.conversation.ConversationController.HandedOff;
import io.souk.conversation.ConversationController.Message;
import io.souk.conversation.ConversationController.State;
import io.souk.conversation.ConversationController.Summary;
import io.souk.events.EventCodec;
import io.souk.events.Focus;
import io.souk.events.PendingAction;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads conversations back, each question with its owner check in the same statement. */
@Component
class History {
    static final int MOST_EVENTS = 1000;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A conversation without an owner belongs to whoever knows its id. */
    private static final String MAY_READ = "(c.customer_id is null or c.customer_id = :customer)";

    private final JdbcClient jdbc;
    private final EventCodec codec;

    History(JdbcClient jdbc, EventCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    List<Summary> conversations(String customerId) {
        return jdbc.sql("""
                        select id, title, started_at, last_message_at from conversation
                        where customer_id = :customer and last_message_at is not null
                        order by last_message_at desc limit 200""")
                .param("customer", customerId)
                .query((row, _) -> new Summary(
                        row.getString("id"),
                        row.getString("title"),
                        instant(row, "started_at"),
                        instant(row, "last_message_at")))
                .list();
    }

    /** A JSON array of structured CloudEvents; empty if there is no such conversation of this customer. */
    Optional<String> eventsAfter(String id, @Nullable String customerId, long after) {
        return jdbc.sql("""
                        select '[' || coalesce((select string_agg(event, ',' order by seq) from (
                            select seq, event from journal where conversation_id = c.id and seq > :after
                            order by seq limit :limit) missed), '') || ']'
                        from conversation c where c.id = :id and\s""" + MAY_READ)
                .param("after", after)
                .param("limit", MOST_EVENTS)
                .param("id", id)
                .param("customer", customerId)
                .query(String.class)
                .optional();
    }

    Optional<List<Message>> messages(String id, @Nullable String customerId) {
        return state(id, customerId).isEmpty() ? Optional.empty() : Optional.of(messages(id));
    }

    /** Conversations that a person has, or should take, the one that waits longest first. */
    List<HandedOff> handedOff() {
        return jdbc.sql("""
                        select id, customer_id, title, handed_off_at, handoff_reason, handoff_summary, last_message_at
                        from conversation where handed_off_at is not null order by handed_off_at limit 200""")
                .query((row, _) -> new HandedOff(
                        row.getString("id"),
                        row.getString("customer_id"),
                        row.getString("title"),
                        row.getString("handoff_reason"),
                        row.getString("handoff_summary"),
                        instant(row, "handed_off_at"),
                        instant(row, "last_message_at")))
                .list();
    }

    /** What was said in a conversation that a person has; empty for any other. */
    Optional<List<Message>> handedOffMessages(String id) {
        return jdbc.sql("select count(*) from conversation where id = :id and handed_off_at is not null")
                                .param("id", id)
                                .query(Integer.class)
                                .single()
                        == 0
                ? Optional.empty()
                : Optional.of(messages(id));
    }

    private List<Message> messages(String id) {
        return jdbc.sql("""
                        select t.seq, t.id, t.text, t.received_at, j.event from turn t
                        left join journal j on j.conversation_id = t.conversation_id and j.seq = t.reply_seq
                        where t.conversation_id = :id and t.state <> 'REFUSED'
                        union all
                        select seq, null, null, null, event from journal
                        where conversation_id = :id and event_type = 'io.souk.chat.notice-posted.v1'
                        order by seq""").param("id", id).query((row, _) -> messages(row)).list().stream()
                .flatMap(List::stream)
                .toList();
    }

    Optional<State> state(String id, @Nullable String customerId) {
        return jdbc.sql("""
                        select customer_id, focus, next_seq, handed_off_at,
                            case when (pending_action ->> 'expiresAt')::timestamptz > now() then pending_action end as pending
                        from conversation c where id = :id and\s""" + MAY_READ)
                .param("id", id)
                .param("customer", customerId)
                .query((row, _) -> {
                    var pending = row.getString("pending");
                    var focus = row.getString("focus");
                    return new State(
                            pending == null ? null : JSON.readValue(pending, PendingAction.class),
                            row.getString("customer_id"),
                            focus == null ? Focus.NONE : JSON.readValue(focus, Focus.class),
                            row.getLong("next_seq") - 1,
                            row.getObject("handed_off_at") != null);
                })
                .optional();
    }

    boolean delete(String id, @Nullable String customerId) {
        return jdbc.sql("delete from conversation c where id = :id and " + MAY_READ)
                        .param("id", id)
                        .param("customer", customerId)
                        .update()
                == 1;
    }

    private List<Message> messages(ResultSet row) throws SQLException {
        var messages = new ArrayList<Message>();
        var turnId = row.getString("id");
        if (turnId != null) {
            messages.add(new Message(
                    "customer",
                    row.getString("text"),
                    instant(row, "received_at"),
                    turnId,
                    List.of(),
                    List.of(),
                    null));
        }
        var json = row.getString("event");
        if (json != null) {
            switch (codec.decodeStructured(Topics.REPLIES, json.getBytes(UTF_8))) {
                case ReplyCompleted reply ->
                    messages.add(new Message(
                            "assistant",
                            reply.text(),
                            reply.meta().time(),
                            turnId,
                            reply.citations(),
                            reply.cards(),
                            null));
                case NoticePosted notice ->
                    messages.add(new Message(
                            "notice",
                            notice.text(),
                            notice.meta().time(),
                            null,
                            List.of(),
                            List.of(),
                            notice.author()));
                default -> throw new IllegalStateException("neither a reply nor a notice at seq " + row.getLong("seq"));
            }
        }
        return messages;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
