package io.souk.graph.catalogue;

import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which generation of the catalogue serves, and which one is being built. All of it is in the graph, the same for all instances. */
@Component
public class Generations {
    /** A builder that has not been heard of for so long is dead. */
    private static final Duration ABANDONED = Duration.ofSeconds(60);

    private final Graph graph;

    Generations(Graph graph) {
        this.graph = graph;
    }

    /** Begins a new generation; empty if another one is being built. */
    public Optional<Long> begin(String builder) {
        var now = Instant.now();
        return graph.first(
                Cypher.BEGIN_GENERATION,
                Map.of(
                        "writer", builder,
                        "now", now.toEpochMilli(),
                        "abandonedBefore", now.minus(ABANDONED).toEpochMilli()),
                row -> row.get("building").asLong());
    }

    /** Says that the builder lives; false if the generation is no longer its own. */
    public boolean keep(long generation, String builder) {
        return graph.first(
                        Cypher.KEEP_BUILDING,
                        Map.of(
                                "gen",
                                generation,
                                "writer",
                                builder,
                                "now",
                                Instant.now().toEpochMilli()),
                        row -> row.get("building").asLong())
                .isPresent();
    }

    /**
     * Lets a generation serve if it has been read at least as far as the one that serves now. Writers wait meanwhile, so nothing can
     * come between the look and the switch.
     */
    @Transactional
    public boolean switchTo(long generation, String builder, String topic) {
        var live = graph.first(
                        Cypher.LOCK,
                        Map.of("writer", builder),
                        row -> row.get("live").asLong())
                .orElseThrow();
        var mine = positions(generation, topic);
        var isBehind = positions(live, topic).entrySet().stream()
                .anyMatch(theirs -> mine.getOrDefault(theirs.getKey(), -1L) < theirs.getValue());
        return !isBehind
                && graph.first(
                                Cypher.SWITCH_GENERATION,
                                Map.of("gen", generation, "writer", builder),
                                row -> row.get("live").asLong())
                        .isPresent();
    }

    void giveUp(long generation, String builder) {
        graph.run(Cypher.GIVE_UP_GENERATION, Map.of("gen", generation, "writer", builder));
    }

    /** How far the serving generation was read. */
    public Map<Integer, Long> livePositions(String topic) {
        return positions(state().live(), topic);
    }

    Map<Integer, Long> positions(long generation, String topic) {
        var positions = new HashMap<Integer, Long>();
        graph.list(
                        Cypher.POSITIONS,
                        Map.of("gen", generation, "topic", topic),
                        row -> Map.entry(
                                row.get("part").asInt(), row.get("offset").asLong()))
                .forEach(position -> positions.put(position.getKey(), position.getValue()));
        return positions;
    }

    public State state() {
        return graph.first(
                        Cypher.GENERATION,
                        Map.of(),
                        row -> new State(
                                row.get("live").asLong(),
                                row.get("building").isNull()
                                        ? Optional.empty()
                                        : Optional.of(row.get("building").asLong())))
                .orElseThrow();
    }

    /** Deletes what no longer serves, piece by piece, so that nobody waits for it. */
    void clearStale() {
        for (var gone : graph.list(
                Cypher.STALE_GENERATIONS, Map.of(), row -> row.get("gen").asLong())) {
            Map<String, Object> generation = Map.of("gen", gone);
            clear(Cypher.CLEAR_PRODUCTS, generation);
            clear(Cypher.CLEAR_SPECS, generation);
            clear(Cypher.CLEAR_REST, generation);
        }
    }

    private void clear(Cypher statement, Map<String, Object> generation) {
        while (graph.first(statement, generation, row -> row.get("gone").asLong())
                        .orElse(0L)
                > 0) {
            // the next piece
        }
    }

    public record State(long live, Optional<Long> building) {}
}
