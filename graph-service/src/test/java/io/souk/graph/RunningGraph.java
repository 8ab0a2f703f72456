package io.souk.graph;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding;
import io.souk.events.Finding.Compatibility;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.ProductEvent.CompatibleWith;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.graph.catalogue.Rebuild;
import io.souk.graph.compatibility.Compatibilities;
import io.souk.graph.products.ProductGraph;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** One graph-service on real Kafka and Neo4j, shared by the tests; each test has products of its own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // A machine that builds something else meanwhile plans statements slowly; the limit itself is tried in FaultIT.
        // A graph that grows from nothing would be planned for again and again.
        properties = {"souk.graph.patience=20s", "souk.graph.keep-warm=1h"})
@RealServers({Server.KAFKA, Server.NEO4J})
@Import(RecordingGraph.class)
abstract class RunningGraph {
    final String run = UUID.randomUUID().toString().substring(0, 8);
    EventProbe probe;

    @Autowired
    ProductGraph graph;

    @Autowired
    Compatibilities compatibilities;

    @Autowired
    GraphSchema schema;

    @Autowired
    RecordingGraph statements;

    @Autowired
    Rebuild rebuild;

    @LocalServerPort
    int port;

    @BeforeEach
    void connect() {
        probe = new EventProbe(Infrastructure.kafka());
        Awaitility.await("ready")
                .atMost(Duration.ofMinutes(4))
                .until(() -> schema.health().getStatus().equals(Status.UP)
                        // what an earlier version left behind is read anew, without what tests write past the topic
                        && !rebuild.state().containsKey("building"));
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    EvidenceGathered answerTo(IntentClassified event) {
        return probe.await(
                EvidenceGathered.class,
                evidence -> event.meta().id().equals(evidence.meta().causeId()));
    }

    Stream<EvidenceGathered> evidenceOf(IntentClassified event) {
        return probe.seen(EvidenceGathered.class)
                .filter(evidence -> event.meta().id().equals(evidence.meta().causeId()));
    }

    ProductGraph.Page search(String words) {
        return graph.page(new ProductGraph.Filter(words, List.of(), List.of(), null, null, false), 0, 5);
    }

    List<Finding.Match> compatible(String id) {
        return compatibilities
                .with(id, List.of(), List.of(), false)
                .map(Compatibility::matches)
                .orElse(List.of());
    }

    Meta meta() {
        return Meta.first(
                UUID.randomUUID().toString(), "c-" + run, UUID.randomUUID().toString());
    }

    void publish(String id, String category, String price, Map<String, String> specs, String... worksWith) {
        probe.publish(product(id, category, price, 3, specs, List.of(), worksWith));
    }

    static ProductUpserted product(
            String id,
            String category,
            String price,
            int stock,
            Map<String, String> specs,
            List<String> parents,
            String... worksWith) {
        return new ProductUpserted(
                Meta.first(UUID.randomUUID().toString(), id, null),
                id,
                "Product " + id,
                "Brand",
                category,
                null,
                new BigDecimal(price),
                "EUR",
                stock,
                null,
                specs,
                List.of(),
                Stream.of(worksWith)
                        .map(device -> new CompatibleWith(device, "it has the port"))
                        .toList(),
                null,
                List.of(),
                parents);
    }
}
