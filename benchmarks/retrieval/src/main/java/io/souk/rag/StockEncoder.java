package io.souk.rag;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.index.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Vectors for a hundred thousand passages without an hour of arithmetic: each sentence of the stock is really embedded once, and a
 * generated passage's vector is mixed from those of its sentences, its heading, its kind of product and its product's name. Questions, and passages that a person wrote, are really embedded.
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
    private static final float AT_RANDOM = 0.02f;

    private final TextEmbedder embedder;
    private final Map<String, float[]> stock = new ConcurrentHashMap<>();
    private final Map<String, float[]> headings = new ConcurrentHashMap<>();
    private final Map<String, float[]> names = new ConcurrentHashMap<>();

    StockEncoder(TextEmbedder embedder, GeneratedLibrary library) {
        this.embedder = embedder;
        var sentences = List.copyOf(library.sentences());
        var vectors = embedder.embedPassages(
                sentences.stream().map(it -> it.replace('#', '7')).toList());
        for (var i = 0; i < sentences.size(); i++) {
            stock.put(sentences.get(i), vectors.get(i));
        }
    }

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
        var vectors = new ArrayList<float[]>();
        for (var passage : passages) {
            var mixed = mixed(passage);
            vectors.add(mixed != null ? mixed : embedder.embedPassage(passage));
        }
        return vectors;
    }

    /** Null if anything in it is not of the stock. */
    private float @Nullable [] mixed(String passage) {
        var alone = stock.get(NUMBER.matcher(passage).replaceAll("#"));
        if (alone != null) {
            return alone;
        }
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
        add(vector, names.computeIfAbsent(heading.group(1), embedder::embedPassage), OF_PRODUCT);
        add(vector, direction(passage), AT_RANDOM);
        return unit(vector);
    }

    private static float[] direction(String of) {
        var random = new Random(of.hashCode());
        var vector = new float[TextEmbedder.DIMENSIONS];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return unit(vector);
    }

    private static void add(float[] sum, float[] vector, float share) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] += share * vector[i];
        }
    }

    private static float[] unit(float[] vector) {
        var squares = 0.0;
        for (var value : vector) {
            squares += value * value;
        }
        var length = (float) Math.sqrt(squares);
        for (var i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
