package io.souk.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which words told products of a category apart a moment ago; the least asked are forgotten first. */
final class Telling {
    private static final long BELIEVED_NANOS = 60_000_000_000L;
    private static final int MOST = 20_000;

    private record Key(List<String> categories, String word) {}

    private record Told(boolean tells, long at) {}

    private final Map<Key, Told> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
            return size() > MOST;
        }
    };

    /** Empty if nobody knows, or no longer. */
    synchronized Optional<Boolean> of(List<String> categories, String word) {
        var known = told.get(new Key(categories, word));
        return known == null || System.nanoTime() - known.at() > BELIEVED_NANOS
                ? Optional.empty()
                : Optional.of(known.tells());
    }

    synchronized void put(List<String> categories, String word, boolean tells) {
        told.put(new Key(categories, word), new Told(tells, System.nanoTime()));
    }
}
