package io.souk.conversation.reply;

import java.util.List;

/** Fits the weights of a logistic model: Newton's method, with a small penalty on large weights but the first. */
final class Logistic {
    private static final double PENALTY = 1;
    private static final int STEPS = 12;

    private Logistic() {}

    /** What was seen, and whether it was so. */
    record Example(List<Double> signs, boolean holds) {}

    static double[] fitted(List<Example> examples) {
        var size = examples.getFirst().signs().size();
        var all = examples.stream().map(it -> unboxed(it.signs())).toList();
        var weights = new double[size];
        for (var step = 0; step < STEPS; step++) {
            var gradient = new double[size];
            var curvature = new double[size][size];
            for (var i = 1; i < size; i++) {
                gradient[i] = -PENALTY * weights[i];
                curvature[i][i] = PENALTY;
            }
            curvature[0][0] = 1e-6;
            for (var each = 0; each < all.size(); each++) {
                var signs = all.get(each);
                var holds = examples.get(each).holds();
                var probability = probability(weights, signs);
                var spread = probability * (1 - probability);
                for (var i = 0; i < size; i++) {
                    gradient[i] += signs[i] * ((holds ? 1 : 0) - probability);
                    for (var j = 0; signs[i] != 0 && j < size; j++) {
                        curvature[i][j] += spread * signs[i] * signs[j];
                    }
                }
            }
            var change = solved(curvature, gradient);
            for (var i = 0; i < size; i++) {
                weights[i] += change[i];
            }
        }
        return weights;
    }

    static double probability(double[] weights, List<Double> signs) {
        return probability(weights, unboxed(signs));
    }

    private static double[] unboxed(List<Double> values) {
        return values.stream().mapToDouble(value -> value).toArray();
    }

    private static double probability(double[] weights, double[] signs) {
        var sum = 0.0;
        for (var i = 0; i < weights.length; i++) {
            sum += weights[i] * signs[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /** By elimination; the matrix is symmetric and positive. */
    private static double[] solved(double[][] matrix, double[] right) {
        var size = right.length;
        for (var pivot = 0; pivot < size; pivot++) {
            for (var row = pivot + 1; row < size; row++) {
                var factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (var column = pivot; column < size; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        for (var row = size - 1; row >= 0; row--) {
            for (var column = row + 1; column < size; column++) {
                right[row] -= matrix[row][column] * right[column];
            }
            right[row] /= matrix[row][row];
        }
        return right;
    }
}
