package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Event;
import io.souk.events.EventCodec;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * State changes and their events commit together: events are rows of the same transaction, published after it. In order per
 * key, also with several instances: whoever publishes a key locks and publishes all rows of it, oldest first. What a dead
 * process left behind is published by the sweep of any instance. Readers may see an event twice, under the same id.
 *
 * <p>Why not Spring Modulith's registry: docs/decisions/0004-outbox.md.
 */
public final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final int SWEEP_KEYS = 200;
    /** PostgreSQL's code; Spring has no exception of its own for it. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** What the running transaction has appended. */
    private static final ScopedValue<List<Event>> APPENDED = ScopedValue.newInstance();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Events events;
    private final EventCodec codec;
    private final boolean publishing;
    private final AtomicLong overdue = new AtomicLong();

    // publishing: false where there is no broker, as in a replay; then events just stay where they are
    Outbox(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Events events,
            EventCodec codec,
            MeterRegistry meters,
            boolean publishing) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.codec = codec;
        this.publishing = publishing;
        meters.gauge("souk.outbox.overdue", overdue);
    }

    /**
     * Runs {@code work} in one transaction, then publishes what it appended. Returns when the broker has acknowledged; if the
     * broker is away it returns all the same, and the sweep publishes later. Inside another {@code transact} it just joins.
     */
    public <T extends @Nullable Object> T transact(Supplier<T> work) {
        if (APPENDED.isBound()) {
            return work.get();
        }
        var collected = new ArrayList<Event>();
        T result = ScopedValue.where(APPENDED, collected)
                .call(() -> transaction.execute(_ -> {
                    var value = work.get();
                    insert(collected);
                    return value;
                }));
        afterCommit(collected);
        return result;
    }

    /** As {@link #transact(Supplier)}, without a result. */
    public void transact(Runnable work) {
        Supplier<@Nullable Void> supplier = () -> {
            work.run();
            return null;
        };
        transact(supplier);
    }

    /**
     * Publishes {@code event} if and when the surrounding {@link #transact} commits.
     *
     * @throws IllegalStateException outside of one
     */
    public void append(Event event) {
        if (!APPENDED.isBound()) {
            throw new IllegalStateException("append needs a surrounding transact");
        }
        APPENDED.get().add(event);
    }

    /** Publishes what a dead process, or an absent broker, left behind for more than two seconds. */
    @Scheduled(fixedDelayString = "${souk.outbox.sweep:PT1S}")
    void sweep() {
        if (!publishing) {
            return;
        }
        var keys = jdbc.queryForList(
                "select key from outbox where created_at < now() - interval '2 seconds' group by key order by min(id) limit "
                        + SWEEP_KEYS,
                String.class);
        overdue.set(keys.size());
        var left = 0;
        for (var key : keys) {
            switch (publishNow(Set.of(key), "for update nowait")) {
                case PUBLISHED -> {}
                case BUSY -> left++;
                case UNAVAILABLE -> {
                    return;
                }
            }
        }
        overdue.set(left);
    }

    private void afterCommit(Collection<Event> collected) {
        if (collected.isEmpty() || !publishing) {
            return;
        }
        var keys = new LinkedHashSet<String>();
        collected.forEach(event -> keys.add(event.meta().subject()));
        publishNow(keys, "for update");
    }

    private Outcome publishNow(Set<String> keys, String lock) {
        try {
            publish(keys, lock);
            return Outcome.PUBLISHED;
        } catch (RuntimeException e) {
            log.warn(
                    "events of {} keys wait in the outbox: {}",
                    keys.size(),
                    e.getClass().getSimpleName());
            return isLocked(e) ? Outcome.BUSY : Outcome.UNAVAILABLE;
        }
    }

    private void insert(List<Event> collected) {
        if (collected.isEmpty()) {
            return;
        }
        var rows = collected.stream()
                .map(codec::encode)
                .map(out -> new Object[] {out.topic(), out.key(), JSON.writeValueAsString(headersOf(out)), out.value()})
                .toList();
        jdbc.batchUpdate("insert into outbox (topic, key, headers, value) values (?, ?, cast(? as jsonb), ?)", rows);
    }

    private void publish(Set<String> keys, String lock) {
        transaction.executeWithoutResult(_ -> {
            // Losing this commit in a crash only means publishing again under the same ids.
            jdbc.execute("set local synchronous_commit = off");
            var rows = jdbc.query(
                    "select id, topic, key, headers, value from outbox where key = any (?) order by id " + lock,
                    (row, _) -> new Row(
                            row.getLong("id"),
                            record(
                                    row.getString("topic"),
                                    row.getString("key"),
                                    row.getString("headers"),
                                    row.getBytes("value"))),
                    (Object) keys.toArray(String[]::new));
            events.send(rows.stream().map(Row::out).toList());
            jdbc.update(connection -> {
                var delete = connection.prepareStatement("delete from outbox where id = any (?)");
                Array ids = connection.createArrayOf(
                        "bigint", rows.stream().map(Row::id).toArray());
                delete.setArray(1, ids);
                return delete;
            });
        });
    }

    private static boolean isLocked(RuntimeException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
    }

    private static Map<String, String> headersOf(ProducerRecord<String, byte[]> out) {
        var headers = new LinkedHashMap<String, String>();
        out.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static ProducerRecord<String, byte[]> record(String topic, String key, String headers, byte[] value) {
        var out = new ProducerRecord<>(topic, key, value);
        JSON.readValue(headers, HEADERS).forEach((name, text) -> out.headers().add(name, text.getBytes(UTF_8)));
        return out;
    }

    private enum Outcome {
        PUBLISHED,
        /** Another transaction holds this key; the ones behind it need not wait. */
        BUSY,
        /** The broker or the database is away: as good as certain for the next key too. */
        UNAVAILABLE
    }

    private record Row(long id, ProducerRecord<String, byte[]> out) {}
}
