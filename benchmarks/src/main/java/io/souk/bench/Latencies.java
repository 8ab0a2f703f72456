package io.souk.bench;

import java.time.Duration;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Durations in microseconds, up to a minute, to three digits. */
final class Latencies {
    private final Histogram histogram = new ConcurrentHistogram(60_000_000, 3);

    void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos / 1_000, 1, 60_000_000));
    }

    long count() {
        return histogram.getTotalCount();
    }

    double millis(double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }

    boolean isBelow(Duration limit, double percentile) {
        return count() > 0 && millis(percentile) < limit.toMillis();
    }

    /** One line of a table. */
    String row(String name) {
        return "%-34s %7d %9.1f %9.1f %9.1f".formatted(name, count(), millis(50), millis(95), millis(99));
    }

    static String header(String name) {
        return "%-34s %7s %9s %9s %9s".formatted(name, "count", "p50 ms", "p95 ms", "p99 ms");
    }
}
