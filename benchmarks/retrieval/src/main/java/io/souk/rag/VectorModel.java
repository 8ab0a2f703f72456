package io.souk.rag;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.StockEncoder.Example;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;

/**
 * What the encoder probably makes of a passage, given the sum of its parts' vectors: the best linear guess (ridge regression) and,
 * added to it, one of the errors that the guess made on other passages. So probable vectors spread as real ones do, in every
 * direction.
 */
@NullMarked
final class VectorModel {
    /** Of examples; these fit the guess, the others tell its errors. */
    private static final double TO_FIT = 0.6;

    private static final double RIDGE = 0.02;

    private final List<Example> others;
    private final double[] meanOfMixed;
    private final double[] meanOfReal;
    /** Row by row: of the real vector's dimensions. */
    private final double[][] map;

    private final List<float[]> errors;

    VectorModel(List<Example> examples) {
        // In which order threads came is chance.
        var ordered = examples.stream()
                .sorted((one, other) -> one.passage().compareTo(other.passage()))
                .toList();
        var shuffled = IntStream.range(0, ordered.size())
                .boxed()
                .sorted((one, other) -> Integer.compare(mix(one), mix(other)))
                .map(ordered::get)
                .toList();
        var fitted = shuffled.subList(0, (int) (shuffled.size() * TO_FIT));
        this.others = shuffled.subList(fitted.size(), shuffled.size());
        this.meanOfMixed = mean(fitted.stream().map(it -> it.mixed().toArray()).toList());
        this.meanOfReal = mean(fitted.stream().map(it -> it.real().toArray()).toList());
        this.map = ridge(fitted);
        this.errors = others.stream()
                .map(it -> {
                    var guess = guess(it.mixed().toArray());
                    var error = it.real().toArray().clone();
                    for (var i = 0; i < error.length; i++) {
                        error[i] -= guess[i];
                    }
                    return error;
                })
                .toList();
    }

    /** Examples that the guess was not fitted on. */
    List<Example> others() {
        return others;
    }

    /** Of unit length; the same for the same passage. */
    float[] vector(String passage, float[] mixed) {
        var vector = guess(mixed);
        var error = errors.get(new Random(passage.hashCode()).nextInt(errors.size()));
        for (var i = 0; i < vector.length; i++) {
            vector[i] += error[i];
        }
        return TextEmbedder.unit(vector);
    }

    private float[] guess(float[] mixed) {
        var guess = new float[mixed.length];
        for (var row = 0; row < guess.length; row++) {
            var sum = meanOfReal[row];
            for (var i = 0; i < mixed.length; i++) {
                sum += map[row][i] * (mixed[i] - meanOfMixed[i]);
            }
            guess[row] = (float) sum;
        }
        return guess;
    }

    /** Solves (XᵀX + λI) W = XᵀY by Cholesky's method. */
    private double[][] ridge(List<Example> examples) {
        var size = meanOfMixed.length;
        var gram = new double[size][size];
        var right = new double[size][size];
        for (var example : examples) {
            var mixed = centred(example.mixed().toArray(), meanOfMixed);
            var real = centred(example.real().toArray(), meanOfReal);
            for (var i = 0; i < size; i++) {
                for (var j = 0; j < size; j++) {
                    gram[i][j] += mixed[i] * mixed[j];
                    right[i][j] += mixed[i] * real[j];
                }
            }
        }
        var trace = IntStream.range(0, size).mapToDouble(i -> gram[i][i]).sum();
        for (var i = 0; i < size; i++) {
            gram[i][i] += RIDGE * trace / size;
        }
        for (var column = 0; column < size; column++) {
            for (var row = column; row < size; row++) {
                var sum = gram[row][column];
                for (var k = 0; k < column; k++) {
                    sum -= gram[row][k] * gram[column][k];
                }
                gram[row][column] = row == column ? Math.sqrt(sum) : sum / gram[column][column];
            }
        }
        var solved = new double[size][size];
        for (var target = 0; target < size; target++) {
            var weights = solved[target];
            for (var row = 0; row < size; row++) {
                var sum = right[row][target];
                for (var k = 0; k < row; k++) {
                    sum -= gram[row][k] * weights[k];
                }
                weights[row] = sum / gram[row][row];
            }
            for (var row = size - 1; row >= 0; row--) {
                var sum = weights[row];
                for (var k = row + 1; k < size; k++) {
                    sum -= gram[k][row] * weights[k];
                }
                weights[row] = sum / gram[row][row];
            }
        }
        return solved;
    }

    private static double[] mean(List<float[]> vectors) {
        var mean = new double[vectors.getFirst().length];
        for (var vector : vectors) {
            for (var i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / (double) vectors.size();
            }
        }
        return mean;
    }

    private static double[] centred(float[] vector, double[] mean) {
        var centred = new double[mean.length];
        Arrays.setAll(centred, i -> vector[i] - mean[i]);
        return centred;
    }

    private static int mix(int number) {
        return new Random(number).nextInt();
    }
}
