package io.souk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processor time that a platform on this machine uses for what is asked of it. Unlike a latency it hardly depends on what else
 * runs. Read from Linux' {@code /proc} and the pid files of {@code make up}; where these are missing there is nothing to say.
 */
final class ProcessorTime {
    /** Linux counts in hundredths of a second, whatever its kernel's own clock is. */
    private static final long MILLIS_PER_TICK = 10;

    private static final String STORE_OF_MANY_PROCESSES = "postgres";

    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Map<String, Long> used = new LinkedHashMap<>();
    private int turns;

    /** @param run where the pid files are */
    ProcessorTime(Path run) throws IOException {
        if (Files.isDirectory(run) && Files.isReadable(Path.of("/proc/self/stat"))) {
            try (var files = Files.newDirectoryStream(run, "*.pid")) {
                for (var file : files) {
                    var name = file.getFileName().toString().replace(".pid", "");
                    pids.put(name, Long.parseLong(Files.readAllLines(file).getFirst()));
                }
            }
        }
    }

    /** Something that takes turns. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Runs {@code work} and counts what it costs, as that of {@code turns} turns. */
    void of(int turns, Work work) throws InterruptedException {
        var before = now();
        work.run();
        now().forEach((name, ticks) -> used.merge(name, ticks - before.getOrDefault(name, ticks), Long::sum));
        this.turns += turns;
    }

    /** The lines of a table: milliseconds for each turn, by process, the most expensive first. */
    List<String> rows() {
        if (pids.isEmpty() || turns == 0) {
            return List.of();
        }
        var rows = new ArrayList<String>();
        rows.add("%-34s %7s %9s".formatted("processor time", "count", "ms a turn"));
        used.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(process -> rows.add(row("  " + process.getKey(), process.getValue())));
        rows.add(row(
                "a turn, all processes",
                used.values().stream().mapToLong(Long::longValue).sum()));
        return rows;
    }

    private String row(String name, long ticks) {
        return "%-34s %7d %9.1f".formatted(name, turns, (double) ticks * MILLIS_PER_TICK / turns);
    }

    private Map<String, Long> now() {
        var ticks = new LinkedHashMap<String, Long>();
        pids.forEach((name, pid) -> {
            var stat = stat(pid);
            if (stat != null) {
                ticks.put(name, name.equals(STORE_OF_MANY_PROCESSES) ? ofFamily(pid) : stat.ticks());
            }
        });
        return ticks;
    }

    /** A process with all its children, those that have ended too. */
    private static long ofFamily(long parent) {
        return ProcessHandle.allProcesses()
                .map(process -> stat(process.pid()))
                .filter(stat -> stat != null && (stat.pid() == parent || stat.parent() == parent))
                .mapToLong(stat -> stat.ticks() + (stat.pid() == parent ? stat.ticksOfEnded() : 0))
                .sum();
    }

    private record Stat(long pid, long parent, long ticks, long ticksOfEnded) {}

    private static @Nullable Stat stat(long pid) {
        try {
            var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // the name, in parentheses, may have anything in it
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    pid,
                    ticks(fields, 1),
                    ticks(fields, 11) + ticks(fields, 12),
                    ticks(fields, 13) + ticks(fields, 14));
        } catch (IOException e) {
            return null; // it has ended
        }
    }

    private static long ticks(String[] fields, int place) {
        return Long.parseLong(fields[place]);
    }
}
