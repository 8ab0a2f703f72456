package io.souk.rag;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.Generation;
import io.souk.rag.index.Generation.Recipe;
import io.souk.rag.index.LiveIndex;
import io.souk.rag.index.LiveIndex.UnknownModelException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes generations of the index whole, in the background: indexes what a generation has not, switches to a new one once it has
 * everything, drops the one before. What is to be done is always read from the database, so whatever was interrupted goes on, here
 * or in another instance; one of them works at a time. {@code souk.rag.documents.pending}: documents that a generation has not yet.
 */
@Component
class IndexBuilder implements InitializingBean, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(IndexBuilder.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;
    /** Searches that began before a switch have long ended. */
    private static final String KEPT = "1 minute";

    private static final RowMapper<Progress> PROGRESS = new SimplePropertyRowMapper<>(Progress.class);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final LiveIndex index;
    private final Documents documents;
    private final RagProperties properties;
    private final AtomicLong pendingLive;
    private final AtomicLong pendingBuilding;
    /** A platform thread: inference would pin the carriers of virtual ones. */
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("index-builder").factory());

    private volatile boolean stopped;

    IndexBuilder(
            JdbcClient jdbc,
            DataSource database,
            PlatformTransactionManager transactions,
            LiveIndex index,
            Documents documents,
            RagProperties properties,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.index = index;
        this.documents = documents;
        this.properties = properties;
        this.pendingLive = gauge(meters, "live");
        this.pendingBuilding = gauge(meters, "building");
    }

    /**
     * A generation and how far it is.
     *
     * @param documents that it has
     * @param pending that it has not yet
     */
    record Progress(
            int id,
            String state,
            String model,
            int chunker,
            int chunkSize,
            int chunkOverlap,
            OffsetDateTime createdAt,
            @Nullable OffsetDateTime liveAt,
            long documents,
            long pending,
            long chunks) {}

    /** Before the first document or search comes. */
    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(_ -> {
            one();
            var live = jdbc.sql("select count(*) from generation where state = 'LIVE'")
                    .query(Integer.class)
                    .single();
            if (live == 0) {
                begin(wanted(null), "LIVE");
            }
        });
        index.refresh();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        var live = index.current().recipe();
        if (!live.equals(wanted(live.model()))) {
            log.info("the index is made anew: {} instead of {}", wanted(live.model()), live);
            rebuild(null);
        }
        var _ = thread.scheduleWithFixedDelay(this::tend, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins a new generation beside the live one, unless such a one is already being made; one with another model is given up.
     *
     * @param model null: as set, or as the live one has
     */
    Progress rebuild(@Nullable String model) {
        transaction.executeWithoutResult(_ -> {
            one();
            var recipe = model == null
                    ? wanted(index.refresh().recipe().model())
                    : new Recipe(model, MarkdownChunker.VERSION, properties.chunkSize(), properties.chunkOverlap());
            var building = index.building();
            if (building.isEmpty() || !building.get().recipe().equals(recipe)) {
                jdbc.sql("update generation set state = 'RETIRED', retired_at = now() where state = 'BUILDING'")
                        .update();
                begin(recipe, "BUILDING");
            }
        });
        thread.execute(this::tend);
        return progress().stream()
                .filter(generation -> generation.state().equals("BUILDING"))
                .findFirst()
                .orElseThrow();
    }

    /** The live generation and, if there is one, that which is being built. */
    List<Progress> progress() {
        return jdbc.sql("""
                        select generation.*, documents, pending, (select count(*) from chunk where generation = generation.id) as chunks
                        from generation cross join lateral (
                            select count(held) as documents, count(*) filter (where held is null) as pending
                            from document left join lateral (
                                select true as held from chunk
                                where generation = generation.id and document_id = document.id and ordinal = 0
                                    and version = revision || '-' || left(fingerprint, 8)) as first_chunk on true
                            where text is not null) as counted
                        where state <> 'RETIRED'
                        order by state desc""").query(PROGRESS).list();
    }

    /** One look at what is to be done, and the doing. */
    void tend() {
        try {
            var live = index.refresh();
            var building = index.building();
            var toDo = pending(live).size()
                    + building.map(next -> pending(next).size() + 1).orElse(0)
                    + retired().size();
            if (toDo > 0) {
                alone(() -> {
                    complete(live, pendingLive);
                    building.ifPresent(next -> {
                        if (complete(next, pendingBuilding)) {
                            switchTo(next);
                        }
                    });
                    retired().forEach(this::drop);
                });
            }
        } catch (DataAccessException | TransactionException | SQLException e) {
            log.warn("the index is not tended now: {}", e.getClass().getSimpleName());
        } catch (UnknownModelException e) {
            log.warn("the index is not tended here: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("the index could not be tended", e);
        }
    }

    /** Whether the generation has every document now. */
    private boolean complete(Generation generation, AtomicLong gauge) {
        var failed = 0;
        var ids = pending(generation);
        while (!ids.isEmpty() && failed < ids.size() && !stopped) {
            gauge.set(ids.size());
            failed = 0;
            for (var id : ids) {
                if (stopped) {
                    return false;
                }
                failed += index(id, generation) ? 0 : 1;
            }
            ids = pending(generation);
        }
        gauge.set(ids.size());
        return ids.isEmpty();
    }

    private boolean index(String id, Generation generation) {
        try {
            documents.indexStored(id, generation);
            return true;
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("document {} could not be indexed in generation {}", id, generation.id(), e);
            return false;
        }
    }

    /** While this holds the generations' rows, no document comes in; whoever waited sees the new one live. */
    private void switchTo(Generation next) {
        var switched = transaction.execute(_ -> {
            var building = jdbc.sql(
                            "select id, state from generation where state in ('LIVE', 'BUILDING') order by id for update")
                    .query((row, _) -> row.getString("state").equals("BUILDING") ? row.getInt("id") : 0)
                    .list();
            // It may have been given up meanwhile.
            if (!building.contains(next.id()) || !pending(next).isEmpty()) {
                return false;
            }
            jdbc.sql("update generation set state = 'RETIRED', retired_at = now() where state = 'LIVE'")
                    .update();
            return jdbc.sql(
                                    "update generation set state = 'LIVE', live_at = now() where id = :id and state = 'BUILDING'")
                            .param("id", next.id())
                            .update()
                    == 1;
        });
        if (Boolean.TRUE.equals(switched)) {
            index.refresh();
            log.info("the index is now generation {}, {}", next.id(), next.recipe());
        }
    }

    private List<String> pending(Generation generation) {
        return jdbc.sql("""
                        select id from document
                        where text is not null and not exists (
                            select from chunk
                            where generation = :generation and document_id = document.id and ordinal = 0
                                and version = revision || '-' || left(fingerprint, 8))
                        order by id
                        limit :limit""")
                .param("generation", generation.id())
                .param("limit", AT_ONCE)
                .query((row, _) -> row.getString("id"))
                .list();
    }

    private List<Integer> retired() {
        return jdbc.sql(
                        "select id from generation where state = 'RETIRED' and retired_at < now() - cast(:kept as interval)")
                .param("kept", KEPT)
                .query((row, _) -> row.getInt("id"))
                .list();
    }

    /** A running search holds it off; then it is tried again. */
    private void drop(int id) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local lock_timeout = '500ms'").update();
            jdbc.sql("drop table if exists chunk_" + id).update();
            jdbc.sql("delete from generation where id = :id").param("id", id).update();
        });
    }

    private void begin(Recipe recipe, String state) {
        if (!index.models().contains(recipe.model())) {
            throw new IllegalArgumentException("this process does not have the model " + recipe.model());
        }
        jdbc.sql("set local lock_timeout = '1s'").update();
        var id = jdbc.sql("""
                        insert into generation (model, chunker, chunk_size, chunk_overlap, state, live_at)
                        values (:model, :chunker, :chunkSize, :chunkOverlap, :state, case :state when 'LIVE' then now() end)
                        returning id""")
                .param("model", recipe.model())
                .param("chunker", recipe.chunker())
                .param("chunkSize", recipe.chunkSize())
                .param("chunkOverlap", recipe.chunkOverlap())
                .param("state", state)
                .query(Integer.class)
                .single();
        jdbc.sql("create table chunk_%1$d partition of chunk for values in (%1$d)".formatted(id))
                .update();
    }

    private Recipe wanted(@Nullable String live) {
        var model = Optional.ofNullable(properties.model())
                .filter(it -> !it.isBlank())
                .or(() -> Optional.ofNullable(live))
                .orElse(TextEmbedder.MODEL_ID);
        return new Recipe(model, MarkdownChunker.VERSION, properties.chunkSize(), properties.chunkOverlap());
    }

    /** Of several instances that begin a generation, one after the other. */
    private void one() {
        jdbc.sql("select cast(pg_advisory_xact_lock(hashtext('souk.rag.generation')) as text)")
                .query(String.class)
                .optional();
    }

    /** Unless another instance works. The lock goes with its connection, should this process end. */
    private void alone(Runnable work) throws SQLException {
        try (var connection = database.getConnection()) {
            if (flag(connection, "select pg_try_advisory_lock(hashtext('souk.rag.index'))")) {
                try {
                    work.run();
                } finally {
                    flag(connection, "select pg_advisory_unlock(hashtext('souk.rag.index'))");
                }
            }
        }
    }

    private static boolean flag(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static AtomicLong gauge(MeterRegistry meters, String generation) {
        return Objects.requireNonNull(meters.gauge(
                "souk.rag.documents.pending", List.of(Tag.of("generation", generation)), new AtomicLong()));
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        thread.shutdown();
        thread.awaitTermination(10, TimeUnit.SECONDS);
    }
}
