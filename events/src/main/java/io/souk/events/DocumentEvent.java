package io.souk.events;

import org.jspecify.annotations.Nullable;

/** Documents. Topic {@link Topics#DOCUMENTS}, compacted, keyed by document id; a record without a value means: gone. */
@OnTopic(Topics.DOCUMENTS)
public sealed interface DocumentEvent extends Event {

    /**
     * A manual, FAQ or policy.
     *
     * @param category {@code manual}, {@code faq} or {@code policy}
     * @param productId the product it is about; null if none
     * @param text Markdown
     */
    @EventType("io.souk.catalog.document-upserted.v1")
    record DocumentUpserted(
            Meta meta,
            String id,
            String title,
            String category,
            @Nullable String productId,
            String text) implements DocumentEvent {
        public DocumentUpserted {
            Check.notBlank("id", id);
            Check.notBlank("title", title);
            Check.notBlank("category", category);
            Check.notBlank("text", text);
            if (!id.equals(meta.subject())) {
                throw new IllegalArgumentException("id differs from ce_subject");
            }
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements DocumentEvent {}
}
