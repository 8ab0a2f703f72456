package io.souk.graph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.EventCodec;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.ProductView;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.OrderPlaced;
import io.souk.events.Topics;
import io.souk.graph.RecordingGraph.Use;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Generations;
import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Migrations;
import io.souk.graph.products.ProductGraph;
import io.souk.graph.purchases.Purchases;
import io.souk.graph.recommendation.Recommendations;
import io.souk.test.EventProbe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.client.RestClient;

class CatalogueIT extends RunningGraph {
    private final EventCodec codec = new EventCodec("/souk/test");

    /** Only the start, an operator or a rebuilding waits for these. */
    private static final Set<Cypher> UNHURRIED = EnumSet.of(
            Cypher.MIGRATION_CONSTRAINT,
            Cypher.APPLIED_MIGRATIONS,
            Cypher.SAVE_MIGRATION,
            Cypher.AWAIT_INDEXES,
            Cypher.KNOWLEDGE_DIGEST,
            Cypher.SAVE_KNOWLEDGE_DIGEST,
            Cypher.DROP_INCLUSIONS,
            Cypher.GENERATION,
            Cypher.POSITIONS,
            Cypher.BEGIN_GENERATION,
            Cypher.KEEP_BUILDING,
            Cypher.SWITCH_GENERATION,
            Cypher.GIVE_UP_GENERATION,
            Cypher.STALE_GENERATIONS,
            Cypher.CLEAR_PRODUCTS,
            Cypher.CLEAR_SPECS,
            Cypher.CLEAR_REST,
            Cypher.PURCHASES);

    @Autowired
    private Generations generations;

    @Autowired
    private Migrations migrations;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Driver driver;

    @Autowired
    private Recommendations recommendations;

    @Autowired
    private Purchases purchases;

    /** Of everything most is counted from indexes and relations; it comes to what counting each product does. */
    @Test
    void thePageOfEverythingCountsWhatThereIs() {
        var all = graph.page(ProductGraph.Filter.NONE, 0, 7);
        var counted =
                graph.page(new ProductGraph.Filter(null, List.of(), List.of(), BigDecimal.ZERO, null, false), 0, 7);

        assertThat(all.total()).isPositive();
        assertThat(all).isEqualTo(counted);
    }

    @Test
    void whatSomebodyWaitsForIsPlannedBeforeTheServiceIsReady() {
        publish("w-" + run, "Lamps-" + run, "10.00", Map.of("Weight", "1 kg"));
        await().untilAsserted(() -> assertThat(graph.find("w-" + run)).isPresent());
        probe.publishRaw(Topics.PRODUCTS, "w-" + run, null, Map.of());
        await().untilAsserted(() -> assertThat(graph.find("w-" + run)).isEmpty());

        assertThat(statements.beforeReady())
                .extracting(Use::statement)
                .containsAll(EnumSet.complementOf(EnumSet.copyOf(UNHURRIED)));
        assertThat(statements.since())
                .filteredOn(use -> !UNHURRIED.contains(use.statement()))
                .isSubsetOf(statements.beforeReady());
        assertThat(graph.find("souk-rehearsal")).isEmpty();
        try (var session = driver.session()) {
            assertThat(session.run(
                                    "MATCH (n) WHERE n.id STARTS WITH 'souk-rehearsal' OR n.gen = -1 RETURN count(n) AS left")
                            .single()
                            .get("left")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void whatNoCatalogueShouldHoldIsSetAsideWithAReasonAndTheRestGoesOn() {
        assertThat(reason(json("n", "\"price\":-1", "Lamp"))).isEqualTo("price is negative");
        assertThat(reason(json("h", "\"price\":1", "<img src=x>"))).contains("name holds HTML");
        assertThat(reason(json("c", "\"price\":1", "x') DETACH DELETE n //"))).contains("database command");
        assertThat(reason(json("u", "\"price\":1,\"specs\":{\"Weight\":\"3 stones\"}", "Lamp")))
                .isEqualTo("spec Weight has the unknown unit stones; known are: mg, g, oz, lb, lbs, kg");
        assertThat(reason(json("b", "\"price\":1,\"description\":\"" + "a".repeat(900_000) + "\"", "Lamp")))
                .isEqualTo("description has 900,000 characters; at most 20,000 are taken");
        assertThat(reason("{\"price\":1}".getBytes(UTF_8))).isEqualTo("stock is missing; it must be a whole number");
        assertThat(reason("{\"price\":1,\"stock\":2}".getBytes(UTF_8))).isEqualTo("id is missing or blank");

        publish("fine-" + run, "Lamps-" + run, "1.00", Map.of());

        await().untilAsserted(() -> assertThat(graph.find("fine-" + run)).isPresent());
        assertThat(graph.findAll(List.of("n-" + run, "h-" + run, "c-" + run, "u-" + run, "b-" + run)))
                .isEmpty();
    }

    @Test
    void aCircleOfCategoriesIsRefusedAndTheTreeStays() {
        probe.publish(product("one-" + run, "Laptops-" + run, "1", 1, Map.of(), List.of("Computers-" + run)));
        await().untilAsserted(() ->
                assertThat(graph.within(List.of("Computers-" + run))).contains("Laptops-" + run));
        var circle = product("two-" + run, "Computers-" + run, "1", 1, Map.of(), List.of("Laptops-" + run));

        probe.publish(circle);

        var letter = probe.awaitDeadLetter(Topics.PRODUCTS, codec.encode(circle).value());
        assertThat(EventProbe.headers(letter).get("souk_dlt-reason"))
                .isEqualTo("category Computers-%s cannot be part of Laptops-%s, which is part of Computers-%s already"
                        .formatted(run, run, run));
        assertThat(graph.find("two-" + run)).isEmpty();
        assertThat(graph.page(
                                new ProductGraph.Filter(
                                        null, List.of("Computers-" + run), List.of(), null, null, false),
                                0,
                                5)
                        .products())
                .extracting(ProductView::id)
                .containsExactly("one-" + run);
    }

    @Test
    void aPriceThatChangesIsSeenWithinTwoSeconds() {
        publish("p-" + run, "Lamps-" + run, "10.00", Map.of("Weight", "1 kg"));
        await().untilAsserted(() -> assertThat(graph.find("p-" + run)).isPresent());

        publish("p-" + run, "Lamps-" + run, "12.00", Map.of("Weight", "1 kg"));

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(graph.find("p-" + run).orElseThrow().price()).isEqualByComparingTo("12"));
    }

    @Test
    void theGraphIsRebuiltWhileTheOldOneServesAndTakesChanges() {
        var http = RestClient.create("http://localhost:" + port);
        publish("r1-" + run, "Lamps-" + run, "10.00", Map.of("Weight", "1 kg"));
        publish("r2-" + run, "Lamps-" + run, "11.00", Map.of());
        await().untilAsserted(() ->
                assertThat(graph.findAll(List.of("r1-" + run, "r2-" + run))).hasSize(2));
        var before = generations.state().live();
        var gap = new AtomicBoolean();
        var watching = new AtomicBoolean(true);
        var watcher = Thread.startVirtualThread(() -> {
            while (watching.get()) {
                gap.compareAndSet(false, graph.find("r1-" + run).isEmpty());
            }
        });

        http.post().uri("/v1/admin/rebuild").retrieve().toBodilessEntity();
        publish("r1-" + run, "Lamps-" + run, "15.00", Map.of("Weight", "1 kg"));
        probe.publishRaw(Topics.PRODUCTS, "r2-" + run, null, Map.of());

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(generations.state().live()).isGreaterThan(before);
            assertThat(generations.state().building()).isEmpty();
        });
        watching.set(false);
        await().untilAsserted(() -> {
            assertThat(graph.find("r1-" + run).orElseThrow().price()).isEqualByComparingTo("15");
            assertThat(graph.find("r2-" + run)).isEmpty();
        });
        assertThat(watcher.isInterrupted()).isFalse();
        assertThat(gap).isFalse();
    }

    @Test
    void aBuilderThatDiesLeavesTheOldGenerationServingAndAnotherCanBegin() {
        var http = RestClient.create("http://localhost:" + port);
        publish("k-" + run, "Lamps-" + run, "10.00", Map.of());
        await().untilAsserted(() -> assertThat(graph.find("k-" + run)).isPresent());
        var live = generations.state().live();
        var dead = generations.begin("dead-" + run).orElseThrow();
        catalogue.applyTo(
                dead,
                "half-" + run,
                List.of(new Catalogue.Change(
                        0, 0, "half-" + run, product("half-" + run, "Lamps-" + run, "1", 1, Map.of(), List.of()))));

        assertThat(generations.state().live()).isEqualTo(live);
        assertThat(graph.find("k-" + run)).isPresent();
        assertThat(graph.find("half-" + run)).isEmpty();
        assertThat(generations.begin("hasty-" + run))
                .as("the first may still live")
                .isEmpty();

        // Nothing was heard of it for more than a minute.
        try (var session = driver.session()) {
            session.run("MATCH (g:Graph {name: 'catalogue'}) SET g.buildingSince = g.buildingSince - 61000")
                    .consume();
        }
        http.post().uri("/v1/admin/rebuild").retrieve().toBodilessEntity();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(generations.state().live()).isGreaterThan(dead);
            assertThat(generations.state().building()).isEmpty();
        });
        assertThat(generations.keep(dead, "dead-" + run))
                .as("the dead one may not go on")
                .isFalse();
        assertThat(graph.find("k-" + run)).isPresent();
        assertThat(graph.find("half-" + run)).isEmpty();
    }

    @Test
    void twoInstancesThatMigrateAtOnceDoNoHarm() throws InterruptedException {
        var failures = new java.util.concurrent.CopyOnWriteArrayList<RuntimeException>();
        var threads = java.util.stream.IntStream.range(0, 3)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    try {
                        migrations.apply();
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void whatIsBoughtTogetherCountsOnceAndNamesNobody() {
        publish("x-" + run, "Lamps-" + run, "10.00", Map.of());
        publish("y-" + run, "Lamps-" + run, "10.00", Map.of());
        publish("z-" + run, "Lamps-" + run, "10.00", Map.of());
        await().untilAsserted(() -> assertThat(graph.findAll(List.of("x-" + run, "y-" + run, "z-" + run)))
                .hasSize(3));
        var order = new OrderPlaced(
                Meta.first(UUID.randomUUID().toString(), "O-" + run, null),
                "O-" + run,
                "u-" + run,
                LocalDate.of(2026, 11, 1),
                List.of(line("x-" + run), line("z-" + run)));

        probe.publish(order);
        probe.publish(order);

        await().untilAsserted(() -> assertThat(recommendations.similar("x-" + run, 5))
                .first()
                .satisfies(similar -> {
                    assertThat(similar.product().id()).isEqualTo("z-" + run);
                    assertThat(similar.reason()).contains("bought together before");
                }));
        assertThat(purchases.of("u-" + run)).containsExactlyInAnyOrder("x-" + run, "z-" + run);

        RestClient.create("http://localhost:" + port)
                .delete()
                .uri("/v1/customers/u-" + run)
                .retrieve()
                .toBodilessEntity();

        assertThat(purchases.of("u-" + run)).isEmpty();
        assertThat(recommendations.similar("x-" + run, 1).getFirst().product().id())
                .isEqualTo("z-" + run);
    }

    @Test
    void anErasedCustomersPurchasesAreGoneAndAnOrderToldLateDoesNotBringThemBack() {
        var customer = "u-erased-" + run;
        var orders = List.of("E1-" + run, "E2-" + run).stream()
                .map(id -> new OrderPlaced(
                        Meta.first(UUID.randomUUID().toString(), id, null),
                        id,
                        customer,
                        LocalDate.of(2026, 11, 1),
                        List.of(line("e-" + run))))
                .toList();
        probe.publish(orders.getFirst());
        await().until(() -> purchases.all(customer).size() == 1);
        var id = UUID.randomUUID().toString();
        var request = new ErasureRequested(Meta.first(id, customer, null), id, "erased-00000000", Instant.now(), 1);

        probe.publish(request);
        var receipt = probe.await(DataErased.class, it -> it.requestId().equals(id));
        probe.publish(request);
        probe.publish(orders.getLast());

        assertThat(receipt.service()).isEqualTo("graph-service");
        assertThat(receipt.counts()).containsEntry("purchases", 1L);
        // Behind it in the same partition.
        probe.publish(new OrderPlaced(
                Meta.first(UUID.randomUUID().toString(), orders.getLast().orderId(), null),
                "E3-" + run,
                "u-next-" + run,
                LocalDate.of(2026, 11, 1),
                List.of(line("e-" + run))));
        await().until(() -> purchases.all("u-next-" + run).size() == 1);
        assertThat(purchases.all(customer)).isEmpty();
        assertThat(probe.seen(DataErased.class)
                        .filter(it -> it.requestId().equals(id))
                        .map(DataErased::counts))
                .allMatch(Map.of("purchases", 1L)::equals);
    }

    private static OrderLine line(String id) {
        return new OrderLine(id, id, 1, BigDecimal.TEN);
    }

    private byte[] json(String id, String more, String name) {
        return "{\"id\":\"%s-%s\",\"name\":\"%s\",\"brand\":\"B\",\"category\":\"Lamps\",\"currency\":\"EUR\",\"stock\":1,%s}"
                .formatted(id, run, name, more)
                .getBytes(UTF_8);
    }

    private String reason(byte[] body) {
        var id = new String(body, UTF_8).startsWith("{\"id\"")
                ? new String(body, UTF_8).substring(7, 16 + 1)
                : "no-" + run;
        var example = codec.encode(product(id, "Lamps", "1", 1, Map.of(), List.of()));
        probe.publishRaw(Topics.PRODUCTS, id, body, EventProbe.headers(asReceived(example)));
        return EventProbe.headers(probe.awaitDeadLetter(Topics.PRODUCTS, body)).getOrDefault("souk_dlt-reason", "");
    }

    private static ConsumerRecord<String, byte[]> asReceived(
            org.apache.kafka.clients.producer.ProducerRecord<String, byte[]> sent) {
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }
}
