package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Documents. Topic {@link Topics#DOCUMENTS}, compacted, keyed by document id; a record without a value means: gone. */
@OnTopic(Topics.DOCUMENTS)
public sealed interface DocumentEvent extends Event {

    /**
     * A manual, FAQ or policy as text.
     *
     * @param category {@code manual}, {@code faq} or {@code policy}
     * @param productId the product it is about; null if none
     * @param mediaType of {@code text}: {@code text/markdown}, {@code text/html} or {@code text/plain}; null: Markdown, unless it
     *     is a whole HTML page
     */
    @EventType("io.souk.catalog.document-upserted.v1")
    record DocumentUpserted(
            Meta meta,
            String id,
            String title,
            String category,
            @Nullable String productId,
            String text,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String mediaType)
            implements DocumentEvent {
        public DocumentUpserted {
            Check.notBlank("id", id);
            Check.notBlank("title", title);
            Check.notBlank("category", category);
            Check.notBlank("text", text);
            demandSubject(meta, id);
        }

        /** Markdown. */
        public DocumentUpserted(
                Meta meta, String id, String title, String category, @Nullable String productId, String text) {
            this(meta, id, title, category, productId, text, null);
        }
    }

    /**
     * A manual, FAQ or policy as a file. A record holds about 700 kB of it; larger ones go to rag-service by HTTP.
     *
     * @param title null: the one that the file gives itself
     * @param productId the product it is about; null if none
     * @param mediaType {@code application/pdf}, {@code text/html}, {@code text/markdown} or {@code text/plain}; null: as it shows
     * @param content base64
     */
    @EventType("io.souk.catalog.document-file-upserted.v1")
    record DocumentFileUpserted(
            Meta meta,
            String id,
            @Nullable String title,
            String category,
            @Nullable String productId,
            @Nullable String mediaType,
            String content)
            implements DocumentEvent {
        public DocumentFileUpserted {
            Check.notBlank("id", id);
            Check.notBlank("category", category);
            Check.notBlank("content", content);
            demandSubject(meta, id);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements DocumentEvent {}

    private static void demandSubject(Meta meta, String id) {
        if (!id.equals(meta.subject())) {
            throw new IllegalArgumentException("id differs from ce_subject");
        }
    }
}
