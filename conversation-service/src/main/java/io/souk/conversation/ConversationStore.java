package io.souk.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.souk.conversation.Turn.State;
import io.souk.events.EventCodec;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Focus;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Offer;
import io.souk.events.PendingAction;
import io.souk.events.ReplyEvent;
import io.souk.events.Topics;
import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.Topic;
import io.souk.kit.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Conversations and turns in PostgreSQL. Every method that hands out a {@link Conversation} has locked its row until the
 * transaction ends, so that instances and threads take turns in a conversation. Deadlines are on the database's clock.
 */
@Repository
class ConversationStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CONVERSATION =
            "c.id as c_id, c.customer_id as owner, c.identified, next_seq, current_turn, focus, pending_action, topic, offer, misunderstood, title, handed_off_at";

    private final JdbcClient jdbc;
    private final EventCodec codec;
    private final Outbox outbox;

    ConversationStore(JdbcClient jdbc, EventCodec codec, Outbox outbox) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.outbox = outbox;
    }

    /** The conversation, new if there was none; a signed-in customer becomes the owner of one that had none. */
    Conversation lockOrOpen(String id, @Nullable String customerId) {
        return jdbc.sql("""
                        insert into conversation as c (id, customer_id) values (:id, :customer)
                        on conflict (id) do update set customer_id = coalesce(c.customer_id, excluded.customer_id)
                        returning\s""" + CONVERSATION)
                .param("id", id)
                .param("customer", customerId)
                .query((row, _) -> conversation(row))
                .single();
    }

    Optional<Conversation> lock(String id) {
        return jdbc.sql("select " + CONVERSATION + " from conversation c where id = :id for update")
                .param("id", id)
                .query((row, _) -> conversation(row))
                .optional();
    }

    /** Both in one round trip; empty if the conversation was deleted meanwhile or the turn was never ours. */
    Optional<Locked> lock(String conversationId, String turnId) {
        return jdbc.sql("select " + CONVERSATION + """
                        , t.* from conversation c join turn t on t.conversation_id = c.id
                        where c.id = :conversation and t.id = :turn for update of c, t""")
                .param("conversation", conversationId)
                .param("turn", turnId)
                .query(this::locked)
                .optional();
    }

    /** As {@link #lock(String, String)}, if its deadline has passed and nobody else is at it. */
    Optional<Locked> lockOverdue(TurnKey key) {
        return jdbc.sql("select " + CONVERSATION + """
                        , t.* from conversation c join turn t on t.conversation_id = c.id
                        where c.id = :conversation and t.id = :turn and t.deadline <= now()
                        for update of c, t skip locked""")
                .param("conversation", key.conversationId())
                .param("turn", key.turnId())
                .query(this::locked)
                .optional();
    }

    List<TurnKey> overdue(int limit) {
        return jdbc.sql("""
                        select conversation_id, id from turn where deadline <= now() order by deadline limit :limit""")
                .param("limit", limit)
                .query((row, _) -> new TurnKey(row.getString("conversation_id"), row.getString("id")))
                .list();
    }

    /** The customer's conversations that were written in of late, the newest first. */
    List<String> openConversations(String customerId, Duration window, int most) {
        return jdbc.sql("""
                        select id from conversation
                        where customer_id = :customer and last_message_at > now() - make_interval(secs => :window)
                        order by last_message_at desc limit :most""")
                .param("customer", customerId)
                .param("window", seconds(window))
                .param("most", most)
                .query((row, _) -> Objects.requireNonNull(row.getString("id")))
                .list();
    }

    /** False if the conversation has had this turn already. */
    boolean insert(Turn turn, @Nullable Duration limit) {
        return jdbc.sql("""
                        insert into turn (conversation_id, id, seq, state, message_event_id, message_id, customer_id, text,
                            received_at, may_identify, deadline, answer_by)
                        values (:conversation, :id, :seq, :state, :event, :message, :customer, :text, :received, :identify,
                            now() + make_interval(secs => :limit), now() + make_interval(secs => :limit))
                        on conflict (conversation_id, id) do nothing""")
                        .param("conversation", turn.conversationId())
                        .param("id", turn.id())
                        .param("seq", turn.seq())
                        .param("state", turn.state().name())
                        .param("event", turn.messageEventId())
                        .param("message", turn.messageId())
                        .param("customer", turn.customerId())
                        .param("text", turn.text())
                        .param("received", turn.receivedAt().atOffset(UTC))
                        .param("identify", turn.mayIdentify())
                        .param("limit", limit == null ? null : seconds(limit))
                        .update()
                == 1;
    }

    void prepared(Turn turn, Duration limit) {
        jdbc.sql("""
                        update turn set state = 'PREPARED', deadline = now() + make_interval(secs => :limit),
                            answer_by = now() + make_interval(secs => :limit)
                        where conversation_id = :conversation and id = :id""")
                .param("limit", seconds(limit))
                .param("conversation", turn.conversationId())
                .param("id", turn.id())
                .update();
    }

    /** The intent is known: from now on the nearer of the two limits counts. */
    TurnChange classified(Turn turn, IntentClassified intent, Instant at, Duration limit) {
        return new TurnChange(
                """
                update turn set state = 'CLASSIFIED', classified = :classified, classified_at = :at,
                    deadline = least(deadline, now() + make_interval(secs => :limit))
                where conversation_id = :id and id = :turn""",
                Map.of(
                        "turn", turn.id(),
                        "classified", text(codec.encodeStructured(intent)),
                        "at", at.atOffset(UTC),
                        "limit", seconds(limit)));
    }

    TurnChange gathered(Turn turn, EvidenceGathered evidence) {
        return new TurnChange(
                "update turn set evidence = array_append(evidence, :evidence) where conversation_id = :id and id = :turn",
                Map.of("turn", turn.id(), "evidence", text(codec.encodeStructured(evidence))));
    }

    /** A model writes now, from all that is known here. Returns how long it has: the whole turn's limit stays. */
    Duration composing(Turn turn, Duration limit) {
        var seconds = jdbc.sql("""
                        update turn set state = 'COMPOSING', classified = :classified, classified_at = :at, evidence = :evidence,
                            deadline = least(now() + make_interval(secs => :limit), answer_by)
                        where conversation_id = :conversation and id = :id
                        returning extract(epoch from deadline - now())""")
                .param("classified", text(codec.encodeStructured(Objects.requireNonNull(turn.classified()))))
                .param("at", Objects.requireNonNull(turn.classifiedAt()).atOffset(UTC))
                .param(
                        "evidence",
                        new SqlArrayValue(
                                "text",
                                turn.evidence().stream()
                                        .map(evidence -> text(codec.encodeStructured(evidence)))
                                        .toArray()))
                .param("limit", seconds(limit))
                .param("conversation", turn.conversationId())
                .param("id", turn.id())
                .query(Double.class)
                .single();
        return Duration.ofMillis((long) (seconds * 1000));
    }

    /** Deletes conversations that nobody has written in for so long and nobody is at, with all that was said in them. */
    int forgetUntouchedFor(Duration time, int limit) {
        return jdbc.sql("""
                        delete from conversation where id in (
                            select id from conversation
                            where coalesce(last_message_at, started_at) < now() - make_interval(secs => :time)
                                and current_turn is null
                            limit :limit for update skip locked)""").param("time", seconds(time)).param("limit", limit).update();
    }

    /**
     * Marks the turn as answered. Its evidence is dropped: what was said of it is in the journal.
     *
     * @return whether others wait behind it
     */
    boolean completed(Turn turn, String replyText, long replySeq, String intent, String rung, String gist, Instant at) {
        return jdbc.sql("""
                        update turn set state = 'COMPLETED', deadline = null, completed_at = :at, reply_text = :reply,
                            reply_seq = :seq, intent = :intent, rung = :rung, gist = :gist, evidence = '{}', classified = null
                        where conversation_id = :conversation and id = :id
                        returning exists (
                            select from turn waiting
                            where waiting.conversation_id = :conversation and waiting.state = 'QUEUED')""")
                .param("at", at.atOffset(UTC))
                .param("reply", replyText)
                .param("seq", replySeq)
                .param("intent", intent)
                .param("rung", rung)
                .param("gist", gist)
                .param("conversation", turn.conversationId())
                .param("id", turn.id())
                .query(Boolean.class)
                .single();
    }

    /** From now on a person has the conversation. */
    void handedOff(String conversationId, String reason, String summary) {
        jdbc.sql("""
                        update conversation set handed_off_at = now(), handoff_reason = :reason, handoff_summary = :summary
                        where id = :id""")
                .param("reason", reason)
                .param("summary", summary)
                .param("id", conversationId)
                .update();
    }

    void handedBack(String conversationId) {
        jdbc.sql("""
                        update conversation set handed_off_at = null, handoff_reason = null, handoff_summary = null,
                            misunderstood = 0
                        where id = :id""").param("id", conversationId).update();
    }

    /** From now on its customer is known. */
    void identified(String conversationId, String customerId) {
        jdbc.sql(
                        "update conversation set customer_id = :customer, identified = true where id = :id and customer_id is null")
                .param("customer", customerId)
                .param("id", conversationId)
                .update();
    }

    Optional<Turn> nextQueued(String conversationId) {
        return jdbc.sql("""
                        select t.* from turn t where conversation_id = :conversation and state = 'QUEUED'
                        order by seq limit 1""")
                .param("conversation", conversationId)
                .query((row, _) -> turn(row))
                .optional();
    }

    /** The last messages before the one at {@code seq}, oldest first. */
    List<HistoryMessage> historyBefore(String conversationId, long seq, int limit) {
        var newestFirst = jdbc
                .sql("""
                        select text, received_at, reply_text, completed_at from turn
                        where conversation_id = :conversation and seq < :seq and state = 'COMPLETED'
                        order by seq desc limit :limit""")
                .param("conversation", conversationId)
                .param("seq", seq)
                .param("limit", (limit + 1) / 2)
                .query((row, _) -> List.of(
                        new HistoryMessage(Author.ASSISTANT, row.getString("reply_text"), instant(row, "completed_at")),
                        new HistoryMessage(Author.CUSTOMER, row.getString("text"), instant(row, "received_at"))))
                .list()
                .stream()
                .flatMap(List::stream)
                .limit(limit)
                .toList();
        return newestFirst.reversed();
    }

    /** What the turns before the last {@code travelling} ones before {@code seq} were about. */
    Older older(String conversationId, long seq, int travelling) {
        return jdbc.sql("""
                        select c.summary, c.summarised_to, array(
                            select older.gist from (
                                select seq, gist from turn t
                                where t.conversation_id = c.id and t.seq < :seq and t.state = 'COMPLETED'
                                order by seq desc offset :travelling) older
                            where older.gist <> '' and older.seq > c.summarised_to
                            order by older.seq) as gists
                        from conversation c where c.id = :conversation""")
                .param("conversation", conversationId)
                .param("seq", seq)
                .param("travelling", travelling)
                .query((row, _) -> new Older(row.getString("summary"), row.getLong("summarised_to"), List.of((String[])
                        row.getArray("gists").getArray())))
                .optional()
                .orElse(Older.NONE);
    }

    /** The messages after {@code from} that no longer travel with the turn at {@code seq}, oldest first. */
    Unsummarised unsummarised(String conversationId, long seq, int travelling, long from) {
        var turns = jdbc.sql("""
                        select seq, text, received_at, reply_text, completed_at from (
                            select * from turn where conversation_id = :conversation and seq < :seq and state = 'COMPLETED'
                            order by seq desc offset :travelling) older
                        where seq > :from order by seq""")
                .param("conversation", conversationId)
                .param("seq", seq)
                .param("travelling", travelling)
                .param("from", from)
                .query((row, _) -> new Unsummarised(
                        List.of(
                                new HistoryMessage(Author.CUSTOMER, row.getString("text"), instant(row, "received_at")),
                                new HistoryMessage(
                                        Author.ASSISTANT, row.getString("reply_text"), instant(row, "completed_at"))),
                        row.getLong("seq")))
                .list();
        return new Unsummarised(
                turns.stream().flatMap(turn -> turn.messages().stream()).toList(),
                turns.isEmpty() ? from : turns.getLast().to());
    }

    /** Keeps a summary of all turns up to one, unless another instance has kept one meanwhile. */
    void summarised(String conversationId, long from, long to, String summary) {
        jdbc.sql("""
                        update conversation set summary = :summary, summarised_to = :to
                        where id = :conversation and summarised_to = :from""")
                .param("summary", summary)
                .param("to", to)
                .param("conversation", conversationId)
                .param("from", from)
                .update();
    }

    /** What the turns before the one at {@code seq} were about, oldest first; the oldest of very many are left out. */
    List<String> gistsBefore(String conversationId, long seq, int limit) {
        return jdbc.sql("""
                        select gist from (
                            select seq, gist from turn
                            where conversation_id = :conversation and seq < :seq and gist <> '' and state = 'COMPLETED'
                            order by seq desc limit :limit) latest
                        order by seq""")
                .param("conversation", conversationId)
                .param("seq", seq)
                .param("limit", limit)
                .query((row, _) -> row.getString("gist"))
                .list();
    }

    /** As {@link #save(Conversation, boolean, TurnChange)}, where nothing else changes. */
    void save(Conversation conversation, boolean newMessage) {
        save(conversation, newMessage, TurnChange.NONE);
    }

    /**
     * Writes back what changed under the lock, its new journal entries and a change of a turn of it, in one round trip; what was said
     * goes out with it.
     */
    void save(Conversation conversation, boolean newMessage, TurnChange change) {
        var said = conversation.said();
        jdbc.sql("with changed as (" + change.sql() + """
                        ), said as (
                            insert into journal (conversation_id, seq, event_type, event_id, turn_id, event)
                            select :id, * from unnest(:seqs, :types, :eventIds, :turnIds, :events))
                        update conversation set next_seq = :nextSeq, current_turn = :currentTurn, focus = cast(:focus as json),
                            pending_action = cast(:pending as json), topic = cast(:topic as json),
                            offer = cast(:offer as json), misunderstood = :misunderstood, title = :title,
                            last_message_at = case when :newMessage then now() else last_message_at end
                        where id = :id""")
                .params(change.values())
                .param("id", conversation.id())
                .param("seqs", array("bigint", said, event -> event.seq()))
                .param("types", array("text", said, EventCodec::typeOf))
                .param("eventIds", array("text", said, event -> event.meta().id()))
                .param("turnIds", array("text", said, event -> event.meta().correlationId()))
                .param("events", array("text", said, event -> text(codec.encodeStructured(event))))
                .param("nextSeq", conversation.nextSeq())
                .param("currentTurn", conversation.currentTurn())
                .param(
                        "focus",
                        conversation.focus().equals(Focus.NONE) ? null : JSON.writeValueAsString(conversation.focus()))
                .param("pending", json(conversation.pending()))
                .param("topic", json(conversation.topic()))
                .param("offer", json(conversation.offer()))
                .param("misunderstood", conversation.misunderstood())
                .param("title", conversation.title())
                .param("newMessage", newMessage)
                .update();
        said.forEach(outbox::append);
    }

    private Locked locked(ResultSet row, int number) throws SQLException {
        return new Locked(conversation(row), turn(row));
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        var focus = row.getString("focus");
        return new Conversation(
                row.getString("c_id"),
                row.getString("owner"),
                row.getBoolean("identified"),
                row.getLong("next_seq"),
                row.getString("current_turn"),
                focus == null ? Focus.NONE : JSON.readValue(focus, Focus.class),
                read(row, "pending_action", PendingAction.class),
                read(row, "topic", Topic.class),
                read(row, "offer", Offer.class),
                row.getInt("misunderstood"),
                row.getString("title"),
                row.getObject("handed_off_at") != null);
    }

    private static @Nullable String json(@Nullable Object value) {
        return value == null ? null : JSON.writeValueAsString(value);
    }

    private static <T> @Nullable T read(ResultSet row, String column, Class<T> type) throws SQLException {
        var json = row.getString(column);
        return json == null ? null : JSON.readValue(json, type);
    }

    private Turn turn(ResultSet row) throws SQLException {
        var classified = row.getString("classified");
        var classifiedAt = row.getObject("classified_at", OffsetDateTime.class);
        return new Turn(
                row.getString("conversation_id"),
                row.getString("id"),
                row.getLong("seq"),
                State.valueOf(row.getString("state")),
                row.getString("message_event_id"),
                row.getString("message_id"),
                row.getString("customer_id"),
                row.getString("text"),
                row.getBoolean("may_identify"),
                instant(row, "received_at"),
                classifiedAt == null ? null : classifiedAt.toInstant(),
                classified == null ? null : decode(Topics.INTENTS, classified, IntentClassified.class),
                Arrays.stream((String[]) row.getArray("evidence").getArray())
                        .map(json -> decode(Topics.EVIDENCE, json, EvidenceGathered.class))
                        .toList());
    }

    private <E> E decode(String topic, String json, Class<E> type) {
        return type.cast(codec.decodeStructured(topic, json.getBytes(UTF_8)));
    }

    private static SqlArrayValue array(
            String type, List<ReplyEvent> events, Function<ReplyEvent, @Nullable Object> value) {
        return new SqlArrayValue(type, events.stream().map(value).toArray());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }

    /**
     * What was said too long ago to travel.
     *
     * @param summary of the turns up to {@code summarisedTo}, by a model; null if there is none
     * @param gists of the turns after it, oldest first
     */
    record Older(@Nullable String summary, long summarisedTo, List<String> gists) {
        static final Older NONE = new Older(null, 0, List.of());
    }

    /** Messages up to the turn at {@code to}. */
    record Unsummarised(List<HistoryMessage> messages, long to) {}

    /** What is written of a turn together with its conversation; {@code :id} is the conversation there. */
    record TurnChange(String sql, Map<String, Object> values) {
        private static final TurnChange NONE = new TurnChange("select", Map.of());
    }

    /** A conversation and one of its turns, both locked. */
    record Locked(Conversation conversation, Turn turn) {}

    record TurnKey(String conversationId, String turnId) {}
}
