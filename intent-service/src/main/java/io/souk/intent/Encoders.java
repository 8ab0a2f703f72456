package io.souk.intent;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.kit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Texts in a run: more are hardly cheaper, and fewer runs are harder to share. */
    private static final int TOGETHER = 12;

    private final TextEmbedder first;
    private final TextEmbedder second;

    /** @param first the encoder of the service, which stays open; the other is loaded here */
    Encoders(TextEmbedder first) {
        this.first = first;
        this.second = TextEmbedder.load(SentenceEncoder.MINI_LM);
    }

    /** In the order of the texts. */
    List<float[]> embed(List<String> texts) {
        var vectors =
                texts.stream().map(_ -> new float[2 * TextEmbedder.DIMENSIONS]).toList();
        if (texts.size() < ENOUGH_TO_SHARE) {
            new Run(first, 0, texts, vectors).run();
            new Run(second, TextEmbedder.DIMENSIONS, texts, vectors).run();
        } else {
            share(runs(texts, vectors));
        }
        return vectors;
    }

    /** Some texts through one encoder, into its part of their vectors. */
    private record Run(TextEmbedder encoder, int offset, List<String> texts, List<float[]> vectors) {
        void run() {
            var parts = encoder.embedPassages(texts);
            for (var i = 0; i < parts.size(); i++) {
                System.arraycopy(parts.get(i), 0, vectors.get(i), offset, TextEmbedder.DIMENSIONS);
            }
        }
    }

    /** Texts of like length together, since the shorter are padded; the expensive runs first, so that the cores finish together. */
    private List<Run> runs(List<String> texts, List<float[]> vectors) {
        var longestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).length()))
                .toList();
        var runs = new ArrayList<Run>();
        for (var encoder : List.of(first, second)) {
            for (var from = 0; from < longestFirst.size(); from += TOGETHER) {
                var members = longestFirst.subList(from, Math.min(longestFirst.size(), from + TOGETHER));
                runs.add(new Run(
                        encoder,
                        encoder == first ? 0 : TextEmbedder.DIMENSIONS,
                        members.stream().map(texts::get).toList(),
                        members.stream().map(vectors::get).toList()));
            }
        }
        return runs;
    }

    /** Each core takes the next run when it is done with one. */
    private static void share(List<Run> runs) {
        var next = new AtomicInteger();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(_ -> {
                    for (var at = next.getAndIncrement(); at < runs.size(); at = next.getAndIncrement()) {
                        runs.get(at).run();
                    }
                });
    }

    @Override
    public void close() {
        second.close();
    }
}
