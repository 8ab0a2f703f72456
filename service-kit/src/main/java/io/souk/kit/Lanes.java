package io.souk.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The order in which this process publishes what its transactions wrote to the outbox: per key, as they entered, and none before the
 * one before it is out. Whoever enters still holds the lock of what its events are about, so the order is that of the commits.
 */
final class Lanes {
    /** After this long nobody can still be at work with rows read before they were removed. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Map<String, Lane> lanes = new HashMap<>();

    /** The latest of this process in one key, and up to which row all rows of the key are its business, or were. */
    private record Lane(Batch last, long upTo) {}

    /** A row that was there before those of a transaction, of the same key. */
    record Older(long id, String key, double ageSeconds) {}

    /**
     * Takes a place in the lanes of these events' keys. Call in the transaction that has written them.
     *
     * @param ids of their rows
     * @param older rows of the same keys that were there already
     */
    synchronized Batch enter(List<ProducerRecord<String, byte[]>> records, List<Long> ids, Collection<Older> older) {
        var keys = new HashSet<String>();
        records.forEach(out -> keys.add(out.key()));
        var before = new ArrayList<CompletableFuture<Boolean>>();
        for (var key : keys) {
            var lane = lanes.get(key);
            if (lane != null) {
                before.add(lane.last().published);
            }
        }
        var strangers = older.stream()
                .filter(row -> {
                    var lane = lanes.get(row.key());
                    return lane == null || row.id() > lane.upTo();
                })
                .toList();
        var batch = new Batch(keys, records, ids, before, strangers);
        var upTo = ids.getLast();
        keys.forEach(key -> lanes.put(key, new Lane(batch, upTo)));
        return batch;
    }

    /** Its rows stay for a sweep, and so do those that come after it: whoever enters from now on finds them as a stranger's. */
    void failed(Batch batch) {
        synchronized (this) {
            for (var key : batch.keys) {
                var lane = lanes.get(key);
                if (lane != null && lane.last() == batch) {
                    lanes.remove(key);
                }
            }
        }
        batch.removed = true;
        batch.records = List.of();
        batch.published.complete(false);
    }

    /** Everything of it is out; its rows may be there for a while yet. */
    void published(Batch batch) {
        batch.records = List.of();
        batch.published.complete(true);
    }

    /** Keys of which this process still has something to publish or to remove. */
    synchronized Set<String> busy() {
        var busy = new HashSet<String>();
        lanes.forEach((key, lane) -> {
            if (!lane.last().removed) {
                busy.add(key);
            }
        });
        return busy;
    }

    /** Forgets lanes that nobody has used for a while. */
    synchronized void tidy() {
        var now = System.nanoTime();
        lanes.values().removeIf(lane -> lane.last().removed && now - lane.last().entered > KEPT_NANOS);
    }

    /** What one transaction has written. */
    static final class Batch {
        final Set<String> keys;
        /** None once they are out: a lane is remembered longer than they are needed. */
        volatile List<ProducerRecord<String, byte[]>> records;

        final List<Long> ids;
        /** Of those before it in its lanes: whether they got out. */
        final List<CompletableFuture<Boolean>> before;
        /** Rows that are no business of this process so far, but must be out first. */
        final List<Older> strangers;

        final CompletableFuture<Boolean> published = new CompletableFuture<>();
        private final long entered = System.nanoTime();
        volatile boolean removed;

        private Batch(
                Set<String> keys,
                List<ProducerRecord<String, byte[]>> records,
                List<Long> ids,
                List<CompletableFuture<Boolean>> before,
                List<Older> strangers) {
            this.keys = keys;
            this.records = records;
            this.ids = ids;
            this.before = before;
            this.strangers = strangers;
        }
    }
}
