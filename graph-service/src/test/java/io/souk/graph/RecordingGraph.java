package io.souk.graph;

import io.souk.graph.neo4j.Cypher;
import io.souk.graph.neo4j.Graph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.neo4j.driver.Record;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;
import org.springframework.data.neo4j.core.Neo4jClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The way to Neo4j, with a book of what went over it before the service said that it was ready, and since. */
@TestComponent
@Primary
class RecordingGraph extends Graph {
    private final ObjectProvider<GraphSchema> schema;
    private final Set<Use> beforeReady = ConcurrentHashMap.newKeySet();
    private final Set<Use> since = ConcurrentHashMap.newKeySet();

    RecordingGraph(Neo4jClient neo4j, ObjectProvider<GraphSchema> schema) {
        super(neo4j);
        this.schema = schema;
    }

    /** A statement, and whether it was one of a transaction's: what Neo4j has planned for the one is of no use to the other. */
    record Use(Cypher statement, boolean isInTransaction) {}

    Set<Use> beforeReady() {
        return Set.copyOf(beforeReady);
    }

    Set<Use> since() {
        return Set.copyOf(since);
    }

    @Override
    public void run(Cypher statement, Map<String, Object> parameters) {
        note(statement);
        super.run(statement, parameters);
    }

    @Override
    public <T> List<T> list(Cypher statement, Map<String, Object> parameters, Function<Record, T> reader) {
        note(statement);
        return super.list(statement, parameters, reader);
    }

    private void note(Cypher statement) {
        var isReady = schema.getObject().health().getStatus().equals(Status.UP);
        (isReady ? since : beforeReady)
                .add(new Use(statement, TransactionSynchronizationManager.isActualTransactionActive()));
    }
}
