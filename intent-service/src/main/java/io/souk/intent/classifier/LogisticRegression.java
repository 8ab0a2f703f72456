package io.souk.intent.classifier;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Multinomial logistic regression over dense features, trained by Adam in mini-batches; small enough to own and to read. */
final class LogisticRegression {
    private static final int EPOCHS = 12;
    private static final int BATCH = 32;
    private static final double RATE = 0.03;
    private static final float WEIGHT_DECAY = 1e-5f;

    /** One row per feature, so that a step runs along the classes; the last row is the bias. */
    private final float[][] weights;

    LogisticRegression(float[][] weights) {
        this.weights = weights;
    }

    float[][] weights() {
        return weights;
    }

    /** Trains with fixed seeds, so that the same data give the same weights. Rare classes weigh more, see {@link #importance}. */
    static LogisticRegression train(float[][] features, int[] classes, int classCount) {
        var rows = features[0].length + 1;
        var model = new LogisticRegression(new float[rows][classCount]);
        var mean = new float[rows][classCount];
        var square = new float[rows][classCount];
        var gradient = new float[rows][classCount];
        var importance = importance(classes, classCount);
        var random = new Random(7);
        var order = IntStream.range(0, features.length).toArray();
        var step = 0;
        for (var epoch = 0; epoch < EPOCHS; epoch++) {
            shuffle(order, random);
            var rate = RATE * (1 - epoch / (double) EPOCHS);
            for (var from = 0; from < order.length; from += BATCH) {
                var to = Math.min(order.length, from + BATCH);
                for (var row = 0; row < rows; row++) {
                    Arrays.fill(gradient[row], 0);
                }
                for (var at = from; at < to; at++) {
                    var example = order[at];
                    var share = (float) importance[classes[example]] / (to - from);
                    model.accumulate(features[example], classes[example], share, gradient);
                }
                step++;
                var correction = Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
                for (var row = 0; row < rows; row++) {
                    adam(model.weights[row], mean[row], square[row], gradient[row], (float) (rate * correction));
                }
            }
        }
        return model;
    }

    /** Probabilities of the classes. */
    double[] probabilities(float[] features) {
        var scores = weights[features.length].clone();
        for (var i = 0; i < features.length; i++) {
            addScaled(scores, features[i], weights[i]);
        }
        return softmax(scores);
    }

    private void accumulate(float[] features, int answer, float share, float[][] gradient) {
        var probabilities = probabilities(features);
        var errors = new float[probabilities.length];
        for (var i = 0; i < errors.length; i++) {
            errors[i] = share * (float) (probabilities[i] - (i == answer ? 1 : 0));
        }
        for (var i = 0; i < features.length; i++) {
            addScaled(gradient[i], features[i], errors);
        }
        addScaled(gradient[features.length], 1, errors);
    }

    private static void addScaled(float[] sum, float scale, float[] values) {
        for (var i = 0; i < sum.length; i++) {
            sum[i] += scale * values[i];
        }
    }

    private static double[] softmax(float[] scores) {
        var max = Float.NEGATIVE_INFINITY;
        for (var score : scores) {
            max = Math.max(max, score);
        }
        var probabilities = new double[scores.length];
        var sum = 0.0;
        for (var i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - max);
            sum += probabilities[i];
        }
        for (var i = 0; i < scores.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private static void adam(float[] weight, float[] mean, float[] square, float[] gradient, float rate) {
        for (var i = 0; i < weight.length; i++) {
            var g = gradient[i] + WEIGHT_DECAY * weight[i];
            mean[i] = 0.9f * mean[i] + 0.1f * g;
            square[i] = 0.999f * square[i] + 0.001f * g * g;
            weight[i] -= rate * mean[i] / ((float) Math.sqrt(square[i]) + 1e-8f);
        }
    }

    /** By the root of a class's rarity: half way between counting every text and counting every class the same; 1 on average. */
    static double[] importance(int[] classes, int classCount) {
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
