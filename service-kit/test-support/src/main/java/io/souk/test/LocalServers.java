package io.souk.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The local runtime's own servers on free ports, with scratch folders that go with the JVM. */
final class LocalServers {
    private static final Duration START = Duration.ofSeconds(60);
    static final Path REPOSITORY = repository();
    private static final List<Process> RUNNING = new ArrayList<>();
    private static final List<Path> SCRATCH = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(LocalServers::stopAll, "stop-servers"));
    }

    private LocalServers() {}

    static String kafka() {
        int port = freePort();
        start("kafka", port, java("kafka-server", "256m", "io.souk.local.kafka.KafkaServer", port));
        return "localhost:" + port;
    }

    static String neo4j() {
        int port = freePort();
        start("neo4j", port, java("neo4j-server", "512m", "io.souk.local.neo4j.Neo4jServer", port));
        return "bolt://localhost:" + port;
    }

    static String postgres() {
        int port = freePort();
        var folder = scratch("postgres");
        start(
                "postgres",
                port,
                List.of(
                        REPOSITORY.resolve("deploy/local/bin/postgres-scratch").toString(),
                        folder.resolve("data").toString(),
                        Integer.toString(port)));
        return "jdbc:postgresql://localhost:" + port + '/';
    }

    private static List<String> java(String module, String heap, String main, int port) {
        var jars = REPOSITORY.resolve("deploy/local").resolve(module).resolve("target/runtime/lib");
        if (Files.notExists(jars)) {
            throw new IllegalStateException(jars + " is missing: run ./mvnw package -pl deploy/local/" + module);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                jars + "/*",
                main,
                scratch(module).toString(),
                Integer.toString(port));
    }

    private static void start(String name, int port, List<String> command) {
        try {
            var log = Files.createTempFile("souk-" + name + '-', ".log");
            SCRATCH.add(log);
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            RUNNING.add(process);
            Awaitility.await(name + " to listen on " + port)
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(name + " ended: " + Files.readString(log));
                        }
                        return answers(port);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path scratch(String name) {
        try {
            var folder = Files.createTempDirectory("souk-" + name + '-');
            SCRATCH.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
            try {
                if (!process.waitFor(Duration.ofSeconds(5))) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
        SCRATCH.forEach(LocalServers::delete);
    }

    private static void delete(Path root) {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // The folder of temporary files is cleaned by the machine.
        }
    }
}
