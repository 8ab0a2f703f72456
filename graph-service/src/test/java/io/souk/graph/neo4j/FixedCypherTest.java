package io.souk.graph.neo4j;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a customer or a seller writes can only ever be a parameter, because there is no place where Cypher is put together. */
class FixedCypherTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path QUERIES = Path.of("src/main/resources/cypher/queries");
    private static final Pattern CYPHER =
            Pattern.compile("\"[^\"]*\\b(?:MATCH \\(|MERGE \\(|DETACH|UNWIND|RETURN [a-z]|CALL (?:db|\\())[^\"]*\"");

    @Test
    void noCypherIsWrittenInJava() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(CYPHER);
            }
        }
    }

    @Test
    void onlyTheGraphAndItsMigrationsTalkToTheDriver() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var talkers = files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> contains(path, "Neo4jClient") || contains(path, "org.neo4j.driver.Driver"))
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(talkers).containsExactly("Graph.java", "Migrations.java");
        }
        assertThat(Files.readString(SOURCES.resolve("io/souk/graph/neo4j/Graph.java")))
                .doesNotContain(".query(\"")
                .contains(".query(statement.text())");
    }

    @Test
    void everyFileIsAStatementThatIsUsed() throws IOException {
        try (var files = Files.list(QUERIES)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Cypher.values())
                            .map(statement -> statement.name().toLowerCase(Locale.ROOT) + ".cypher")
                            .toList());
        }
        String sources;
        try (var files = Files.walk(SOURCES)) {
            sources = files.filter(path -> path.toString().endsWith(".java"))
                    .map(FixedCypherTest::read)
                    .collect(joining());
        }
        for (var statement : Cypher.values()) {
            assertThat(sources).contains("Cypher." + statement.name());
        }
    }

    /** Of parameters that stand alone Neo4j plans each combination of sizes anew, while somebody waits. */
    @Test
    void parametersAreOneMap() throws IOException {
        try (var files = Files.list(QUERIES)) {
            for (var file : files.toList()) {
                assertThat(read(file)).as(file.toString()).doesNotContainPattern("\\$(?!given\\.)");
            }
        }
    }

    private static boolean contains(Path file, String text) {
        return read(file).contains(text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
