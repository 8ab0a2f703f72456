package io.souk.graph.neo4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.stereotype.Component;

/**
 * The only way to Neo4j: a statement of {@link Cypher} and its parameters, in the surrounding transaction if there is one. They go as
 * one map, {@code $given}: of parameters that stand alone Neo4j plans each combination of sizes (a list of none, one, up to ten …) anew,
 * and somebody would wait for that.
 */
@Component
public class Graph {
    public static final String GIVEN = "given";
    private final Neo4jClient neo4j;

    public Graph(Neo4jClient neo4j) {
        this.neo4j = neo4j;
    }

    public void run(Cypher statement, Map<String, Object> parameters) {
        neo4j.query(statement.text()).bind(parameters).to(GIVEN).run();
    }

    public <T> List<T> list(Cypher statement, Map<String, Object> parameters, Function<Record, T> reader) {
        return List.copyOf(neo4j
                .query(statement.text())
                .bind(parameters)
                .to(GIVEN)
                .fetchAs(Row.class)
                .mappedBy((_, row) -> new Row(row))
                .all()
                .stream()
                .map(row -> reader.apply(row.record()))
                .toList());
    }

    public <T> Optional<T> first(Cypher statement, Map<String, Object> parameters, Function<Record, T> reader) {
        return list(statement, parameters, reader).stream().findFirst();
    }

    /** Records are all the client shall map: it has ideas of its own about other types. */
    private record Row(Record record) {}
}
