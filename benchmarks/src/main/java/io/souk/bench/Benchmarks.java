package io.souk.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a running platform, and prints how long it took: one conversation at a time over the socket next to bare Kafka on the same
 * broker, then as many turns per second as it sustains. Takes less than five minutes.
 */
final class Benchmarks {
    private static final int WARM_UP = 6;
    private static final int CONVERSATIONS = 20;
    private static final int HOP_ROUNDS = 25;
    private static final int CONCURRENT = 100;
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final List<Integer> RATES = List.of(10, 20, 40, 60, 80, 120, 160, 240, 320, 480);

    private final URI gateway;
    private final Kafka kafka;
    private final StringBuilder report = new StringBuilder();

    private Benchmarks(URI gateway, Kafka kafka) {
        this.gateway = gateway;
        this.kafka = kafka;
    }

    static void main() throws Exception {
        var port = System.getenv().getOrDefault("SOUK_GATEWAY_PORT", "8080");
        var gateway = System.getenv().getOrDefault("SOUK_SYSTEM_URL", "http://localhost:" + port);
        var kafka = System.getenv().getOrDefault("SOUK_KAFKA", "localhost:29092");
        new Benchmarks(URI.create(gateway), new Kafka(kafka)).run();
    }

    private void run() throws Exception {
        say(machine());
        latency();
        throughput();
        Files.writeString(folder().resolve("benchmark.txt"), report, UTF_8);
    }

    private void latency() throws IOException, InterruptedException {
        var hops = new Latencies();
        var turns = new Latencies();
        var words = new Latencies();
        var kinds = new LinkedHashMap<String, Latencies>();
        List<String> stages;
        var processors = new ProcessorTime(
                Path.of(System.getenv().getOrDefault("SOUK_HOME", ".souk")).resolve("run"));
        try (var bare = new BareHops(kafka)) {
            for (int number = 0; number < WARM_UP; number++) {
                bareHops(bare, number, new Latencies());
                converse(null, Question.OF_GUESTS, new Latencies(), new Latencies(), new LinkedHashMap<>());
            }
            stages = measured(bare, processors, hops, words, turns, kinds);
        }
        say("");
        say(Latencies.header("one conversation at a time"));
        kinds.forEach((kind, latencies) -> say(latencies.row("  " + kind)));
        stages.forEach(this::say);
        say(words.row("first words of the reply"));
        say(turns.row("turn, socket to socket"));
        say(hops.row(BareHops.HOPS + " bare Kafka hops"));
        say("%-34s %7s %9.1f %9.1f %9.1f"
                .formatted(
                        "turn / bare hops",
                        "",
                        turns.millis(50) / hops.millis(50),
                        turns.millis(95) / hops.millis(95),
                        turns.millis(99) / hops.millis(99)));
        processors.rows().forEach(this::say);
    }

    /** Fills the latencies; what it returns says where a turn's time went. */
    private List<String> measured(
            BareHops bare,
            ProcessorTime processors,
            Latencies hops,
            Latencies words,
            Latencies turns,
            Map<String, Latencies> kinds)
            throws IOException, InterruptedException {
        var customers = List.of(signIn("alice"), signIn("bob"));
        try (var watched = new Stages(kafka)) {
            for (int number = 0; number < CONVERSATIONS; number++) {
                bareHops(bare, number, hops);
                processors.of(Question.OF_GUESTS.size(), () -> converse(null, Question.OF_GUESTS, words, turns, kinds));
                if (number % 2 == 0) {
                    var customer = customers.get(number / 2 % customers.size());
                    processors.of(
                            Question.OF_CUSTOMERS.size(),
                            () -> converse(customer, Question.OF_CUSTOMERS, words, turns, kinds));
                }
            }
            return watched.rows();
        }
    }

    private static void bareHops(BareHops bare, int number, Latencies latencies) {
        for (int round = 0; round < HOP_ROUNDS; round++) {
            bare.once(number * HOP_ROUNDS + round, latencies);
        }
    }

    private void converse(
            @Nullable String token,
            List<Question> questions,
            Latencies words,
            Latencies turns,
            Map<String, Latencies> kinds)
            throws InterruptedException {
        try (var person = new SocketTurns(gateway, token)) {
            for (var question : questions) {
                person.ask(question.text(), (first, whole) -> {
                    words.add(first);
                    turns.add(whole);
                    kinds.computeIfAbsent(question.kind(), _ -> new Latencies()).add(whole);
                });
            }
        }
    }

    private void throughput() throws InterruptedException {
        say("");
        say(CONCURRENT + " conversations at once, p95 below " + LIMIT.toMillis() + " ms");
        say(Latencies.header("turns per second: asked for, done"));
        try (var load = new Load(kafka, CONCURRENT)) {
            int sustained = 0;
            int tooMuch = 0;
            for (int rate : RATES) {
                if (!isSustained(load, rate)) {
                    tooMuch = rate;
                    break;
                }
                sustained = rate;
            }
            for (int more = 0; more < 2 && tooMuch - sustained > 5; more++) {
                int rate = (sustained + tooMuch) / 2;
                if (isSustained(load, rate)) {
                    sustained = rate;
                } else {
                    tooMuch = rate;
                }
            }
            say("sustained: " + sustained + " turns per second");
        }
    }

    private boolean isSustained(Load load, int rate) throws InterruptedException {
        var measured = load.at(rate, SETTLE, WINDOW);
        boolean sustained = measured.isSustained(LIMIT);
        say(measured.latencies().row("%17d %9.1f %s".formatted(rate, measured.achieved(), sustained ? "" : "(no)")));
        return sustained;
    }

    private String signIn(String username) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var json = JsonMapper.shared();
            var credentials = json.writeValueAsString(Map.of("username", username, "password", "souk"));
            var response = http.send(
                    HttpRequest.newBuilder(gateway.resolve("/api/auth/token"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(credentials))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("cannot sign in as " + username + ": " + response.body());
            }
            return json.readTree(response.body()).get("accessToken").stringValue();
        }
    }

    private static String machine() throws IOException {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var lines = new ArrayList<String>();
        lines.add(Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", Java " + Runtime.version());
        lines.add(system.getAvailableProcessors() + " processors, " + processor() + ", " + system.getName()
                + ", load before: %.1f".formatted(system.getSystemLoadAverage()));
        return String.join("\n", lines);
    }

    private static String processor() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        if (Files.notExists(info)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** Beside the jar. */
    private static Path folder() throws URISyntaxException {
        var code = Path.of(Benchmarks.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.isDirectory(code) ? code : code.resolveSibling("");
    }

    private void say(String line) {
        System.out.println(line);
        report.append(line).append('\n');
    }
}
