package io.souk.bench.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * Against a running gateway and graph-service whose graph may be filled ({@code make bench-graph} starts both on ports and in a folder
 * of their own): imports generated products as a seller would, waits until the graph has all of them, then asks.
 */
final class GraphBenchmark {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int WARM_UP = 500;
    private static final int ASKED = 1_000;
    /** What is slow is asked less often. */
    private static final int WARMED_SECONDS = 8;

    private static final int ASKED_SECONDS = 20;
    /** The last products of a topic's every partition are among so many of the last that were sent. */
    private static final int LAST = 1_000;

    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String gateway;
    private final String graph;
    private final int products;

    private GraphBenchmark(String gateway, String graph, int products) {
        this.gateway = gateway;
        this.graph = graph;
        this.products = products;
    }

    static void main() throws Exception {
        var env = System.getenv();
        var run = new GraphBenchmark(
                "http://localhost:" + env.getOrDefault("SOUK_GATEWAY_PORT", "8080"),
                "http://localhost:" + env.getOrDefault("SOUK_GRAPH_PORT", "8083"),
                Integer.parseInt(env.getOrDefault("SOUK_BENCH_PRODUCTS", "50000")));
        run.importAll();
        run.ask();
    }

    private void importAll() throws IOException, InterruptedException {
        if (total() >= products) {
            System.out.printf("%,d products are in the graph already%n", products);
            return;
        }
        var body = IntStream.range(0, products).mapToObj(Shop::line).collect(Collectors.joining("\n"));
        var token = JSON.readTree(send(HttpRequest.newBuilder(URI.create(gateway + "/api/auth/token"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"username\":\"sam\",\"password\":\"souk\"}"))))
                .path("accessToken")
                .asString();
        var began = System.nanoTime();
        var report = JSON.readTree(send(HttpRequest.newBuilder(URI.create(gateway + "/api/catalog/products/import"))
                .header("Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))));
        var published = seconds(began);
        while (!isThere(products - LAST, products)) {
            if (seconds(began) > PATIENCE.toSeconds()) {
                throw new IllegalStateException("the graph has only " + total());
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        var there = seconds(began);
        if (total() != products) {
            throw new IllegalStateException("the graph has " + total());
        }
        System.out.printf(
                "import: %,d taken, %,d refused, %.1f MB; published after %.1f s, in the graph after %.1f s%n",
                report.path("taken").asInt(), report.path("refused").asInt(), body.length() / 1e6, published, there);
    }

    /** Whether the graph has these products; asks for their sellers, as that costs it the least. */
    private boolean isThere(int from, int to) throws IOException, InterruptedException {
        var ids = IntStream.range(Math.max(0, from), to).mapToObj(Shop::id).toList();
        var sellers = JSON.readTree(send(HttpRequest.newBuilder(URI.create(graph + "/v1/products/sellers"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(ids)))));
        return sellers.size() == ids.size();
    }

    private int total() throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(graph + "/v1/products?size=1"))))
                .path("total")
                .asInt();
    }

    private void ask() throws IOException, InterruptedException {
        var needs = List.of(
                "a light laptop under 900 for travel",
                "at least 16 GB and under 1.5 kg",
                "32 GB RAM, 1 TB of storage, between 400 and 1200",
                "cheap but long lasting");
        var kinds = new LinkedHashMap<String, IntFunction<String>>();
        kinds.put("compare 2", at -> "/v1/products/compare?ids=" + any(at) + ',' + any(at + 1));
        kinds.put(
                "compare 4",
                at -> "/v1/products/compare?ids="
                        + IntStream.range(0, 4).mapToObj(more -> any(at + more)).collect(Collectors.joining(",")));
        kinds.put("compatible, two named", at -> "/v1/products/" + any(at) + "/compatible/" + any(at + 7));
        kinds.put("compatible, with the catalogue", at -> "/v1/products/" + any(at) + "/compatible");
        kinds.put("similar", at -> "/v1/products/" + any(at) + "/similar");
        kinds.put(
                "recommend for a need",
                at -> "/v1/products/recommend?category="
                        + encoded(Shop.category(new Random(at).nextInt(Shop.CATEGORIES) / 5 * 5 + 3)) + "&need="
                        + encoded(needs.get(at % needs.size())));
        kinds.put(
                "recommend, no kind named",
                at -> "/v1/products/recommend?need="
                        + encoded(List.of("something light for travel under 100", "a gift for a gamer under 300")
                                .get(at % 2)));
        kinds.put(
                "recommend, nothing fulfils all",
                at -> "/v1/products/recommend?need="
                        + encoded(List.of("at least 128 GB of RAM under 1 kg", "at least 24 h of battery life below 60")
                                .get(at % 2)));
        kinds.put("first page of all, with facets", _ -> "/v1/products");
        kinds.put(
                "search with facets",
                at -> "/v1/products?query=" + encoded("brnd" + at % 200 + " laptop " + any(at).substring(6)));
        kinds.put("one product", at -> "/v1/products/" + any(at));
        // All are warmed up before the first is measured: what comes first must not pay for everybody's code.
        for (var kind : kinds.values()) {
            var began = System.nanoTime();
            for (var at = 0; at < WARM_UP && seconds(began) < WARMED_SECONDS; at++) {
                send(HttpRequest.newBuilder(URI.create(graph + kind.apply(at))));
            }
        }
        System.out.printf(
                "%-32s %8s %8s %8s %8s %8s   (ms, over HTTP, one at a time)%n",
                "", "p50", "p95", "p99", "max", "asked");
        for (Map.Entry<String, IntFunction<String>> kind : kinds.entrySet()) {
            var times = new Histogram(3);
            var start = System.nanoTime();
            for (var at = WARM_UP; at < WARM_UP + ASKED && seconds(start) < ASKED_SECONDS; at++) {
                var request = HttpRequest.newBuilder(
                        URI.create(graph + kind.getValue().apply(at)));
                var began = System.nanoTime();
                send(request);
                times.recordValue((System.nanoTime() - began) / 1_000);
            }
            System.out.printf(
                    "%-32s %8.1f %8.1f %8.1f %8.1f %8d%n",
                    kind.getKey(),
                    times.getValueAtPercentile(50) / 1e3,
                    times.getValueAtPercentile(95) / 1e3,
                    times.getValueAtPercentile(99) / 1e3,
                    times.getMaxValue() / 1e3,
                    times.getTotalCount());
        }
    }

    private String any(int seed) {
        return Shop.id(new Random(seed * 31L).nextInt(products));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + " " + response.uri() + ' ' + response.body());
        }
        return response.body();
    }
}
