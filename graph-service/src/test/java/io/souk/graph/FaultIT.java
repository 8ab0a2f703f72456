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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Neo4j is away at the start, comes, falls silent, dies in the middle, and comes back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "souk.graph.keep-warm=1h")
@RealServers(Server.KAFKA)
@DirtiesContext
class FaultIT {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);
    private static final int PORT = freePort();

    @Autowired
    private GraphSchema schema;

    @DynamicPropertySource
    static void throughALineOfOurs(DynamicPropertyRegistry registry) {
        registry.add("spring.neo4j.uri", () -> "bolt://localhost:" + PORT);
    }

    @Test
    void aNeo4jThatIsAwayOrSilentOrDiesIsToldInTimeAndRecoveredFrom() throws IOException {
        assertThat(schema.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(schema.health().getDetails()).containsEntry("reason", "waiting for Neo4j");
        try (var probe = new EventProbe(Infrastructure.kafka());
                var line = new Line(PORT, Infrastructure.neo4jUri())) {
            answer(probe, Outcome.FAILED); // the service may be reading its first turn
            assertThat(answer(probe, Outcome.FAILED)).isLessThan(LIMIT);

            line.open();
            await("ready by itself")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> schema.health().getStatus().equals(Status.UP));
            await("answered").untilAsserted(() -> answer(probe, Outcome.NOTHING));

            line.hush();
            assertThat(answer(probe, Outcome.FAILED)).isLessThan(LIMIT);
            assertThat(lastOf(probe, 4))
                    .as("those who queue behind it do not wait one patience each")
                    .isLessThan(PATIENCE.multipliedBy(2));
            line.speak();
            await("answered again").untilAsserted(() -> answer(probe, Outcome.NOTHING));

            line.cut();
            assertThat(answer(probe, Outcome.FAILED)).isLessThan(LIMIT);
            line.open();
            await("back by itself").untilAsserted(() -> answer(probe, Outcome.NOTHING));
        }
    }

    /** A way to the real Neo4j that can be held up and cut. */
    private static final class Line implements AutoCloseable {
        private final int port;
        private final URI neo4j;
        private final List<Socket> ends = new CopyOnWriteArrayList<>();
        private final Object silence = new Object();
        private boolean silent;
        private @Nullable ServerSocket door;

        Line(int port, String neo4j) {
            this.port = port;
            this.neo4j = URI.create(neo4j);
        }

        void open() throws IOException {
            var opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            door = opened;
            Thread.startVirtualThread(() -> {
                while (!opened.isClosed()) {
                    try {
                        var near = opened.accept();
                        var far = new Socket(neo4j.getHost(), neo4j.getPort());
                        ends.add(near);
                        ends.add(far);
                        Thread.startVirtualThread(() -> pass(near, far));
                        Thread.startVirtualThread(() -> pass(far, near));
                    } catch (IOException e) {
                        return;
                    }
                }
            });
        }

        private void pass(Socket from, Socket to) {
            var buffer = new byte[8_192];
            try {
                for (var read = 0; read >= 0; read = from.getInputStream().read(buffer)) {
                    synchronized (silence) {
                        while (silent) {
                            silence.wait();
                        }
                    }
                    to.getOutputStream().write(buffer, 0, read);
                }
            } catch (IOException e) {
                // cut
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void hush() {
            synchronized (silence) {
                silent = true;
            }
        }

        void speak() {
            synchronized (silence) {
                silent = false;
                silence.notifyAll();
            }
        }

        void cut() throws IOException {
            if (door != null) {
                door.close();
            }
            for (var end : ends) {
                end.close();
            }
            ends.clear();
        }

        @Override
        public void close() throws IOException {
            speak();
            cut();
        }
    }

    /** How long after the publication of a turn its evidence came, which has this outcome. */
    private static Duration answer(EventProbe probe, Outcome outcome) {
        var turn = turn();
        var began = Instant.now();
        probe.publish(turn);
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> probe.seen(EvidenceGathered.class)
                        .anyMatch(evidence ->
                                turn.meta().id().equals(evidence.meta().causeId())));
        var took = Duration.between(began, Instant.now());
        assertThat(probe.await(
                                EvidenceGathered.class,
                                evidence ->
                                        turn.meta().id().equals(evidence.meta().causeId()))
                        .outcome())
                .isEqualTo(outcome);
        System.out.printf("evidence %s after %d ms%n", outcome, took.toMillis());
        return took;
    }

    /** How long after the publication of this many turns of one conversation the last of them had its evidence. */
    private static Duration lastOf(EventProbe probe, int number) {
        var turns = Stream.generate(FaultIT::turn).limit(number).toList();
        var began = Instant.now();
        turns.forEach(probe::publish);
        turns.forEach(turn -> assertThat(probe.await(
                                EvidenceGathered.class,
                                evidence ->
                                        turn.meta().id().equals(evidence.meta().causeId()))
                        .outcome())
                .isEqualTo(Outcome.FAILED));
        var took = Duration.between(began, Instant.now());
        System.out.printf("%d turns had their evidence after %d ms%n", number, took.toMillis());
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
