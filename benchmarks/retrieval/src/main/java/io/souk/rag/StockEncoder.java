package io.souk.rag;

import com.pgvector.PGvector;
import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Vectors for a hundred thousand passages without an hour of arithmetic. What is embedded before {@link #learn} is really embedded,
 * as are all questions and all passages that a person wrote. From these {@link VectorModel} learns what the encoder makes of a
 * generated passage, given the vectors of its sentences, heading, kind and name of product, and how far it is off.
 */
@NullMarked
final class StockEncoder implements Encoder {
    static final String NAME = "stock-of-sentences";
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\.)\\s+");
    /** "Vornak K210 kettle manual: Cleaning the filter (3)". */
    private static final Pattern HEADING = Pattern.compile("(\\S+ \\S+) (.+): ([^:(]+) \\(\\d+\\)");

    private static final float OF_HEADING = 0.4f;
    private static final float OF_KIND = 0.3f;
    private static final float OF_PRODUCT = 0.25f;

    private final TextEmbedder embedder;
    private final Map<String, float[]> stock = new ConcurrentHashMap<>();
    private final Map<String, float[]> headings = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Example> examples = new ConcurrentLinkedQueue<>();
    private volatile @Nullable VectorModel learned;

    StockEncoder(TextEmbedder embedder, GeneratedLibrary library) {
        this.embedder = embedder;
        var sentences = List.copyOf(library.sentences());
        var vectors = embedder.embedPassages(
                sentences.stream().map(it -> it.replace('#', '7')).toList());
        for (var i = 0; i < sentences.size(); i++) {
            stock.put(sentences.get(i), vectors.get(i));
        }
    }

    /** A generated passage: what its parts give when they are added up, and what the encoder makes of it. */
    record Example(String passage, PGvector mixed, PGvector real) {}

    @Override
    public String modelId() {
        return NAME;
    }

    @Override
    public float[] embedQuery(String question) {
        return embedder.embedQuery(question);
    }

    @Override
    public List<float[]> embedPassages(List<String> passages) {
        var model = learned;
        return model == null ? really(passages) : probably(passages, model);
    }

    /** From here on generated passages get the vector that their parts make probable. */
    VectorModel learn() {
        var model = new VectorModel(List.copyOf(examples));
        learned = model;
        return model;
    }

    /** From here on everything is really embedded again. */
    void guessNoMore() {
        learned = null;
    }

    private List<float[]> really(List<String> passages) {
        var vectors = embedder.embedPassages(passages);
        for (var i = 0; i < passages.size(); i++) {
            var mixed = mixed(passages.get(i));
            if (mixed != null) {
                examples.add(new Example(passages.get(i), new PGvector(mixed), new PGvector(vectors.get(i))));
            }
        }
        return vectors;
    }

    private List<float[]> probably(List<String> passages, VectorModel model) {
        var vectors = new ArrayList<float[]>();
        for (var passage : passages) {
            var sentence = stock.get(NUMBER.matcher(passage).replaceAll("#"));
            var mixed = sentence == null ? mixed(passage) : null;
            vectors.add(
                    sentence != null
                            ? sentence
                            : mixed != null ? model.vector(passage, mixed) : embedder.embedPassage(passage));
        }
        return vectors;
    }

    /** Null if anything in it is not of the stock. */
    float @Nullable [] mixed(String passage) {
        var lines = passage.split("\n", 2);
        var heading = HEADING.matcher(lines[0]);
        if (lines.length < 2 || !heading.matches()) {
            return null;
        }
        var vector = new float[TextEmbedder.DIMENSIONS];
        var sentences = SENTENCE_END.split(lines[1], -1);
        for (var sentence : sentences) {
            var known = stock.get(NUMBER.matcher(sentence.strip()).replaceAll("#"));
            if (known == null) {
                return null;
            }
            add(vector, known, 1f / sentences.length);
        }
        add(vector, headings.computeIfAbsent(heading.group(2), embedder::embedPassage), OF_KIND);
        add(vector, headings.computeIfAbsent(heading.group(3), embedder::embedPassage), OF_HEADING);
        add(vector, headings.computeIfAbsent(heading.group(1), embedder::embedPassage), OF_PRODUCT);
        return vector;
    }

    private static void add(float[] sum, float[] vector, float share) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] += share * vector[i];
        }
    }
}
