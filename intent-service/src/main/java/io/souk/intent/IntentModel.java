package io.souk.intent;

import io.souk.kit.embedding.TextEmbedder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From the vectors of a text to the probabilities of its labels: logistic regression, which is sharp where there is data, together
 * with the nearest training utterances, which transfer better to wordings nobody thought of.
 *
 * <p>The numbers below were chosen by cross-validation on the training texts alone (docs/understanding.md); no held-out file was used
 * for it.
 */
final class IntentModel {
    static final String RESOURCE = "/model/intent-model.bin";

    private static final int FORMAT = 2;
    private static final int NEIGHBOURS = 10;
    /** How much more the nearest neighbour counts than the tenth. */
    private static final double NEIGHBOUR_SHARPNESS = 12;
    /** Neighbours are looked for along so many principal axes. */
    private static final int AXES = 192;

    private static final double REGRESSION_SHARE = 0.5;
    /** Turns scores into frequencies of being right; below 1 since the mixture is too modest. */
    private static final double TEMPERATURE = 0.625;

    private final List<Label> labels;
    private final float[] centre;
    private final LogisticRegression regression;
    private final float[][] axes;
    private final float[][] examples;
    private final int[] classes;
    private final NearestExamples nearest;

    private IntentModel(
            List<Label> labels,
            float[] centre,
            LogisticRegression regression,
            float[][] axes,
            float[][] examples,
            int[] classes) {
        this.labels = labels;
        this.centre = centre;
        this.regression = regression;
        this.axes = axes;
        this.examples = examples;
        this.classes = classes;
        this.nearest = new NearestExamples(examples, NEIGHBOURS);
    }

    /** Trains on vectors of texts, in the order of their labels. */
    static IntentModel train(List<float[]> vectors, List<Label> answers) {
        var labels = answers.stream().distinct().toList();
        var classes = answers.stream().mapToInt(labels::indexOf).toArray();
        var centre = mean(vectors);
        var features = vectors.stream().map(vector -> centred(vector, centre)).toArray(float[][]::new);
        var importance = LogisticRegression.importance(classes, labels.size());
        var weights =
                Arrays.stream(classes).mapToDouble(each -> importance[each]).toArray();
        var axes = PrincipalAxes.of(features, weights, Math.min(AXES, features[0].length));
        var examples = Arrays.stream(features).map(x -> place(x, axes)).toArray(float[][]::new);
        var regression = LogisticRegression.train(features, classes, labels.size());
        return new IntentModel(labels, centre, regression, axes, examples, classes);
    }

    /** What {@link #probabilities} speaks of, in its order. */
    List<Label> labels() {
        return labels;
    }

    /** Calibrated probabilities of {@link #labels()}. */
    double[] probabilities(float[] vector) {
        var x = centred(vector, centre);
        var probabilities = regression.probabilities(x);
        var votes = votes(place(x, axes));
        var sum = 0.0;
        for (var i = 0; i < probabilities.length; i++) {
            var mixed = REGRESSION_SHARE * probabilities[i] + (1 - REGRESSION_SHARE) * votes[i];
            probabilities[i] = Math.pow(mixed, 1 / TEMPERATURE);
            sum += probabilities[i];
        }
        for (var i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private double[] votes(float[] place) {
        var neighbours = nearest.to(place);
        var votes = new double[labels.size()];
        var sum = 0.0;
        for (var neighbour : neighbours) {
            var vote = Math.exp(NEIGHBOUR_SHARPNESS * (neighbour.similarity() - 1));
            votes[classes[neighbour.example()]] += vote;
            sum += vote;
        }
        for (var i = 0; i < votes.length; i++) {
            votes[i] /= sum;
        }
        return votes;
    }

    void write(OutputStream stream) throws IOException {
        var out = new DataOutputStream(new BufferedOutputStream(stream));
        out.writeInt(FORMAT);
        out.writeInt(labels.size());
        for (var label : labels) {
            out.writeUTF(label.toString());
        }
        write(out, new float[][] {centre});
        write(out, regression.weights());
        write(out, axes);
        write(out, examples);
        for (var label : classes) {
            out.writeInt(label);
        }
        out.flush();
    }

    static IntentModel read(InputStream stream) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(stream));
        if (in.readInt() != FORMAT) {
            throw new IOException("written by another version");
        }
        var count = in.readInt();
        var labels = new ArrayList<Label>(count);
        for (var i = 0; i < count; i++) {
            labels.add(Label.parse(in.readUTF()));
        }
        var centre = readRows(in)[0];
        var regression = new LogisticRegression(readRows(in));
        var axes = readRows(in);
        var examples = readRows(in);
        var classes = new int[examples.length];
        for (var i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        return new IntentModel(List.copyOf(labels), centre, regression, axes, examples, classes);
    }

    /** The model that the build trained. */
    static IntentModel load() {
        try (var in = IntentModel.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Intent model: " + RESOURCE + " is not on the class path; ./mvnw process-classes trains it");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("Intent model: " + RESOURCE + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void write(DataOutputStream out, float[][] rows) throws IOException {
        out.writeInt(rows.length);
        out.writeInt(rows[0].length);
        for (var row : rows) {
            for (var value : row) {
                out.writeFloat(value);
            }
        }
    }

    private static float[][] readRows(DataInputStream in) throws IOException {
        var rows = new float[in.readInt()][in.readInt()];
        for (var row : rows) {
            for (var i = 0; i < row.length; i++) {
                row[i] = in.readFloat();
            }
        }
        return rows;
    }

    private static float[] mean(List<float[]> vectors) {
        var mean = new float[vectors.getFirst().length];
        for (var vector : vectors) {
            for (var i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }

    /** Vectors of one encoder all point into one corner; seen from their mean they tell more. Each encoder's part counts the same. */
    private static float[] centred(float[] vector, float[] centre) {
        var centred = new float[vector.length];
        for (var i = 0; i < vector.length; i++) {
            centred[i] = vector[i] - centre[i];
        }
        for (var part = 0; part < vector.length; part += TextEmbedder.DIMENSIONS) {
            normalise(centred, part, Math.min(vector.length, part + TextEmbedder.DIMENSIONS));
        }
        return centred;
    }

    private static float[] place(float[] centred, float[][] axes) {
        var place = PrincipalAxes.project(centred, axes);
        normalise(place, 0, place.length);
        return place;
    }

    private static void normalise(float[] vector, int from, int to) {
        var squares = 0.0;
        for (var i = from; i < to; i++) {
            squares += vector[i] * vector[i];
        }
        var length = (float) Math.max(Math.sqrt(squares), 1e-9);
        for (var i = from; i < to; i++) {
            vector[i] /= length;
        }
    }
}
