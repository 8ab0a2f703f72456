package io.souk.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The local runtime's own servers on free ports. Each is a {@code deploy/local/store} process, which ends its server when this
 * JVM's end of the pipe closes, however the JVM ended.
 */
final class LocalServers {
    private static final List<Process> RUNNING = new ArrayList<>();
    private static final List<Path> SCRATCH = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(LocalServers::stopAll, "stop-servers"));
    }

    private LocalServers() {}

    static String kafka() {
        return "localhost:" + start("kafka");
    }

    static String neo4j() {
        return "bolt://localhost:" + start("neo4j");
    }

    static String postgres() {
        return "jdbc:postgresql://localhost:" + start("postgres") + '/';
    }

    /** Returns the port once the server answers. */
    private static int start(String store) {
        try {
            var folder = Files.createTempDirectory("souk-" + store + '-');
            // With the next one free too: Kafka's controller takes it.
            int port = LocalMachine.freePorts(2, 20_000, 32_000);
            var process = new ProcessBuilder(
                            LocalMachine.REPOSITORY
                                    .resolve("deploy/local/store")
                                    .toString(),
                            store,
                            folder.toString(),
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .start();
            RUNNING.add(process);
            SCRATCH.add(folder);
            var words = new BufferedReader(process.inputReader(UTF_8));
            var said = new ArrayList<String>();
            for (var line = words.readLine(); line != null; line = words.readLine()) {
                if (line.startsWith("ready ")) {
                    return port;
                }
                said.add(line);
            }
            throw new IllegalStateException(store + " did not start: " + String.join(" ", said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stopAll() {
        RUNNING.forEach(Process::destroy);
        for (var process : RUNNING) {
            process.onExit().join();
        }
        SCRATCH.forEach(LocalServers::delete);
    }

    private static void delete(Path root) {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The machine cleans its folder of temporary files.
        }
    }
}
