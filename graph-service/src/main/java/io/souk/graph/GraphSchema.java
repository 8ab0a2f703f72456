package io.souk.graph;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Constraints and indexes, made as soon as Neo4j answers; until then the service is not ready. A Neo4j that is away at the start
 * is waited for, not died of.
 */
@Component("graphSchema")
@EnableScheduling
class GraphSchema implements HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(GraphSchema.class);
    private final Neo4jClient neo4j;
    private final String[] statements;
    private volatile boolean present;

    GraphSchema(Neo4jClient neo4j) throws IOException {
        this.neo4j = neo4j;
        this.statements = statements(new ClassPathResource("cypher/schema.cypher").getContentAsString(UTF_8));
    }

    @Scheduled(fixedDelay = 1_000)
    void ensure() {
        if (present) {
            return;
        }
        try {
            for (var statement : statements) {
                neo4j.query(statement).run();
            }
            neo4j.query("CALL db.awaitIndexes(30)").run();
            present = true;
        } catch (RuntimeException e) {
            log.warn("waiting for Neo4j: {}", e.getClass().getSimpleName());
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

    private static String[] statements(String script) {
        var uncommented = script.lines().filter(line -> !line.startsWith("//")).collect(Collectors.joining("\n"));
        return Arrays.stream(uncommented.split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toArray(String[]::new);
    }
}
