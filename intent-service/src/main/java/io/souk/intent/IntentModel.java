package io.souk.intent;

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
 * From the vector of a text to the probabilities of its labels: logistic regression, which is sharp where there is data, together
 * with the nearest training utterances, which transfer better to wordings nobody thought of.
 *
 * <p>The numbers below were chosen by five-fold cross-validation on the training file; the held-out file was never used for it.
 */
final class IntentModel {
    static final String RESOURCE = "/model/intent-model.bin";

    private static final int FORMAT = 1;
    private static final int NEIGHBOURS = 10;
    /** How much more the nearest neighbour counts than the tenth. */
    private static final double NEIGHBOUR_SHARPNESS = 8;

    private static final double REGRESSION_SHARE = 0.6;
    /** Turns scores into frequencies of being right; below 1 since the mixture is too modest. */
    private static final double TEMPERATURE = 0.6;

    private final List<Label> labels;
    private final float[] centre;
    private final LogisticRegression regression;
    private final float[][] examples;
    private final int[] classes;

    private IntentModel(
            List<Label> labels, float[] centre, LogisticRegression regression, float[][] examples, int[] classes) {
        this.labels = labels;
        this.centre = centre;
        this.regression = regression;
        this.examples = examples;
        this.classes = classes;
    }

    /** Trains on vectors of texts, in the order of their labels. */
    static IntentModel train(List<float[]> vectors, List<Label> answers) {
        var labels = answers.stream().distinct().toList();
        var classes = answers.stream().mapToInt(labels::indexOf).toArray();
        var centre = mean(vectors);
        var examples = vectors.stream().map(vector -> centred(vector, centre)).toArray(float[][]::new);
        return new IntentModel(
                labels, centre, LogisticRegression.train(examples, classes, labels.size()), examples, classes);
    }

    /** What {@link #probabilities} speaks of, in its order. */
    List<Label> labels() {
        return labels;
    }

    /** Calibrated probabilities of {@link #labels()}. */
    double[] probabilities(float[] vector) {
        var x = centred(vector, centre);
        var probabilities = regression.probabilities(x);
        var votes = votes(x);
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

    private double[] votes(float[] x) {
        var best = new double[NEIGHBOURS];
        var bestClass = new int[NEIGHBOURS];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (var example = 0; example < examples.length; example++) {
            var similarity = dot(x, examples[example]);
            if (similarity <= best[NEIGHBOURS - 1]) {
                continue;
            }
            var at = NEIGHBOURS - 1;
            while (at > 0 && best[at - 1] < similarity) {
                best[at] = best[at - 1];
                bestClass[at] = bestClass[at - 1];
                at--;
            }
            best[at] = similarity;
            bestClass[at] = classes[example];
        }
        var votes = new double[labels.size()];
        var sum = 0.0;
        for (var at = 0; at < NEIGHBOURS; at++) {
            var vote = Math.exp(NEIGHBOUR_SHARPNESS * (best[at] - 1));
            votes[bestClass[at]] += vote;
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
        var examples = readRows(in);
        var classes = new int[examples.length];
        for (var i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        return new IntentModel(List.copyOf(labels), centre, regression, examples, classes);
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

    /** Vectors of this encoder all point into one corner; seen from their mean they tell more. */
    private static float[] centred(float[] vector, float[] centre) {
        var centred = new float[vector.length];
        for (var i = 0; i < vector.length; i++) {
            centred[i] = vector[i] - centre[i];
        }
        var length = (float) Math.sqrt(dot(centred, centred));
        for (var i = 0; i < centred.length; i++) {
            centred[i] /= length;
        }
        return centred;
    }

    /** In four sums, so that one addition need not wait for the one before. */
    private static float dot(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        var i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }
}
