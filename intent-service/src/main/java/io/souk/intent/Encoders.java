package io.souk.intent;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.kit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * What the classifier sees of a text: its vectors by two encoders, one after the other in one. They err on different texts, and the
 * second costs half of the first.
 */
@Component
class Encoders implements AutoCloseable {
    /** Names what a trained model was made for. */
    static final String ID = "bge-small-en-v1.5-q + all-minilm-l6-v2-q";

    /** From so many texts on they are shared among the cores; fewer are not worth it, and calls run in parallel anyway. */
    static final int ENOUGH_TO_SHARE = 16;

    private final TextEmbedder first;
    private final TextEmbedder second;

    /** @param first the encoder of the service, which stays open; the other is loaded here */
    Encoders(TextEmbedder first) {
        this.first = first;
        this.second = TextEmbedder.load(SentenceEncoder.MINI_LM);
    }

    /** In the order of the texts. */
    List<float[]> embed(List<String> texts) {
        if (texts.size() <= ENOUGH_TO_SHARE) {
            return embedHere(texts);
        }
        var shares = Math.min(Runtime.getRuntime().availableProcessors(), texts.size() / (ENOUGH_TO_SHARE / 2));
        return IntStream.range(0, shares)
                .mapToObj(share -> texts.subList(share * texts.size() / shares, (share + 1) * texts.size() / shares))
                .parallel()
                .map(this::embedHere)
                .flatMap(List::stream)
                .toList();
    }

    private List<float[]> embedHere(List<String> texts) {
        var left = first.embedPassages(texts);
        var right = second.embedPassages(texts);
        var vectors = new ArrayList<float[]>(texts.size());
        for (var i = 0; i < texts.size(); i++) {
            var both = Arrays.copyOf(left.get(i), 2 * TextEmbedder.DIMENSIONS);
            System.arraycopy(right.get(i), 0, both, TextEmbedder.DIMENSIONS, TextEmbedder.DIMENSIONS);
            vectors.add(both);
        }
        return vectors;
    }

    @Override
    public void close() {
        second.close();
    }
}
