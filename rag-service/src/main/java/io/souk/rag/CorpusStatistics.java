package io.souk.rag;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Follows what the documents are made of: how rare each word is, and {@code souk.rag.chunks}. */
@Component
class CorpusStatistics {
    /** Times as long as counting took: at most a twentieth of the time is spent on it. */
    private static final int PAUSE = 20;

    private final JdbcClient jdbc;
    private final AtomicLong chunks;
    private @Nullable Extent last;
    private Instant notBefore = Instant.MIN;

    CorpusStatistics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.chunks = meters.gauge("souk.rag.chunks", new AtomicLong());
    }

    /** Chunk ids only grow, so every change of the documents changes one of these; so does another generation. */
    private record Extent(int generation, long chunks, long newest) {}

    /**
     * Words of chunks that came since count as rare, which does no harm for these seconds. The more there is to count, the less
     * often.
     */
    @Scheduled(fixedDelayString = "PT2S")
    @Transactional
    void refresh() {
        var extent = jdbc.sql("""
                        with live as materialized (select id from generation where state = 'LIVE')
                        select (select id from live) as generation, count(*) as chunks, coalesce(max(id), 0) as newest
                        from chunk where generation = (select id from live)""").query(Extent.class).single();
        chunks.set(extent.chunks());
        var started = Instant.now();
        // Of several instances, one does it.
        if (!extent.equals(last)
                && started.isAfter(notBefore)
                && jdbc.sql("select pg_try_advisory_xact_lock(hashtext('souk.rag.term'))")
                        .query(Boolean.class)
                        .single()) {
            jdbc.sql("set local statement_timeout = '60s'").update();
            // Here all rows are read, for which connections are not made.
            jdbc.sql("set local enable_seqscan = on").update();
            jdbc.sql("refresh materialized view concurrently term").update();
            // Plans are kept over searches, so what they rest on is counted again in time.
            jdbc.sql("analyze chunk_" + extent.generation()).update();
            jdbc.sql("analyze term").update();
            last = extent;
            var now = Instant.now();
            notBefore = now.plus(Duration.between(started, now).multipliedBy(PAUSE));
        }
    }
}
