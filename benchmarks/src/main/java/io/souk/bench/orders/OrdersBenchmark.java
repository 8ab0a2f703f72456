package io.souk.bench.orders;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Against an empty tools-service with profile {@code import} ({@code make bench-orders} starts one, with its own PostgreSQL): imports
 * generated customers and orders in parts, as a large shop would, looks some up, changes others. {@code plans FILE} then prints how
 * PostgreSQL went about each statement, from the log that {@code auto_explain} wrote.
 */
final class OrdersBenchmark {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PART = 1_000;
    /** Of each kind, before the first of any is measured: a service that has been running for a while. */
    private static final int WARM_UP = 2_000;

    private static final int ASKED = 3_000;
    private static final int AT_ONCE = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String service;
    private final int customers;
    private final int orders;
    private final Duration writing;

    private OrdersBenchmark(Map<String, String> env) {
        service = "http://localhost:" + env.getOrDefault("SOUK_TOOLS_PORT", "18184");
        customers = Integer.parseInt(env.getOrDefault("SOUK_BENCH_CUSTOMERS", "100000"));
        orders = customers * Marketplace.ORDERS_EACH;
        writing = Duration.ofSeconds(Integer.parseInt(env.getOrDefault("SOUK_BENCH_SECONDS", "30")));
    }

    static void main(String[] arguments) throws Exception {
        var run = new OrdersBenchmark(System.getenv());
        switch (arguments[0]) {
            case "import" -> run.importAll();
            case "measure" -> {
                run.lookUps(ASKED, true);
                run.changes(run.writing, true);
            }
            case "touch" -> {
                run.lookUps(3, false);
                run.changes(Duration.ofMillis(300), false);
            }
            case "plans" -> Plans.print(Path.of(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void importAll() throws IOException, InterruptedException {
        var began = System.nanoTime();
        var bytes = 0L;
        for (var from = 0; from < customers; from += PART) {
            var to = Math.min(customers, from + PART);
            var body = JSON.createObjectNode();
            body.set("users", Marketplace.customers(from, to));
            body.set("products", from == 0 ? Marketplace.products() : JSON.createObjectNode());
            body.set("orders", Marketplace.orders(from, to));
            var json = JSON.writeValueAsBytes(body);
            bytes += json.length;
            var request = request("/v1/admin/import?mode=" + (from == 0 ? "replace" : "merge"))
                    .POST(BodyPublishers.ofByteArray(json))
                    .build();
            expect(200, request);
        }
        System.out.printf(
                "import: %,d customers, %,d orders, %,.0f MB of JSON in parts of %,d customers: %.0f s%n",
                customers, orders, bytes / 1e6, PART, seconds(began));
    }

    /** One after the other, as one conversation's turn waits for them. */
    private void lookUps(int times, boolean warm) throws IOException, InterruptedException {
        var asked = new LinkedHashMap<String, IntFunction<HttpRequest>>();
        asked.put(
                "order by id",
                number -> call("get_order_details", with("order_id", Marketplace.order(number % orders))));
        asked.put(
                "customer's orders, with parcels and refunds",
                number -> request("/v1/orders")
                        .header("X-Souk-Customer", Marketplace.customer(number % customers))
                        .GET()
                        .build());
        asked.put(
                "customer by e-mail",
                number -> call("find_user_id_by_email", with("email", Marketplace.email(number % customers))));
        asked.put(
                "customer by name and postcode",
                number -> call(
                        "find_user_id_by_name_zip",
                        with("first_name", Marketplace.firstName(number % customers))
                                .put("last_name", Marketplace.lastName(number % customers))
                                .put("zip", Marketplace.zip(number % customers))));
        asked.put(
                "customer by id",
                number -> call("get_user_details", with("user_id", Marketplace.customer(number % customers))));
        if (warm) {
            var random = new Random(7);
            for (var i = 0; i < WARM_UP; i++) {
                for (var kind : asked.values()) {
                    expect(200, kind.apply(random.nextInt(orders)));
                }
            }
        }
        for (var entry : asked.entrySet()) {
            var random = new Random(42);
            var times1 = new Histogram(3);
            for (var i = 0; i < times; i++) {
                var request = entry.getValue().apply(random.nextInt(orders));
                var began = System.nanoTime();
                expect(200, request);
                times1.recordValue(System.nanoTime() - began);
            }
            if (warm) {
                print(entry.getKey(), times1);
            }
        }
    }

    /** Several at once, each on an order of its own, with a key of its own: cancellations and changes of address. */
    private void changes(Duration time, boolean warm) throws Exception {
        var next = new AtomicInteger(warm ? 0 : orders / 2);
        if (warm) {
            changes(Duration.ofSeconds(5), next, new ConcurrentHistogram(3));
        }
        var latencies = new ConcurrentHistogram(3);
        var began = System.nanoTime();
        var done = changes(time, next, latencies);
        if (warm) {
            System.out.printf(
                    "changes with key, audit and outbox, %d at once: %,d in %.0f s = %.0f a second%n",
                    AT_ONCE, done, seconds(began), done / seconds(began));
            print("one change", latencies);
        }
    }

    private int changes(Duration time, AtomicInteger next, Histogram latencies) throws Exception {
        var end = System.nanoTime() + time.toNanos();
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            Callable<Void> work = () -> {
                while (System.nanoTime() < end) {
                    var number = next.getAndIncrement();
                    if (number >= orders) {
                        throw new IllegalStateException("no orders are left: more customers, or less time");
                    }
                    if (Marketplace.isPending(number)) {
                        // Scattered, as customers are.
                        var began = System.nanoTime();
                        expect(200, change(number));
                        latencies.recordValue(System.nanoTime() - began);
                        done.incrementAndGet();
                    }
                }
                return null;
            };
            var running = java.util.stream.IntStream.range(0, AT_ONCE)
                    .mapToObj(_ -> threads.submit(work))
                    .toList();
            for (var each : running) {
                each.get(time.toSeconds() + 60, TimeUnit.SECONDS);
            }
        }
        return done.get();
    }

    private HttpRequest change(int number) {
        var order = with("order_id", Marketplace.order(number));
        return number % 2 == 0
                ? call("cancel_pending_order", order.put("reason", "no longer needed"))
                : call(
                        "modify_pending_order_address",
                        order.put("address1", "2 New Street")
                                .put("address2", "")
                                .put("city", "Newtown")
                                .put("state", "NY")
                                .put("country", "USA")
                                .put("zip", "10001"));
    }

    private static ObjectNode with(String name, String value) {
        return JSON.createObjectNode().put(name, value);
    }

    private HttpRequest call(String operation, ObjectNode arguments) {
        return request("/v1/tools/" + operation)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(arguments)))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service + path)).header("Content-Type", "application/json");
    }

    private void expect(int status, HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IllegalStateException(request.uri().getPath() + ": " + response.statusCode() + ' '
                    + response.body().substring(0, Math.min(300, response.body().length())));
        }
    }

    private static void print(String what, Histogram nanos) {
        System.out.printf(
                "%-45s p50 %6.2f ms  p95 %6.2f ms  p99 %6.2f ms  (%,d)%n",
                what,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(95) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getTotalCount());
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
