package io.souk.rag;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.Encoder;
import java.util.List;
import org.springframework.stereotype.Component;

/** The model that all services share, so that a question's vector can travel with its turn. */
@Component
class BgeEncoder implements Encoder {
    private final TextEmbedder embedder;

    BgeEncoder(TextEmbedder embedder) {
        this.embedder = embedder;
    }

    @Override
    public String modelId() {
        return embedder.modelId();
    }

    @Override
    public float[] embedQuery(String question) {
        return embedder.embedQuery(question);
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        return embedder.embedPassages(passages);
    }
}
