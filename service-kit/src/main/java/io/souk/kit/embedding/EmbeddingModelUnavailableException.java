package io.souk.kit.embedding;

import org.jspecify.annotations.Nullable;

/** The embedding model cannot be used. A service that needs it does not start, and says why. */
public final class EmbeddingModelUnavailableException extends RuntimeException {
    EmbeddingModelUnavailableException(SentenceEncoder encoder, String reason, @Nullable Throwable cause) {
        super("Embedding model " + encoder.id() + ": " + reason, cause);
    }
}
