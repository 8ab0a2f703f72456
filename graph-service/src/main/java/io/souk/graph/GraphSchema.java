package io.souk.graph;

import io.souk.graph.catalogue.Rebuild;
import io.souk.graph.compatibility.Standards;
import io.souk.graph.neo4j.Migrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The model and our knowledge of standards, put into Neo4j as soon as it answers; until then the service is not ready and reads no
 * catalogue. A Neo4j that is away at the start is waited for, not died of.
 */
@Component("graphSchema")
@EnableScheduling
class GraphSchema implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(GraphSchema.class);
    private final Migrations migrations;
    private final Standards standards;
    private final ColdStart coldStart;
    private final KafkaListenerEndpointRegistry listeners;
    private final Rebuild rebuild;
    private volatile boolean present;

    GraphSchema(
            Migrations migrations,
            Standards standards,
            ColdStart coldStart,
            KafkaListenerEndpointRegistry listeners,
            Rebuild rebuild) {
        this.migrations = migrations;
        this.standards = standards;
        this.coldStart = coldStart;
        this.listeners = listeners;
        this.rebuild = rebuild;
    }

    @Scheduled(fixedDelay = 1_000)
    void ensure() {
        if (present) {
            return;
        }
        try {
            migrations.apply();
            if (standards.publish() && rebuild.begin()) {
                log.info("what products are for is read anew");
            }
            coldStart.warmUp();
            present = true;
        } catch (RuntimeException e) {
            log.warn("waiting for Neo4j: {}", e.getClass().getSimpleName());
            return;
        }
        listeners.getListenerContainers().stream()
                .filter(container -> !container.isRunning())
                .forEach(container -> container.start());
    }

    /** Neo4j plans statements anew when a catalogue has grown; better while nobody waits for the answer. */
    @Scheduled(fixedDelayString = "${souk.graph.keep-warm}")
    void keepWarm() {
        if (!present) {
            return;
        }
        try {
            coldStart.warmUp();
        } catch (RuntimeException e) {
            log.debug("not warmed up: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public Health health() {
        return present
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "waiting for Neo4j")
                        .build();
    }
}
