package io.souk.graph.neo4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.neo4j.driver.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * Constraints, indexes and changes of the model: files in {@code cypher/migrations}, in the order of their versions, each applied
 * once and remembered in the graph. Every statement may run twice, so two instances that start at once do no harm.
 */
@Component
public class Migrations {
    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private final Driver driver;
    private final Graph graph;
    private final List<Migration> migrations;

    Migrations(Driver driver, Graph graph) throws IOException {
        this.driver = driver;
        this.graph = graph;
        var found = new PathMatchingResourcePatternResolver().getResources("classpath:cypher/migrations/V*.cypher");
        var read = new java.util.ArrayList<Migration>();
        for (var file : found) {
            var script = file.getContentAsString(UTF_8);
            read.add(new Migration(
                    Objects.requireNonNull(file.getFilename()),
                    DigestUtils.md5DigestAsHex(script.getBytes(UTF_8)),
                    statements(script)));
        }
        read.sort(Comparator.comparingInt(Migration::version));
        this.migrations = List.copyOf(read);
    }

    /** Applies what is missing. */
    public void apply() {
        graph.run(Cypher.MIGRATION_CONSTRAINT, Map.of());
        var applied = new HashMap<String, String>();
        graph.list(
                        Cypher.APPLIED_MIGRATIONS,
                        Map.of(),
                        row -> Map.entry(
                                row.get("name").asString(), row.get("digest").asString()))
                .forEach(entry -> applied.put(entry.getKey(), entry.getValue()));
        for (var migration : migrations) {
            var digest = applied.get(migration.name());
            if (digest == null) {
                // A session of its own for each: DDL, data and CALL … IN TRANSACTIONS do not share one.
                for (var statement : migration.statements()) {
                    try (var session = driver.session()) {
                        session.run(statement).consume();
                    }
                }
                graph.run(Cypher.SAVE_MIGRATION, Map.of("name", migration.name(), "digest", migration.digest()));
                log.info("applied {}", migration.name());
            } else if (!digest.equals(migration.digest())) {
                throw new IllegalStateException(
                        migration.name() + " was changed after it had been applied; add a new one");
            }
        }
        graph.run(Cypher.AWAIT_INDEXES, Map.of());
    }

    private static List<String> statements(String script) {
        var uncommented = script.lines().filter(line -> !line.startsWith("//")).collect(Collectors.joining("\n"));
        return Arrays.stream(uncommented.split(";\\s*(?:\n|$)", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private record Migration(String name, String digest, List<String> statements) {
        int version() {
            return Integer.parseInt(name.substring(1, name.indexOf("__")));
        }
    }
}
