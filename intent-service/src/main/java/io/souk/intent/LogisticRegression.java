package io.souk.intent;

import java.util.Random;
import java.util.stream.IntStream;

/** Multinomial logistic regression over dense features, trained by Adam in mini-batches; small enough to own and to read. */
final class LogisticRegression {
    private static final int EPOCHS = 60;
    private static final int BATCH = 32;
    private static final double RATE = 0.02;
    private static final double WEIGHT_DECAY = 3e-5;

    /** One row per class; the last column is the bias. */
    private final float[][] weights;

    LogisticRegression(float[][] weights) {
        this.weights = weights;
    }

    float[][] weights() {
        return weights;
    }

    /** Trains with fixed seeds, so that the same data give the same weights. Rare classes weigh more, by the root of their rarity. */
    static LogisticRegression train(float[][] features, int[] classes, int classCount) {
        var width = features[0].length + 1;
        var weights = new float[classCount][width];
        var mean = new float[classCount][width];
        var square = new float[classCount][width];
        var importance = importance(classes, classCount);
        var random = new Random(7);
        var order = IntStream.range(0, features.length).toArray();
        var gradient = new float[classCount][width];
        var step = 0;
        for (var epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            var rate = RATE * (1 - epoch / (double) EPOCHS);
            for (var from = 0; from < order.length; from += BATCH) {
                var to = Math.min(order.length, from + BATCH);
                accumulate(weights, features, classes, importance, order, from, to, gradient);
                step++;
                var correction = Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
                for (var row = 0; row < classCount; row++) {
                    adam(weights[row], mean[row], square[row], gradient[row], (float) (rate * correction));
                }
            }
        }
        return new LogisticRegression(weights);
    }

    /** Probabilities of the classes. */
    double[] probabilities(float[] features) {
        return probabilities(weights, features);
    }

    private static double[] probabilities(float[][] weights, float[] features) {
        var scores = new double[weights.length];
        var max = Double.NEGATIVE_INFINITY;
        for (var row = 0; row < weights.length; row++) {
            var weight = weights[row];
            var score = weight[features.length];
            for (var i = 0; i < features.length; i++) {
                score += weight[i] * features[i];
            }
            scores[row] = score;
            max = Math.max(max, score);
        }
        var sum = 0.0;
        for (var row = 0; row < scores.length; row++) {
            scores[row] = Math.exp(scores[row] - max);
            sum += scores[row];
        }
        for (var row = 0; row < scores.length; row++) {
            scores[row] /= sum;
        }
        return scores;
    }

    private static void accumulate(
            float[][] weights,
            float[][] features,
            int[] classes,
            double[] importance,
            int[] order,
            int from,
            int to,
            float[][] gradient) {
        for (var row = 0; row < gradient.length; row++) {
            for (var i = 0; i < gradient[row].length; i++) {
                gradient[row][i] = (float) WEIGHT_DECAY * weights[row][i];
            }
        }
        for (var at = from; at < to; at++) {
            var example = order[at];
            var x = features[example];
            var probabilities = probabilities(weights, x);
            var share = importance[classes[example]] / (to - from);
            for (var row = 0; row < weights.length; row++) {
                var error = (float) (share * (probabilities[row] - (row == classes[example] ? 1 : 0)));
                var line = gradient[row];
                for (var i = 0; i < x.length; i++) {
                    line[i] += error * x[i];
                }
                line[x.length] += error;
            }
        }
    }

    private static void adam(float[] weight, float[] mean, float[] square, float[] gradient, float rate) {
        for (var i = 0; i < weight.length; i++) {
            var g = gradient[i];
            mean[i] = 0.9f * mean[i] + 0.1f * g;
            square[i] = 0.999f * square[i] + 0.001f * g * g;
            weight[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + 1e-8f);
        }
    }

    private static double[] importance(int[] classes, int classCount) {
        var counts = new double[classCount];
        for (var label : classes) {
            counts[label]++;
        }
        var sum = 0.0;
        for (var label : classes) {
            sum += 1 / Math.sqrt(counts[label]);
        }
        var importance = new double[classCount];
        for (var row = 0; row < classCount; row++) {
            importance[row] = classes.length / (sum * Math.sqrt(Math.max(1, counts[row])));
        }
        return importance;
    }

    private static void shuffle(int[] order, Random random) {
        for (var i = order.length - 1; i > 0; i--) {
            var j = random.nextInt(i + 1);
            var kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
