package io.souk.rag;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.souk.rag.ranking.Sentences.Sentence;
import io.souk.rag.ranking.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param section heading path; null above the first heading
 * @param text the chunk's own
 * @param score how probably it answers the question, 0 to 1
 * @param spans the sentences of {@code text} that answer the question, in reading order
 * @param context the chunk with its neighbours under the same heading; null if it has none
 * @param whole the same or the chunk alone, with each sentence: for whoever judges them; not for answers over REST
 */
record Hit(
        String documentId,
        String chunkId,
        String title,
        @Nullable String section,
        String text,
        String category,
        @Nullable String productId,
        double score,
        String version,
        List<Span> spans,
        @Nullable Joined context,
        @JsonIgnore Whole whole) {

    /**
     * Neighbouring chunks as one text.
     *
     * @param spans the sentences of this text that answer, in reading order
     */
    record Joined(String text, List<Span> spans) {}

    /** A text with each of its sentences, in reading order, and how near each is: its span. */
    record Whole(String text, List<Sentence> sentences, List<Span> spans) {}
}
