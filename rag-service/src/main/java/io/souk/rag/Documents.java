package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.rag.MarkdownChunker.Chunk;
import io.souk.rag.index.Generation;
import io.souk.rag.index.LiveIndex;
import io.souk.rag.reading.Format;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way in for documents, whoever brings them. A document's chunks change all at once or not at all, and nothing is embedded
 * again that has not changed. {@code souk.rag.documents}: handed in = indexed + unchanged + outdated + removed; what is refused
 * is counted where it is.
 */
@Component
class Documents {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LiveIndex index;
    private final Passages passages;
    private final MeterRegistry meters;

    Documents(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            LiveIndex index,
            Passages passages,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.index = index;
        this.passages = passages;
        this.meters = meters;
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
     * What is known of a document.
     *
     * @param chunks in the live index; 0 while it is still to be indexed, or if it is removed
     * @param characters of the text that is kept
     */
    record Status(
            String id,
            String title,
            String category,
            @Nullable String productId,
            String mediaType,
            State state,
            String version,
            OffsetDateTime changedAt,
            int chunks,
            int characters) {}

    /** Where a document is on its way. */
    enum State {
        /** Taken, and not yet found: the index is being made anew. */
        PENDING,
        INDEXED,
        REMOVED
    }

    /**
     * Takes a document, or a new version of it.
     *
     * @param changedAt when it was written; older than what is known, it is ignored. Null: now, by an operator, who is always right
     */
    Indexed put(SourceDocument document, @Nullable Instant changedAt) {
        var fingerprint = fingerprint(document);
        var known = known(document.id());
        if (known.isPresent()) {
            if (known.get().fingerprint().equals(fingerprint)) {
                touch(document.id(), changedAt);
                var chunks = known.get().chunks();
                return counted(
                        known.get().with(chunks > 0 ? chunks : indexStored(document.id(), index.refresh())),
                        Change.UNCHANGED);
            }
            if (changedAt != null && changedAt.isBefore(known.get().changedAt().toInstant())) {
                return counted(known.get(), Change.OUTDATED);
            }
        }
        return index(document, fingerprint, changedAt);
    }

    /** Removes a document; its passages are never found again. Without effect if it is not there or was changed after that time. */
    void remove(String id, @Nullable Instant changedAt) {
        var removed = Boolean.TRUE.equals(transaction.execute(_ -> {
            var rows = jdbc.sql("""
                            update document set text = null, fingerprint = '', revision = revision + 1,
                                changed_at = greatest(changed_at, :at)
                            where id = :id and text is not null and (:forced or changed_at <= :at)""")
                    .param("id", id)
                    .param("at", timestamp(changedAt))
                    .param("forced", changedAt == null)
                    .update();
            if (rows == 1) {
                passages.delete(id);
            }
            return rows == 1;
        }));
        if (removed) {
            count(Change.REMOVED);
        }
    }

    Optional<Status> status(String id) {
        return jdbc.sql("""
                        select id, title, category, product_id, media_type,
                            case when text is null then 'REMOVED' when chunks > 0 then 'INDEXED' else 'PENDING' end as state,
                            case when text is null then '' else revision || '-' || left(fingerprint, 8) end as version,
                            changed_at, chunks, coalesce(length(text), 0) as characters
                        from document cross join lateral (
                            select count(*) as chunks from chunk where document_id = document.id and generation = :generation) as held
                        where id = :id""")
                .param("id", id)
                .param("generation", index.refresh().id())
                .query(Status.class)
                .optional();
    }

    /**
     * Makes a stored document's chunks for a generation, unless it changes meanwhile: then whoever changed it, or the next look at
     * what is missing, does it.
     *
     * @return how many chunks it has now
     */
    int indexStored(String id, Generation generation) {
        var stored = jdbc.sql("""
                        select id, title, category, product_id, text, media_type, revision, fingerprint from document
                        where id = :id and text is not null""").param("id", id).query(Stored.class).optional();
        if (stored.isEmpty()) {
            return 0;
        }
        var document = stored.get().document();
        var made = passages.make(document, generation);
        return Objects.requireNonNull(transaction.execute(_ -> {
            patient();
            var same = jdbc.sql("select 1 from document where id = :id and revision = :revision for update")
                    .param("id", id)
                    .param("revision", stored.get().revision())
                    .query(Integer.class)
                    .optional();
            if (same.isEmpty()) {
                return 0;
            }
            passages.delete(id, generation);
            passages.insert(document, stored.get().version(), generation, made);
            return made.size();
        }));
    }

    private Indexed index(SourceDocument document, String fingerprint, @Nullable Instant changedAt) {
        var generation = index.current();
        var made = passages.make(document, generation);
        var indexed = transaction.execute(_ -> {
            patient();
            // Holds off the switch to another generation until this document is in.
            var live = jdbc.sql("select 1 from generation where id = :id and state = 'LIVE' for share")
                    .param("id", generation.id())
                    .query(Integer.class)
                    .optional();
            if (live.isEmpty()) {
                return Optional.<Indexed>empty();
            }
            var revision = upsert(document, fingerprint, changedAt);
            if (revision.isEmpty()) {
                return known(document.id()).map(known -> known.as(Change.OUTDATED));
            }
            var version = version(revision.get(), fingerprint);
            passages.delete(document.id());
            passages.insert(document, version, generation, made);
            return Optional.of(new Indexed(document.id(), version, made.size(), Change.INDEXED));
        });
        if (indexed == null || indexed.isEmpty()) {
            index.refresh();
            return index(document, fingerprint, changedAt);
        }
        count(indexed.get().change());
        return indexed.get();
    }

    /** A passage alone often does not say what it is about; its headings do. */
    static String embeddedText(String title, Chunk chunk) {
        return heading(title, chunk) + "\n" + chunk.text();
    }

    static String heading(String title, Chunk chunk) {
        return chunk.section() == null ? title : title + ": " + chunk.section();
    }

    /** Thousands of rows may go in at once. */
    private void patient() {
        jdbc.sql("set local statement_timeout = '60s'").update();
    }

    /** Locks the document's row, so that two writers of one document take turns. */
    private Optional<Integer> upsert(SourceDocument document, String fingerprint, @Nullable Instant changedAt) {
        return jdbc.sql("""
                        insert into document (id, title, category, product_id, text, media_type, fingerprint, changed_at)
                        values (:id, :title, :category, :productId, :text, :mediaType, :fingerprint, :at)
                        on conflict (id) do update set
                            title = excluded.title, category = excluded.category, product_id = excluded.product_id,
                            text = excluded.text, media_type = excluded.media_type, fingerprint = excluded.fingerprint,
                            revision = document.revision + 1,
                            changed_at = greatest(document.changed_at, excluded.changed_at)
                        where :forced or document.changed_at <= excluded.changed_at
                        returning revision""")
                .param("id", document.id())
                .param("title", document.title())
                .param("category", document.category())
                .param("productId", document.productId())
                .param("text", document.text())
                .param("mediaType", document.format().mediaType())
                .param("fingerprint", fingerprint)
                .param("at", timestamp(changedAt))
                .param("forced", changedAt == null)
                .query(Integer.class)
                .optional();
    }

    private void touch(String id, @Nullable Instant changedAt) {
        jdbc.sql("update document set changed_at = :at where id = :id and changed_at < :at")
                .param("id", id)
                .param("at", timestamp(changedAt))
                .update();
    }

    private Optional<Known> known(String id) {
        return jdbc.sql("""
                        select id, fingerprint, revision, changed_at,
                            (select count(*) from chunk where document_id = document.id and generation = :generation) as chunks
                        from document where id = :id""")
                .param("id", id)
                .param("generation", index.current().id())
                .query(Known.class)
                .optional();
    }

    private Indexed counted(Known known, Change change) {
        count(change);
        return known.as(change);
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

    /** The fingerprint of a removed one is empty. */
    private record Known(String id, String fingerprint, int revision, OffsetDateTime changedAt, int chunks) {
        Indexed as(Change change) {
            return new Indexed(id, fingerprint.isEmpty() ? "" : version(revision, fingerprint), chunks, change);
        }

        Known with(int otherChunks) {
            return new Known(id, fingerprint, revision, changedAt, otherChunks);
        }
    }

    private record Stored(
            String id,
            String title,
            String category,
            @Nullable String productId,
            String text,
            String mediaType,
            int revision,
            String fingerprint) {
        private SourceDocument document() {
            var format = Arrays.stream(Format.values())
                    .filter(it -> it.mediaType().equals(mediaType))
                    .findFirst()
                    .orElse(Format.MARKDOWN);
            return new SourceDocument(id, title, category, productId, text, format);
        }

        private String version() {
            return Documents.version(revision, fingerprint);
        }
    }
}
