package io.souk.rag.index;

import io.souk.rag.index.Generation.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which generation searches use. A search takes {@link #current()} once and uses both its id and its encoder: a generation that is
 * replaced stays for a minute, so what was taken stays consistent. Health {@code index}: down if this process lacks the live
 * generation's model.
 */
@Component("index")
public class LiveIndex implements HealthIndicator {
    private final JdbcClient jdbc;
    private final Map<String, Encoder> encoders;
    private volatile @Nullable Generation live;

    LiveIndex(JdbcClient jdbc, List<Encoder> encoders) {
        this.jdbc = jdbc;
        this.encoders = encoders.stream().collect(Collectors.toMap(Encoder::modelId, Function.identity()));
    }

    /** Without a round trip to the database, but for the first call. */
    public Generation current() {
        var known = live;
        return known != null ? known : refresh();
    }

    /** As {@link #current()}, after a look at the database. */
    public Generation refresh() {
        var row = jdbc.sql("select id, model, chunker, chunk_size, chunk_overlap from generation where state = 'LIVE'")
                .query(Row.class)
                .single();
        var generation = generation(row).orElseThrow(() -> new UnknownModelException(row.model()));
        live = generation;
        return generation;
    }

    /** The generation that is being built, if there is one whose model this process has. */
    public Optional<Generation> building() {
        return jdbc.sql("select id, model, chunker, chunk_size, chunk_overlap from generation where state = 'BUILDING'")
                .query(Row.class)
                .optional()
                .flatMap(this::generation);
    }

    /** The models that this process can embed with. */
    public Set<String> models() {
        return Set.copyOf(encoders.keySet());
    }

    /** Another instance may have switched. */
    @Scheduled(fixedDelayString = "PT1S")
    void follow() {
        try {
            refresh();
        } catch (DataAccessException e) {
            // The database is away, as others will notice: what was live stays so until it is back.
        } catch (UnknownModelException e) {
            live = null;
        }
    }

    @Override
    public Health health() {
        try {
            return Health.up().withDetail("model", current().recipe().model()).build();
        } catch (UnknownModelException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }

    private Optional<Generation> generation(Row row) {
        return Optional.ofNullable(encoders.get(row.model()))
                .map(encoder -> new Generation(
                        row.id(),
                        encoder,
                        new Recipe(row.model(), row.chunker(), row.chunkSize(), row.chunkOverlap())));
    }

    private record Row(int id, String model, int chunker, int chunkSize, int chunkOverlap) {}

    /** The live generation was made with a model that this process does not have. */
    public static final class UnknownModelException extends RuntimeException {
        UnknownModelException(String model) {
            super("the live index was made with the model " + model + ", which this process does not have");
        }
    }
}
