package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Event;
import io.souk.events.EventCodec;
import io.souk.kit.Lanes.Batch;
import io.souk.kit.Lanes.Older;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * State changes and their events commit together: events are rows of the same transaction, published right after it by the process
 * that wrote them, and removed in passing once the broker has them. In order per key, also with several instances: within a process
 * by {@link Lanes}; where rows of another one are found before one's own, they are given a moment to go, and then whoever publishes the
 * key locks and publishes all rows of it, oldest first. What a dead process left behind is published by the sweep of any instance.
 * Readers may see an event twice, under the same id, and the second time after later ones.
 *
 * <p>Why not Spring Modulith's registry, and why so: docs/decisions/0004-outbox.md.
 */
public final class Outbox implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final int SWEEP_KEYS = 200;
    private static final long POLL_NANOS = 10_000_000;
    /** PostgreSQL's code; Spring has no exception of its own for it. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int ROWS_AT_ONCE = 100;
    /** How long the rows of another instance, which is most likely alive, have to be published by it. */
    private static final double PATIENCE_SECONDS = 0.5;

    private static final Duration STOPPING = Duration.ofSeconds(5);

    /** What the running transaction has appended. */
    private static final ScopedValue<List<Event>> APPENDED = ScopedValue.newInstance();

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Events events;
    private final EventCodec codec;
    private final boolean publishing;
    private final AtomicLong overdue = new AtomicLong();
    private final Lanes lanes = new Lanes();
    private final BlockingQueue<Batch> sent = new LinkedBlockingQueue<>();
    private final Thread remover = Thread.ofPlatform().daemon().name("outbox").unstarted(this::removeSent);

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
        if (publishing) {
            remover.start();
        }
    }

    /**
     * Runs {@code work} in one transaction, then publishes what it appended. Returns when that is on its way: what the broker does not
     * acknowledge stays, and the sweep publishes it later. Inside another {@code transact} it just joins.
     */
    public <T extends @Nullable Object> T transact(Supplier<T> work) {
        if (APPENDED.isBound()) {
            return work.get();
        }
        var collected = new ArrayList<Event>();
        var written = new AtomicReference<@Nullable Batch>();
        T result;
        try {
            result = ScopedValue.where(APPENDED, collected)
                    .call(() -> transaction.execute(_ -> {
                        var value = work.get();
                        if (!collected.isEmpty()) {
                            written.set(insert(collected));
                        }
                        return value;
                    }));
        } catch (RuntimeException | Error e) {
            // Perhaps it has committed, and only the answer was lost: a sweep will see.
            Optional.ofNullable(written.get()).ifPresent(lanes::failed);
            throw e;
        }
        Optional.ofNullable(written.get()).ifPresent(this::publish);
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
        lanes.tidy();
        var keys = jdbc.queryForList(
                "select key from outbox where created_at < now() - interval '2 seconds' and key <> all (?) group by key order by min(id) limit "
                        + SWEEP_KEYS,
                String.class,
                (Object) lanes.busy().toArray(String[]::new));
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

    private void publish(Batch batch) {
        if (!publishing) {
            lanes.failed(batch);
            return;
        }
        try {
            for (var before : batch.before) {
                if (!before.join()) {
                    lanes.failed(batch); // what waits in front of it is for the sweep, and so is this
                    return;
                }
            }
            if (batch.strangers.isEmpty() || areGone(batch.strangers)) {
                var _ = events.sendAsync(batch.records).whenComplete((_, error) -> sent(batch, error));
            } else if (publishNow(batch.keys, "for update") == Outcome.PUBLISHED) {
                batch.removed = true;
                lanes.published(batch);
            } else {
                lanes.failed(batch);
            }
        } catch (RuntimeException e) {
            // The work has committed: its caller must not think otherwise.
            lanes.failed(batch);
            warn(batch.keys, e);
        } catch (Error e) {
            lanes.failed(batch);
            throw e;
        }
    }

    private void sent(Batch batch, @Nullable Throwable error) {
        if (error == null) {
            lanes.published(batch);
            sent.add(batch);
        } else {
            lanes.failed(batch);
            warn(batch.keys, error);
        }
    }

    /** Waits until the other instance has published and removed them, but only while it can be expected to. */
    private boolean areGone(List<Older> strangers) {
        var ids = strangers.stream().map(Older::id).toArray(Long[]::new);
        var age = strangers.stream().mapToDouble(Older::ageSeconds).max().orElse(0);
        var patience = PATIENCE_SECONDS - Math.max(0, age);
        var until = System.nanoTime() + (long) (patience * 1e9);
        while (true) {
            var left = jdbc.queryForObject("select count(*) from outbox where id = any (?)", Long.class, (Object) ids);
            if (left == null || left == 0) {
                return true;
            }
            if (System.nanoTime() - until >= 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Removes what was published, all there is at a time: nobody waits for it, and what a crash leaves is only published again. */
    private void removeSent() {
        var batches = new ArrayList<Batch>();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batches.add(sent.take());
                sent.drainTo(batches);
                remove(batches);
            } catch (InterruptedException e) {
                return;
            }
            batches.clear();
        }
    }

    private void remove(List<Batch> batches) throws InterruptedException {
        var ids = batches.stream().flatMap(batch -> batch.ids.stream()).toArray(Long[]::new);
        while (true) {
            try {
                jdbc.update("""
                        with quick as materialized (select set_config('synchronous_commit', 'off', true))
                        delete from outbox using quick where id = any (?)""", (Object) ids);
                batches.forEach(batch -> batch.removed = true);
                return;
            } catch (RuntimeException e) {
                log.warn(
                        "{} events that were published are still in the outbox: {}",
                        ids.length,
                        e.getClass().getSimpleName());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** What is on its way gets there, so that whoever starts next need not publish it again. */
    @Override
    public void destroy() throws InterruptedException {
        var until = System.nanoTime() + STOPPING.toNanos();
        while (!lanes.busy().isEmpty() && System.nanoTime() - until < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        remover.interrupt();
    }

    private Outcome publishNow(Set<String> keys, String lock) {
        try {
            publish(keys, lock);
            return Outcome.PUBLISHED;
        } catch (RuntimeException e) {
            warn(keys, e);
            return isLocked(e) ? Outcome.BUSY : Outcome.UNAVAILABLE;
        }
    }

    private static void warn(Collection<String> keys, Throwable error) {
        log.warn(
                "events of {} keys wait in the outbox: {}",
                keys.size(),
                error.getClass().getSimpleName());
    }

    /** Writes the rows, and looks in the same round trip for older ones of their keys. */
    private Batch insert(List<Event> collected) {
        var records = collected.stream().map(codec::encode).toList();
        var ids = new ArrayList<Long>();
        var older = new ArrayList<Older>();
        for (var from = 0; from < records.size(); from += ROWS_AT_ONCE) {
            insert(records.subList(from, Math.min(records.size(), from + ROWS_AT_ONCE)), ids, older);
        }
        older.removeIf(row -> row.id() >= ids.getFirst());
        return lanes.enter(records, ids, older);
    }

    private void insert(List<ProducerRecord<String, byte[]>> records, List<Long> ids, List<Older> older) {
        var parameters = new ArrayList<Object>();
        for (var out : records) {
            parameters.add(out.topic());
            parameters.add(out.key());
            parameters.add(JSON.writeValueAsString(headersOf(out)));
            parameters.add(out.value());
        }
        parameters.add(records.stream().map(ProducerRecord::key).distinct().toArray(String[]::new));
        var rows = String.join(", ", Collections.nCopies(records.size(), "(?, ?, cast(? as jsonb), ?)"));
        jdbc.query(
                "with added as (insert into outbox (topic, key, headers, value) values " + rows + " returning id) "
                        + """
                        select id, null as key, null as age from added
                        union all select id, key, extract(epoch from clock_timestamp() - created_at) from outbox where key = any (?)
                        order by id""",
                row -> {
                    var key = row.getString("key");
                    if (key == null) {
                        ids.add(row.getLong("id"));
                    } else {
                        older.add(new Older(row.getLong("id"), key, row.getDouble("age")));
                    }
                },
                parameters.toArray());
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
