package io.souk.system;

import static io.souk.test.LocalMachine.REPOSITORY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.souk.test.LocalMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All of Souk: the stores, the six services and the sample marketplace, started by {@code deploy/local/souk} once per test run,
 * on ports and in a folder of its own. With {@code SOUK_SYSTEM_URL} set, the platform that already runs there instead
 * ({@code SOUK_KAFKA} and {@code SOUK_HOME} say where its broker and its folder are); it must be fresh from {@code make reset}
 * and started with {@code SOUK_MESSAGES_PER_MINUTE=6000 SOUK_MESSAGE_BURST=500}, since tests speak faster than people.
 */
final class Platform implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FOLDERS = ".souk-test-";
    private static final List<String> PORTS = List.of(
            "SOUK_KAFKA_PORT",
            "SOUK_KAFKA_CONTROLLER_PORT",
            "SOUK_POSTGRES_PORT",
            "SOUK_NEO4J_PORT",
            "SOUK_GATEWAY_PORT",
            "SOUK_GATEWAY_MANAGEMENT_PORT",
            "SOUK_INTENT_PORT",
            "SOUK_RAG_PORT",
            "SOUK_GRAPH_PORT",
            "SOUK_TOOLS_PORT",
            "SOUK_CONVERSATION_PORT");

    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("intent", "8081", "rag", "8082", "graph", "8083", "tools", "8084", "conversation", "8085");

    private final URI url;
    private final String kafka;
    private final Path home;
    private final Map<String, String> settings;
    private final boolean ours;
    private boolean closed;

    private Platform(URI url, String kafka, Path home, Map<String, String> settings, boolean ours) {
        this.url = url;
        this.kafka = kafka;
        this.home = home;
        this.settings = settings;
        this.ours = ours;
    }

    /** Gives every test class the one platform of this run, and stops it when the last class is done. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Platform.class;
        }

        @Override
        public Platform resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Platform.class))
                    .computeIfAbsent(Platform.class, _ -> obtain(), Platform.class);
        }
    }

    private static Platform obtain() {
        var running = System.getenv("SOUK_SYSTEM_URL");
        return running == null ? fresh() : running(URI.create(running));
    }

    private static Platform running(URI url) {
        var home = System.getenv()
                .getOrDefault("SOUK_HOME", REPOSITORY.resolve(".souk").toString());
        return new Platform(
                url, System.getenv().getOrDefault("SOUK_KAFKA", "localhost:29092"), Path.of(home), Map.of(), false);
    }

    private static Platform fresh() {
        clearAwayTheDead();
        var home = REPOSITORY.resolve(FOLDERS + ProcessHandle.current().pid());
        var settings = new HashMap<String, String>();
        settings.put("SOUK_HOME", home.toString());
        settings.put("SOUK_BUILD", "no");
        // six services start on two cores: the optimising compiler would take more of them than it ever gives back in
        // minutes
        settings.put("SOUK_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        settings.put("SOUK_STORE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        settings.put("SOUK_CLASS_CACHE", "no"); // nor do archives of classes pay for a start or two
        settings.put("SOUK_WARM_UP_TURNS", "10"); // nobody measures
        settings.put("SOUK_CARRIER_SIMULATOR", "false"); // the sample's parcels stay where tests expect them
        settings.put("SOUK_MESSAGES_PER_MINUTE", "6000");
        settings.put("SOUK_MESSAGE_BURST", "500");
        int port = LocalMachine.freePorts(PORTS.size(), 12_000, 20_000);
        for (var name : PORTS) {
            settings.put(name, Integer.toString(port++));
        }
        var platform = new Platform(
                URI.create("http://localhost:" + settings.get("SOUK_GATEWAY_PORT")),
                "localhost:" + settings.get("SOUK_KAFKA_PORT"),
                home,
                settings,
                true);
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "stop-souk"));
        platform.souk("up");
        platform.warmUpOrders();
        return platform;
    }

    /** {@code souk up} warms up what guests may ask; looking into orders must be warm enough for its time limit, too. */
    private void warmUpOrders() {
        var alice = signIn("alice");
        await("an order")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> post("/api/chat", Map.of("message", "Track ORD-1001"), alice)
                                .get("response")
                                .stringValue(),
                        response -> response.contains("DHL"));
    }

    URI url() {
        return url;
    }

    /** Where one of the services answers the others, on this machine only. */
    URI service(String name) {
        var port = "SOUK_" + name.toUpperCase(Locale.ROOT) + "_PORT";
        return URI.create("http://localhost:" + settings.getOrDefault(port, DEFAULT_PORTS.get(name)));
    }

    /** Bootstrap server of the broker. */
    String kafka() {
        return kafka;
    }

    /** Starts whatever is not running, and returns when it says that it is ready; nobody asks it anything before the test does. */
    void start() {
        var again = new HashMap<>(settings);
        again.put("SOUK_SAMPLE", "no");
        souk("up", again);
    }

    /** Stops services and starts them with further settings. */
    void restart(Map<String, String> further, String... services) {
        for (var service : services) {
            stop(service);
        }
        var again = new HashMap<>(settings);
        again.putAll(further);
        again.put("SOUK_SAMPLE", "no");
        souk("up", again);
    }

    /** Stops one service as an operator would: it may finish what it is at. */
    void stop(String service) {
        end(service, ProcessHandle::destroy);
    }

    /** One service dies at once, with whatever it was at. */
    void kill(String service) {
        end(service, ProcessHandle::destroyForcibly);
    }

    private void end(String service, Consumer<ProcessHandle> how) {
        try {
            var pid = Files.readAllLines(home.resolve("run").resolve(service + ".pid"))
                    .getFirst();
            var process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            how.accept(process);
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(service + " did not end", e);
        }
    }

    /** An access token of a sample user. */
    String signIn(String username) {
        var token = post("/api/auth/token", Map.of("username", username, "password", "souk"), null);
        return token.get("accessToken").stringValue();
    }

    /** What the public REST surface answers; fails unless it is a success. */
    JsonNode get(String path, @Nullable String token) {
        return send(HttpRequest.newBuilder(url.resolve(path)).GET(), token);
    }

    JsonNode post(String path, Object body, @Nullable String token) {
        return send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                token);
    }

    JsonNode delete(String path, @Nullable String token) {
        return send(HttpRequest.newBuilder(url.resolve(path)).DELETE(), token);
    }

    private static JsonNode send(HttpRequest.Builder request, @Nullable String token) {
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(response + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (ours && !closed) {
            closed = true;
            souk("reset");
            try {
                Files.deleteIfExists(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void souk(String command) {
        souk(command, settings);
    }

    private static void souk(String command, Map<String, String> settings) {
        try {
            var log = Files.createDirectories(REPOSITORY.resolve("system-tests/target"))
                    .resolve("souk-" + command + ".log");
            var builder = new ProcessBuilder(
                            REPOSITORY.resolve("deploy/local/souk").toString(), command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            if (settings.containsKey("SOUK_HOME")) {
                builder.environment().keySet().removeIf(name -> name.startsWith("SOUK_"));
            }
            builder.environment().putAll(settings);
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("souk " + command + " failed: "
                        + Files.readAllLines(log, UTF_8).stream()
                                .filter(line -> !line.isBlank())
                                .collect(joining("\n")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A test run that was killed could not tidy up; its folder is named for its process. */
    private static void clearAwayTheDead() {
        try (var folders = Files.newDirectoryStream(REPOSITORY, FOLDERS + "*")) {
            for (var folder : folders) {
                var pid = folder.getFileName().toString().substring(FOLDERS.length());
                if (pid.matches("\\d+") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    souk("reset", Map.of("SOUK_HOME", folder.toString()));
                    Files.deleteIfExists(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
