package io.souk.rag;

import com.pgvector.PGvector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.souk.rag.MarkdownChunker.Chunk;
import io.souk.rag.index.Encoder;
import io.souk.rag.index.Generation;
import io.souk.rag.ranking.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * From a document to the rows that are found. {@code souk.rag.embedding.pending}: chunks that were cut and wait for their vectors;
 * {@code souk.rag.embedded}: vectors made since the start.
 */
@Component
class Passages implements DisposableBean {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    /** Fewer texts share too few runs of the model. */
    private static final int FEWEST_AT_ONCE = 4;

    private static final int MOST_AT_ONCE = 64;

    private final JdbcTemplate jdbc;
    private final AtomicInteger pending;
    private final Counter embedded;
    private final SecondReader second;
    /** Platform threads: inference would pin the carriers of virtual ones. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            CORES, Thread.ofPlatform().name("embedding-", 0).daemon().factory());

    Passages(JdbcTemplate jdbc, MeterRegistry meters, SecondReader second) {
        this.jdbc = jdbc;
        this.pending = Objects.requireNonNull(meters.gauge("souk.rag.embedding.pending", new AtomicInteger()));
        this.embedded = meters.counter("souk.rag.embedded");
        this.second = second;
    }

    /** A chunk with the vectors of its generation's model. */
    record Passage(Chunk chunk, PGvector vector, Sentences sentences) {}

    /** Takes a while; never within a transaction. All cores take part, also in a document of a few chunks. */
    List<Passage> make(SourceDocument document, Generation generation) {
        var recipe = generation.recipe();
        var chunks = new MarkdownChunker(recipe.chunkSize(), recipe.chunkOverlap())
                .chunks(document.title(), document.text());
        pending.addAndGet(chunks.size());
        var done = new AtomicInteger();
        try {
            var parts = new ArrayList<Callable<List<Passage>>>();
            var size = Math.clamp(Math.ceilDiv(chunks.size(), CORES), FEWEST_AT_ONCE, MOST_AT_ONCE);
            for (var start = 0; start < chunks.size(); start += size) {
                var part = chunks.subList(start, Math.min(chunks.size(), start + size));
                parts.add(() -> {
                    var made = embed(document.title(), part, generation.encoder());
                    pending.addAndGet(-part.size());
                    done.addAndGet(part.size());
                    embedded.increment(part.size());
                    return made;
                });
            }
            return all(parts);
        } finally {
            pending.addAndGet(done.get() - chunks.size());
        }
    }

    private List<Passage> all(List<Callable<List<Passage>>> parts) {
        try {
            var passages = new ArrayList<Passage>();
            for (var part : threads.invokeAll(parts)) {
                passages.addAll(part.get());
            }
            return List.copyOf(passages);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while embedding", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a document could not be embedded", e.getCause());
        }
    }

    private List<Passage> embed(String title, List<Chunk> chunks, Encoder encoder) {
        var vectors = vectors(
                chunks.stream()
                        .map(chunk -> Documents.embeddedText(title, chunk))
                        .toList(),
                encoder);
        var sentences = Sentences.of(
                chunks.stream()
                        .map(chunk -> new Sentences.Passage(
                                Documents.heading(title, chunk),
                                MarkdownChunker.nearestHeading(title, chunk.section()),
                                chunk.text()))
                        .toList(),
                vectors,
                encoder::embedPassages,
                second::sentences);
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> new Passage(chunks.get(i), new PGvector(vectors.get(i)), sentences.get(i)))
                .toList();
    }

    /** What is the same is embedded once: a file of one line, repeated, is a document too. */
    private static List<float[]> vectors(List<String> texts, Encoder encoder) {
        var distinct = texts.stream().distinct().toList();
        var made = encoder.embedPassages(distinct);
        var byText = IntStream.range(0, distinct.size()).boxed().collect(Collectors.toMap(distinct::get, made::get));
        return texts.stream().map(byText::get).map(Objects::requireNonNull).toList();
    }

    /** Within the transaction that holds the document's row. */
    void insert(SourceDocument document, String version, Generation generation, List<Passage> passages) {
        var rows = IntStream.range(0, passages.size())
                .mapToObj(at -> row(document, version, generation, passages.get(at), isAlone(passages, at)))
                .toList();
        jdbc.batchUpdate("""
                insert into chunk (generation, document_id, version, ordinal, title, section, text, starts_at, ends_at,
                    category, product_id, embedding, sentences, alone)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    private static @Nullable Object[] row(
            SourceDocument document, String version, Generation generation, Passage passage, boolean alone) {
        return new @Nullable Object[] {
            generation.id(),
            document.id(),
            version,
            passage.chunk().ordinal(),
            document.title(),
            passage.chunk().section(),
            passage.chunk().text(),
            passage.chunk().startsAt(),
            passage.chunk().endsAt(),
            document.category(),
            document.productId(),
            passage.vector(),
            passage.sentences().packed(),
            alone
        };
    }

    /** Whether no neighbour stands under the same heading. */
    private static boolean isAlone(List<Passage> passages, int at) {
        var section = passages.get(at).chunk().section();
        return (at == 0 || !Objects.equals(section, passages.get(at - 1).chunk().section()))
                && (at == passages.size() - 1
                        || !Objects.equals(section, passages.get(at + 1).chunk().section()));
    }

    void delete(String document, Generation generation) {
        jdbc.update("delete from chunk where document_id = ? and generation = ?", document, generation.id());
    }

    /** From every generation. */
    void delete(String document) {
        jdbc.update("delete from chunk where document_id = ?", document);
    }

    @Override
    public void destroy() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(10, TimeUnit.SECONDS);
    }
}
