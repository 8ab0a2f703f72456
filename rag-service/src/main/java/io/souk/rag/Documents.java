package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pgvector.PGvector;
import io.micrometer.core.instrument.MeterRegistry;
import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.MarkdownChunker.Chunk;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in for documents, whoever brings them. A document's chunks change all at once or not at all, and nothing is embedded
 * again that has not changed. {@code souk.rag.documents}: handed in = indexed + unchanged + outdated + removed + refused (counted
 * by the callers' error policy).
 */
@Component
class Documents {
    private static final Logger log = LoggerFactory.getLogger(Documents.class);
    private static final int EMBEDDED_AT_ONCE = 64;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final TextEmbedder embedder;
    private final MarkdownChunker chunker;
    private final MeterRegistry meters;
    private final String pipeline;

    Documents(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            TextEmbedder embedder,
            RagProperties properties,
            MeterRegistry meters) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.embedder = embedder;
        this.chunker = new MarkdownChunker(properties.chunkSize(), properties.chunkOverlap());
        this.meters = meters;
        this.pipeline = "%s/%d/%d/%d"
                .formatted(
                        embedder.modelId(), MarkdownChunker.VERSION, properties.chunkSize(), properties.chunkOverlap());
    }

    /** What became of a document that was handed in. */
    enum Change {
        INDEXED,
        UNCHANGED,
        /** Something newer is known already. */
        OUTDATED,
        REMOVED
    }

    /**
     * The state of a document after it was handed in.
     *
     * @param version changes with every change of content; empty if the document is gone
     */
    record Indexed(String id, String version, int chunks, Change change) {}

    /**
     * Takes a document, or a new version of it.
     *
     * @param changedAt when it was written; older than what is known, it is ignored. Null: now, by an operator, who is always right
     */
    Indexed put(SourceDocument document, @Nullable Instant changedAt) {
        var fingerprint = fingerprint(document);
        var known = known(document.id());
        if (known.isPresent() && known.get().is(fingerprint, pipeline)) {
            touch(document.id(), changedAt);
            return counted(known.get().as(document.id(), Change.UNCHANGED));
        }
        if (known.isPresent()
                && changedAt != null
                && changedAt.isBefore(known.get().changedAt().toInstant())) {
            return counted(known.get().as(document.id(), Change.OUTDATED));
        }
        return counted(index(document, fingerprint, changedAt));
    }

    /** Removes a document; its passages are never found again. Without effect if it is not there or was changed after that time. */
    void remove(String id, @Nullable Instant changedAt) {
        transaction.executeWithoutResult(_ -> {
            var removed = jdbc.sql("""
                            update document set text = null, fingerprint = '', changed_at = greatest(changed_at, :at)
                            where id = :id and text is not null and (:forced or changed_at <= :at)""")
                    .param("id", id)
                    .param("at", timestamp(changedAt))
                    .param("forced", changedAt == null)
                    .update();
            if (removed == 1) {
                deleteChunks(id);
                count(Change.REMOVED);
            }
        });
    }

    /** Documents that an older chunker or model has indexed are done again, from their stored text. */
    @Async
    @EventListener(ApplicationReadyEvent.class)
    void reindexOutdated() {
        var outdated = jdbc.sql("select id from document where text is not null and pipeline <> :pipeline order by id")
                .param("pipeline", pipeline)
                .query(String.class)
                .list();
        for (var id : outdated) {
            jdbc.sql("select id, title, category, product_id, text from document where id = :id and text is not null")
                    .param("id", id)
                    .query(SourceDocument.class)
                    .optional()
                    .ifPresent(document -> put(document, null));
        }
        if (!outdated.isEmpty()) {
            log.info("re-indexed {} documents for {}", outdated.size(), pipeline);
        }
    }

    private Indexed index(SourceDocument document, String fingerprint, @Nullable Instant changedAt) {
        var chunks = chunker.chunks(document.title(), document.text());
        var vectors = embed(document.title(), chunks);
        return transaction.execute(_ -> {
            jdbc.sql("set local statement_timeout = '60s'").update();
            var revision = upsert(document, fingerprint, changedAt);
            if (revision.isEmpty()) {
                return known(document.id()).orElseThrow().as(document.id(), Change.OUTDATED);
            }
            var version = version(revision.get(), fingerprint);
            deleteChunks(document.id());
            insert(document, version, chunks, vectors);
            return new Indexed(document.id(), version, chunks.size(), Change.INDEXED);
        });
    }

    private List<float[]> embed(String title, List<Chunk> chunks) {
        var texts = chunks.stream().map(chunk -> embeddedText(title, chunk)).toList();
        return Stream.iterate(0, start -> start < texts.size(), start -> start + EMBEDDED_AT_ONCE)
                .map(start -> texts.subList(start, Math.min(texts.size(), start + EMBEDDED_AT_ONCE)))
                .flatMap(some -> embedder.embedPassages(some).stream())
                .toList();
    }

    /** A passage alone often does not say what it is about; its headings do. */
    static String embeddedText(String title, Chunk chunk) {
        return chunk.section() == null
                ? title + "\n" + chunk.text()
                : title + ": " + chunk.section() + "\n" + chunk.text();
    }

    /** Locks the document's row, so that two writers of one document take turns. */
    private Optional<Integer> upsert(SourceDocument document, String fingerprint, @Nullable Instant changedAt) {
        return jdbc.sql("""
                        insert into document (id, title, category, product_id, text, fingerprint, pipeline, changed_at)
                        values (:id, :title, :category, :productId, :text, :fingerprint, :pipeline, :at)
                        on conflict (id) do update set
                            title = excluded.title, category = excluded.category, product_id = excluded.product_id,
                            text = excluded.text, fingerprint = excluded.fingerprint, pipeline = excluded.pipeline,
                            revision = document.revision + 1,
                            changed_at = greatest(document.changed_at, excluded.changed_at)
                        where :forced or document.changed_at <= excluded.changed_at
                        returning revision""")
                .param("id", document.id())
                .param("title", document.title())
                .param("category", document.category())
                .param("productId", document.productId())
                .param("text", document.text())
                .param("fingerprint", fingerprint)
                .param("pipeline", pipeline)
                .param("at", timestamp(changedAt))
                .param("forced", changedAt == null)
                .query(Integer.class)
                .optional();
    }

    private void insert(SourceDocument document, String version, List<Chunk> chunks, List<float[]> vectors) {
        var rows = chunks.stream()
                .map(chunk -> new @Nullable Object[] {
                    document.id(),
                    version,
                    chunk.ordinal(),
                    document.title(),
                    chunk.section(),
                    chunk.text(),
                    document.category(),
                    document.productId(),
                    new PGvector(vectors.get(chunk.ordinal()))
                })
                .toList();
        batches.batchUpdate("""
                insert into chunk (document_id, version, ordinal, title, section, text, category, product_id, embedding)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
    }

    private void deleteChunks(String id) {
        jdbc.sql("delete from chunk where document_id = :id").param("id", id).update();
    }

    private void touch(String id, @Nullable Instant changedAt) {
        jdbc.sql("update document set changed_at = :at where id = :id and changed_at < :at")
                .param("id", id)
                .param("at", timestamp(changedAt))
                .update();
    }

    private Optional<Known> known(String id) {
        return jdbc.sql("""
                        select fingerprint, pipeline, revision, changed_at,
                            (select count(*) from chunk where document_id = document.id) as chunks
                        from document where id = :id""").param("id", id).query(Known.class).optional();
    }

    private Indexed counted(Indexed indexed) {
        count(indexed.change());
        return indexed;
    }

    private void count(Change change) {
        meters.counter("souk.rag.documents", "change", change.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static OffsetDateTime timestamp(@Nullable Instant at) {
        return (at == null ? Instant.now() : at).atOffset(ZoneOffset.UTC);
    }

    private static String version(int revision, String fingerprint) {
        return revision + "-" + fingerprint.substring(0, 8);
    }

    private static String fingerprint(SourceDocument document) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Stream.of(document.title(), document.category(), String.valueOf(document.productId()), document.text())
                    .forEach(part -> {
                        digest.update(part.getBytes(UTF_8));
                        digest.update((byte) 0);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is stored of a document; the fingerprint of a removed one is empty. */
    private record Known(String fingerprint, String pipeline, int revision, OffsetDateTime changedAt, int chunks) {
        boolean is(String otherFingerprint, String otherPipeline) {
            return fingerprint.equals(otherFingerprint) && pipeline.equals(otherPipeline);
        }

        Indexed as(String id, Change change) {
            return new Indexed(id, fingerprint.isEmpty() ? "" : version(revision, fingerprint), chunks, change);
        }
    }
}
