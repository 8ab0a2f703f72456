package io.souk.intent.classifier;

import io.souk.kit.embedding.TextEmbedder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * From a vector to the probabilities of classes: logistic regression, which is sharp where there is data, together with the nearest
 * training utterances, which transfer better to wordings nobody thought of.
 *
 * <p>The numbers below were chosen by cross-validation on the training texts alone (docs/understanding.md); no held-out file was used
 * for it.
 */
final class Mixture {
    private static final int NEIGHBOURS = 10;
    /** How much more the nearest neighbour counts than the tenth. */
    private static final double NEIGHBOUR_SHARPNESS = 12;
    /** Neighbours are looked for along so many principal axes. */
    private static final int AXES = 192;

    private static final double REGRESSION_SHARE = 0.5;
    /** Turns scores into frequencies of being right; below 1 since the mixture is too modest. */
    private static final double TEMPERATURE = 0.625;

    private final float[] centre;
    private final LogisticRegression regression;
    private final float[][] axes;
    private final float[][] examples;
    private final int[] classes;
    private final int classCount;
    private final NearestExamples nearest;

    private Mixture(
            float[] centre,
            LogisticRegression regression,
            float[][] axes,
            float[][] examples,
            int[] classes,
            int classCount) {
        this.centre = centre;
        this.regression = regression;
        this.axes = axes;
        this.examples = examples;
        this.classes = classes;
        this.classCount = classCount;
        this.nearest = new NearestExamples(examples, NEIGHBOURS);
    }

    /** Trains on vectors of texts, in the order of their classes. */
    static Mixture train(List<float[]> vectors, int[] classes, int classCount) {
        var centre = mean(vectors);
        var features = vectors.stream().map(vector -> centred(vector, centre)).toArray(float[][]::new);
        var importance = LogisticRegression.importance(classes, classCount);
        var weights =
                Arrays.stream(classes).mapToDouble(each -> importance[each]).toArray();
        var axes = PrincipalAxes.of(features, weights, Math.min(AXES, features[0].length));
        var examples = Arrays.stream(features).map(x -> place(x, axes)).toArray(float[][]::new);
        var regression = LogisticRegression.train(features, classes, classCount);
        return new Mixture(centre, regression, axes, examples, classes, classCount);
    }

    /** Calibrated probabilities of the classes. */
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
        var votes = new double[classCount];
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

    void write(DataOutputStream out) throws IOException {
        write(out, new float[][] {centre});
        write(out, regression.weights());
        write(out, axes);
        write(out, examples);
        for (var each : classes) {
            out.writeInt(each);
        }
    }

    static Mixture read(DataInputStream in, int classCount) throws IOException {
        var centre = readRows(in)[0];
        var regression = new LogisticRegression(readRows(in));
        var axes = readRows(in);
        var examples = readRows(in);
        var classes = new int[examples.length];
        for (var i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        return new Mixture(centre, regression, axes, examples, classes, classCount);
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
