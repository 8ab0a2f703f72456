package io.souk.rag;

import org.jspecify.annotations.Nullable;

/**
 * A passage that was found.
 *
 * @param section heading path; null above the first heading
 * @param score comparable within one search only
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
        String version) {}
