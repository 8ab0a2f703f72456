package io.souk.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
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
    static final Path REPOSITORY = repository();
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
            int port = freePort();
            var process = new ProcessBuilder(
                            REPOSITORY.resolve("deploy/local/store").toString(),
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

    /** Below the ports that the system hands out to clients, and with the next one free too: Kafka's controller takes it. */
    private static int freePort() {
        for (int port = 20_000 + (int) (ProcessHandle.current().pid() % 500) * 20; port < 32_000; port += 2) {
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port");
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path repository() {
        var folder = Path.of("").toAbsolutePath();
        while (Files.notExists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("tests must run inside the repository");
            }
        }
        return folder;
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
