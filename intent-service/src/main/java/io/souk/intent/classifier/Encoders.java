package io.souk.intent.classifier;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.kit.embedding.TextEmbedder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * What the classifier sees of a text: its vector by MiniLM, and where that is not enough also the one by bge, which costs twice as much
 * and errs on different texts.
 */
@Component
public class Encoders implements AutoCloseable {
    /** Names what a trained model was made for. */
    static final String ID = "bge-small-en-v1.5-q + all-minilm-l6-v2-q";

    /** From so many texts on they are shared among the cores; fewer are not worth it, and calls run in parallel anyway. */
    static final int ENOUGH_TO_SHARE = 16;

    /** Texts in a run at most: more are hardly cheaper, and fewer runs are harder to share. */
    private static final int TOGETHER = 12;

    private final TextEmbedder bge;
    private final TextEmbedder miniLm;

    /**
     * Loads the cheap encoder.
     *
     * @param bge the encoder of the service, which stays open
     * @param resources where the other one's files are
     */
    @Autowired
    public Encoders(TextEmbedder bge, ResourceLoader resources) {
        this.bge = bge;
        this.miniLm = TextEmbedder.load(
                SentenceEncoder.MINI_LM,
                Objects.requireNonNullElseGet(resources.getClassLoader(), Encoders.class::getClassLoader));
    }

    public Encoders(TextEmbedder bge) {
        this(bge, new DefaultResourceLoader());
    }

    /** By the cheap encoder alone, in the order of the texts. */
    List<float[]> quick(List<String> texts) {
        return embed(miniLm, texts);
    }

    /** By both encoders, one after the other in one vector. */
    List<float[]> thorough(List<String> texts) {
        return thorough(texts, quick(texts));
    }

    /** As {@link #thorough(List)}, of texts that the cheap encoder has seen already. */
    List<float[]> thorough(List<String> texts, List<float[]> quick) {
        var first = embed(bge, texts);
        return IntStream.range(0, texts.size())
                .mapToObj(i -> {
                    var both = Arrays.copyOf(first.get(i), 2 * TextEmbedder.DIMENSIONS);
                    System.arraycopy(quick.get(i), 0, both, TextEmbedder.DIMENSIONS, TextEmbedder.DIMENSIONS);
                    return both;
                })
                .toList();
    }

    /** Of a vector by both, the part by the cheap one. */
    static float[] quickPart(float[] both) {
        return Arrays.copyOfRange(both, TextEmbedder.DIMENSIONS, 2 * TextEmbedder.DIMENSIONS);
    }

    private static List<float[]> embed(TextEmbedder encoder, List<String> texts) {
        return texts.size() < ENOUGH_TO_SHARE ? encoder.embedPassages(texts) : shared(encoder, texts);
    }

    /** Texts of like length together, since the shorter are padded; each core takes the next run when it is done with one. */
    private static List<float[]> shared(TextEmbedder encoder, List<String> texts) {
        var longestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).length()))
                .toList();
        var runs = runs(longestFirst);
        var vectors = new float[texts.size()][];
        var next = new AtomicInteger();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(_ -> {
                    for (var at = next.getAndIncrement(); at < runs.size(); at = next.getAndIncrement()) {
                        var run = runs.get(at);
                        var parts = encoder.embedPassages(
                                run.stream().map(texts::get).toList());
                        for (var i = 0; i < parts.size(); i++) {
                            vectors[run.get(i)] = parts.get(i);
                        }
                    }
                });
        return List.of(vectors);
    }

    /** As many for each core, so that none waits long for the others. */
    private static List<List<Integer>> runs(List<Integer> texts) {
        var cores = Runtime.getRuntime().availableProcessors();
        var rounds = (texts.size() + cores * TOGETHER - 1) / (cores * TOGETHER);
        var size = (texts.size() + cores * rounds - 1) / (cores * rounds);
        var runs = new ArrayList<List<Integer>>();
        for (var from = 0; from < texts.size(); from += size) {
            runs.add(texts.subList(from, Math.min(texts.size(), from + size)));
        }
        return runs;
    }

    @Override
    public void close() {
        miniLm.close();
    }
}
