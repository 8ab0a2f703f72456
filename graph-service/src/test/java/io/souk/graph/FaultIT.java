package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where Neo4j should be, there is at first nobody, then somebody who takes connections and never says a word. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RealServers(Server.KAFKA)
@DirtiesContext
class FaultIT {
    private static final int PORT = freePort();

    @Autowired
    private GraphSchema schema;

    @DynamicPropertySource
    static void nobody(DynamicPropertyRegistry registry) {
        registry.add("spring.neo4j.uri", () -> "bolt://localhost:" + PORT);
    }

    @Test
    void aNeo4jThatIsAwayOrSilentIsNotReadyAndATurnIsToldInTime() throws IOException {
        assertThat(schema.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        try (var probe = new EventProbe(Infrastructure.kafka())) {
            assertThat(failsWithin(probe, Duration.ofSeconds(10))).isNotNull();
            assertThat(failsWithin(probe, Duration.ofSeconds(2))).isLessThan(Duration.ofSeconds(2));

            var taken = new CopyOnWriteArrayList<Socket>();
            try (var silent = new ServerSocket(PORT, 50, InetAddress.getLoopbackAddress())) {
                Thread.startVirtualThread(() -> {
                    while (!silent.isClosed()) {
                        try {
                            taken.add(silent.accept());
                        } catch (IOException e) {
                            return;
                        }
                    }
                });
                assertThat(failsWithin(probe, Duration.ofSeconds(2))).isLessThan(Duration.ofSeconds(2));
                await().untilAsserted(() -> assertThat(taken).isNotEmpty());
            }
            assertThat(schema.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        }
    }

    /** From the publication of a turn to its evidence; the service may be reading its first turn. */
    private static Duration failsWithin(EventProbe probe, Duration limit) {
        var turn = turn();
        var began = Instant.now();
        probe.publish(turn);
        await().atMost(limit.plusSeconds(20))
                .until(() -> probe.seen(EvidenceGathered.class)
                        .anyMatch(evidence ->
                                turn.meta().id().equals(evidence.meta().causeId())));
        var took = Duration.between(began, Instant.now());
        assertThat(probe.await(
                                EvidenceGathered.class,
                                evidence ->
                                        turn.meta().id().equals(evidence.meta().causeId()))
                        .outcome())
                .isEqualTo(Outcome.FAILED);
        return took;
    }

    private static IntentClassified turn() {
        return new IntentClassified(
                Meta.first(
                        UUID.randomUUID().toString(),
                        "c-fault",
                        UUID.randomUUID().toString()),
                "a question",
                "a question",
                List.of(new RankedIntent(Intent.PRODUCT_INFO, null, 0.9)),
                new Entities(List.of(new ProductMention("x", "X", "X", 0, 1)), List.of(), List.of(), List.of()),
                Set.of(Route.GRAPH),
                null,
                null,
                Focus.NONE,
                null,
                "embedding");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
