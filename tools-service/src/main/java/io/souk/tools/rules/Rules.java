package io.souk.tools.rules;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rules of all times. Versions are read anew every second, and hold from the moment that they name: announced a little ahead,
 * a version begins at the same moment on every instance.
 */
@Component
public class Rules {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Read read;

    Rules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Row(int version, Instant from, String seller, String name, String value) {}

    /** What was read, when, and what held last. */
    private record Read(List<Row> rows, long nanos, Instant validFrom, Instant validUntil, RuleBook book) {}

    /** What holds now. */
    public RuleBook current() {
        var known = read;
        var now = clock.instant();
        var rows = known == null || System.nanoTime() - known.nanos() > FRESH_NANOS ? null : known.rows();
        if (known != null && rows != null && !now.isBefore(known.validFrom()) && now.isBefore(known.validUntil())) {
            return known.book();
        }
        var nanos =
                rows == null ? System.nanoTime() : Objects.requireNonNull(known).nanos();
        var all = rows == null ? readAll() : rows;
        var next = all.stream()
                .map(Row::from)
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        var book = at(now, all);
        read = new Read(all, nanos, now, next, book);
        return book;
    }

    private static RuleBook at(Instant now, List<Row> all) {
        var version = 0;
        var values = new HashMap<String, Map<String, String>>();
        for (var row : all) { // oldest version first
            if (!row.from().isAfter(now)) {
                version = row.version();
                values.computeIfAbsent(row.seller(), _ -> new HashMap<>()).put(row.name(), row.value());
            }
        }
        return new RuleBook(version, Map.copyOf(values));
    }

    private List<Row> readAll() {
        return jdbc.sql("""
                        select version, effective_from, seller_id, name, value
                        from rule join rule_version using (version) order by version""")
                .query((row, _) -> new Row(
                        row.getInt("version"),
                        row.getObject("effective_from", OffsetDateTime.class).toInstant(),
                        row.getString("seller_id"),
                        row.getString("name"),
                        row.getString("value")))
                .list();
    }
}
