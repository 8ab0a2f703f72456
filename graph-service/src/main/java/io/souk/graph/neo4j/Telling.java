package io.souk.graph.neo4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out of a word or a measure among the products of some categories a moment ago, for that means to look at each of them.
 * The least asked is forgotten first.
 */
public final class Telling<T> {
    private static final long BELIEVED_NANOS = 60_000_000_000L;
    private static final int MOST = 20_000;

    private record Key(List<String> categories, String of) {}

    private record Told<T>(T what, long at) {}

    private final Map<Key, Told<T>> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told<T>> eldest) {
            return size() > MOST;
        }
    };

    /** Empty if nobody knows, or no longer. */
    public synchronized Optional<T> of(List<String> categories, String of) {
        var known = told.get(new Key(categories, of));
        return known == null || System.nanoTime() - known.at() > BELIEVED_NANOS
                ? Optional.empty()
                : Optional.of(known.what());
    }

    public synchronized void put(List<String> categories, String of, T what) {
        told.put(new Key(categories, of), new Told<>(what, System.nanoTime()));
    }
}
