package io.souk.rag;

import com.pgvector.PGvector;
import com.zaxxer.hikari.HikariDataSource;
import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.GeneratedLibrary.Planted;
import io.souk.rag.GeneratedLibrary.Sort;
import io.souk.rag.index.LiveIndex;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The service's own ingestion and search beside Spring AI's {@code PgVectorStore} with its defaults, on the same passages and vectors
 * in one database that is dropped at the end: times of a search without embedding, how many of the ten nearest each index
 * finds, and which passages a person's questions find. {@code SOUK_BENCH_CHUNKS}: how many, 100,000 unless set.
 */
@NullMarked
final class RetrievalBenchmark {
    private static final int WARM_UP = 200;
    private static final int TIMED = 1_000;
    private static final int COMPARED = 200;
    private static final int NEAREST = 10;
    private static final int HITS = 3;
    /** Families of products: three thousand passages, of which the other vectors are guessed. */
    private static final int REALLY_EMBEDDED = 25;

    /** Families whose manuals come again once the index is full. */
    private static final int LATE = 3;

    private static final int PART = 5_000;

    private final GeneratedLibrary library;
    private final ApplicationContext context;
    private final JdbcTemplate jdbc;
    private final Documents documents;
    private final StockEncoder encoder;
    private final PassageSearch search;
    private final Spelling spelling;
    private final int generation;
    private final TextEmbedder embedder;
    private final String url;
    private final String user;
    private final String password;

    private RetrievalBenchmark(
            GeneratedLibrary library, ApplicationContext context, String url, String user, String password) {
        this.library = library;
        this.url = url;
        this.user = user;
        this.password = password;
        this.context = context;
        this.jdbc = new JdbcTemplate(context.getBean(HikariDataSource.class));
        this.documents = context.getBean(Documents.class);
        this.encoder = context.getBean(StockEncoder.class);
        this.search = context.getBean(PassageSearch.class);
        this.spelling = context.getBean(Spelling.class);
        this.generation = context.getBean(LiveIndex.class).current().id();
        this.embedder = context.getBean(TextEmbedder.class);
    }

    static void main() throws Exception {
        var server = environment("SOUK_POSTGRES_URL", "jdbc:postgresql://localhost:25432/");
        var user = environment("SOUK_POSTGRES_USER", "souk");
        var password = environment("SOUK_POSTGRES_PASSWORD", "souk");
        var library = new GeneratedLibrary(Integer.parseInt(environment("SOUK_BENCH_CHUNKS", "100000")));
        var database = "souk_bench_" + UUID.randomUUID().toString().substring(0, 8);
        try (var connection = DriverManager.getConnection(server + "postgres", user, password);
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
            try (var context = new SpringApplicationBuilder(RagServiceApplication.class)
                            .web(WebApplicationType.NONE)
                            .logStartupInfo(false)
                            .initializers(it -> ((GenericApplicationContext) it)
                                    .registerBean(
                                            StockEncoder.class,
                                            () -> new StockEncoder(it.getBean(TextEmbedder.class), library)))
                            .run(
                                    "--logging.level.root=error",
                                    // Nobody listens where Kafka would be.
                                    "--logging.level.org.apache.kafka=error",
                                    "--spring.datasource.url=" + server + database,
                                    "--spring.kafka.listener.auto-startup=false",
                                    "--spring.kafka.admin.auto-create=false",
                                    "--souk.rag.model=" + StockEncoder.NAME);
                    var plain = new HikariDataSource()) {
                plain.setJdbcUrl(server + database);
                plain.setUsername(user);
                plain.setPassword(password);
                new RetrievalBenchmark(library, context, server + database, user, password)
                        .run(new JdbcTemplate(plain));
            } finally {
                if (System.getenv("SOUK_BENCH_KEEP") == null) {
                    statement.execute("drop database " + database + " with (force)");
                }
            }
        }
    }

    private void run(JdbcTemplate plain) {
        fill();
        var asked = library.asked(WARM_UP + TIMED);
        var planted = library.planted();
        var vectors = new HashMap<String, float[]>();
        spelling.refresh();
        Stream.concat(
                        asked.stream(),
                        planted.stream().map(Planted::words).flatMap(it -> Stream.of(it, spelling.mended(it))))
                .forEach(it -> vectors.put(it, embedder.embedQuery(it)));
        var store = store(plain, vectors);

        System.out.printf("%n%,d searches one at a time, without embedding, ms%n", TIMED);
        System.out.printf("%-42s %8s %8s %8s%n", "", "p50", "p95", "p99");
        time("Souk, 3 hits with spans and neighbours", asked, it -> ours(it, vectors));
        time("PgVectorStore, 3 hits", asked, it -> theirs(it, store, HITS));
        time("PgVectorStore, 10 hits", asked, it -> theirs(it, store, NEAREST));

        System.out.printf("%nof the ten nearest passages, by all distances, are found (%d questions)%n", COMPARED);
        recall(asked.subList(0, COMPARED), vectors, store);

        System.out.printf(
                "%nquestions of a person, answered by one passage each%n%-42s %6s %10s %10s%n",
                "", "asked", "Souk @1/@3", "Store @1/@3");
        for (var sort : Sort.values()) {
            quality(planted.stream().filter(it -> it.sort() == sort).toList(), vectors, store);
        }

        System.out.println();
        encoder.guessNoMore();
        ingest(library.someDocuments(LATE).map(RetrievalBenchmark::copy));
    }

    private static SourceDocument copy(SourceDocument document) {
        return new SourceDocument(
                document.id() + "-again",
                document.title(),
                document.category(),
                document.productId(),
                document.text(),
                document.format());
    }

    private void fill() {
        ingest(library.someDocuments(REALLY_EMBEDDED));
        resemblance(encoder.learn());

        // As with any bulk load: the graph is built once, over all.
        var index = Objects.requireNonNull(
                        jdbc.queryForObject("select pg_get_indexdef('chunk_embedding'::regclass)", String.class))
                // Its parts too.
                .replace(" ON ONLY ", " ON ");
        jdbc.execute("drop index chunk_embedding");
        System.out.printf(
                "the others, with guessed vectors, in %.0f s%n",
                seconds(() -> library.documents().forEach(this::put)));
        System.out.printf(
                "index of Souk over %,d passages built in %.0f s%n", count("chunk"), seconds(() -> maintain(index)));
        context.getBean(CorpusStatistics.class).refresh();
        maintain("vacuum analyze chunk_" + generation);
        maintain("analyze term");
    }

    /** As the service does it: cut, embedded with each of their sentences, stored, put into the indexes. */
    private void ingest(Stream<SourceDocument> added) {
        var before = count("chunk");
        var took = seconds(() -> added.forEach(this::put));
        var chunks = count("chunk") - before;
        System.out.printf(
                "%,d passages taken in, beside %,d, in %.0f s: %.0f a second%n", chunks, before, took, chunks / took);
    }

    private void put(SourceDocument document) {
        documents.put(document, null);
    }

    private long count(String table) {
        return Objects.requireNonNull(jdbc.queryForObject("select count(*) from " + table, Long.class));
    }

    /** Whether guessed vectors lie as real ones do: on it depends what an index over them finds. */
    private void resemblance(VectorModel model) {
        var real = model.others().stream().map(it -> it.real().toArray()).toList();
        var guessed = model.others().stream()
                .map(it -> model.vector(it.passage(), it.mixed().toArray()))
                .toList();
        var asked = library.asked(COMPARED).stream().map(embedder::embedQuery).toList();
        System.out.printf(
                "%nmedian cosines among %,d passages that the guess was not fitted on%n%-42s %8s %8s%n",
                real.size(), "", "nearest", "tenth");
        near("passage and passage, really embedded", real, real, 1);
        near("passage and passage, guessed", guessed, guessed, 1);
        near("question and passage, really embedded", asked, real, 0);
        near("question and passage, guessed", asked, guessed, 0);
        System.out.println();
    }

    private static void near(String name, List<float[]> from, List<float[]> to, int itself) {
        var cosines = from.parallelStream()
                .map(one -> to.stream()
                        .mapToDouble(other -> -cosine(one, other))
                        .sorted()
                        .skip(itself)
                        .limit(NEAREST)
                        .toArray())
                .toList();
        System.out.printf(
                "%-42s %8.3f %8.3f%n",
                name,
                -median(cosines.stream().mapToDouble(it -> it[0])),
                -median(cosines.stream().mapToDouble(it -> it[NEAREST - 1])));
    }

    private static double median(DoubleStream values) {
        var sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Of vectors of unit length. */
    private static double cosine(float[] one, float[] other) {
        var sum = 0f;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private PgVectorStore store(JdbcTemplate plain, Map<String, float[]> vectors) {
        var store = PgVectorStore.builder(plain, new Known(vectors))
                .dimensions(TextEmbedder.DIMENSIONS)
                .initializeSchema(true)
                .build();
        store.afterPropertiesSet();
        var index = plain.queryForMap(
                "select indexname, indexdef from pg_indexes where tablename = 'vector_store' and indexdef like '%hnsw%'");
        plain.execute("drop index " + index.get("indexname"));
        plain.update("""
                insert into vector_store (content, metadata, embedding)
                select title || coalesce(': ' || section, '') || chr(10) || text,
                    json_build_object('documentId', document_id, 'id', id), embedding
                from chunk""");
        System.out.printf(
                "index of PgVectorStore built in %.0f s%n",
                seconds(() -> maintain(String.valueOf(index.get("indexdef")))));
        maintain("vacuum analyze vector_store");
        return store;
    }

    private List<Hit> ours(String question, Map<String, float[]> vectors) {
        return search.search(question, vector(question, vectors), generation, Scope.ALL, HITS)
                .hits();
    }

    private static List<Document> theirs(String question, PgVectorStore store, int hits) {
        return store.similaritySearch(
                SearchRequest.builder().query(question).topK(hits).build());
    }

    private static void time(String name, List<String> asked, Consumer<String> search) {
        asked.stream().limit(WARM_UP).forEach(search);
        var times = asked.stream()
                .skip(WARM_UP)
                .mapToDouble(it -> 1_000 * seconds(() -> search.accept(it)))
                .sorted()
                .toArray();
        System.out.printf(
                "%-42s %8.2f %8.2f %8.2f%n",
                name, times[times.length / 2], times[times.length * 95 / 100], times[times.length * 99 / 100]);
    }

    private void recall(List<String> asked, Map<String, float[]> vectors, PgVectorStore store) {
        var all = all();
        var ours = 0.0;
        var theirs = 0.0;
        for (var question : asked) {
            var vector = vector(question, vectors);
            var exact = all.entrySet().parallelStream()
                    .map(it -> Map.entry(it.getKey(), cosine(vector, it.getValue())))
                    .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
                    .limit(NEAREST)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            ours += share(exact, search.nearest(vector, generation, NEAREST).stream());
            theirs += share(exact, theirs(question, store, NEAREST).stream().map(RetrievalBenchmark::chunk));
        }
        System.out.printf("%-42s %.4f%n", "Souk", ours / asked.size());
        System.out.printf("%-42s %.4f%n", "PgVectorStore", theirs / asked.size());
    }

    /** The vectors of all passages, in parts that a search's time limit leaves time for. */
    private Map<Long, float[]> all() {
        var all = new HashMap<Long, float[]>();
        var last = new AtomicLong();
        int before;
        do {
            before = all.size();
            jdbc.query(
                    "select id, cast(embedding as text) as embedding from chunk where id > ? order by id limit " + PART,
                    row -> {
                        last.set(row.getLong("id"));
                        all.put(last.get(), new PGvector(row.getString("embedding")).toArray());
                    },
                    last.get());
        } while (all.size() > before);
        return all;
    }

    private static double share(Set<Long> exact, Stream<Long> found) {
        return found.filter(exact::contains).count() / (double) exact.size();
    }

    private static long chunk(Document document) {
        return ((Number) Objects.requireNonNull(document.getMetadata().get("id"))).longValue();
    }

    private void quality(List<Planted> questions, Map<String, float[]> vectors, PgVectorStore store) {
        var ours = new int[HITS];
        var theirs = new int[HITS];
        for (var question : questions) {
            count(
                    ours,
                    ours(spelling.mended(question.words()), vectors).stream()
                            .map(it -> it.documentId().equals(question.documentId())
                                    && it.text().contains(question.answer()))
                            .toList());
            count(
                    theirs,
                    theirs(question.words(), store, HITS).stream()
                            .map(it -> question.documentId()
                                            .equals(it.getMetadata().get("documentId"))
                                    && Objects.requireNonNullElse(it.getText(), "")
                                            .contains(question.answer()))
                            .toList());
        }
        System.out.printf(
                "%-42s %6d  %.2f/%.2f  %.2f/%.2f%n",
                questions.getFirst().sort().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                questions.size(),
                (double) ours[0] / questions.size(),
                (double) Arrays.stream(ours).sum() / questions.size(),
                (double) theirs[0] / questions.size(),
                (double) Arrays.stream(theirs).sum() / questions.size());
    }

    /** Where the first right one stands. */
    private static void count(int[] places, List<Boolean> right) {
        var first = new ArrayList<>(right).indexOf(true);
        if (first >= 0) {
            places[first]++;
        }
    }

    private static float[] vector(String question, Map<String, float[]> vectors) {
        return Objects.requireNonNull(vectors.get(question));
    }

    /** What takes longer than a search may. */
    private void maintain(String statement) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var sql = connection.createStatement()) {
            sql.execute("set maintenance_work_mem = '1GB'");
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(Runnable work) {
        var started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }

    private static String environment(String name, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(name), otherwise);
    }

    /** Questions whose vectors are known: what is measured is the search. */
    private record Known(Map<String, float[]> vectors) implements EmbeddingModel {
        @Override
        public EmbeddingResponse call(EmbeddingRequest request) {
            throw new UnsupportedOperationException("nothing is embedded here");
        }

        @Override
        public float[] embed(String text) {
            return vector(text, vectors);
        }

        @Override
        public float[] embed(Document document) {
            throw new UnsupportedOperationException("nothing is embedded here");
        }
    }
}
