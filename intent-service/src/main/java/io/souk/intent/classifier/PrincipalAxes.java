package io.souk.intent.classifier;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The few directions in which vectors differ most: near in them is near in all, at a fraction of the arithmetic. */
final class PrincipalAxes {
    /** Of the orthogonal iteration; more did not change the nearest neighbours. */
    private static final int ROUNDS = 15;

    private PrincipalAxes() {}

    /**
     * Finds them.
     *
     * @param rows vectors around zero
     * @param weights how much each row counts
     */
    static float[][] of(float[][] rows, double[] weights, int count) {
        var covariance = covariance(rows, weights);
        var width = covariance.length;
        var random = new Random(1);
        var axes = new float[count][width];
        for (var axis : axes) {
            for (var i = 0; i < width; i++) {
                axis[i] = (float) random.nextGaussian();
            }
        }
        for (var round = 0; round < ROUNDS; round++) {
            axes = Arrays.stream(axes).map(axis -> project(axis, covariance)).toArray(float[][]::new);
            orthonormalise(axes);
        }
        return axes;
    }

    /** The vector in the directions of the axes. */
    static float[] project(float[] vector, float[][] axes) {
        var projected = new float[axes.length];
        for (var i = 0; i < axes.length; i++) {
            projected[i] = dot(vector, axes[i]);
        }
        return projected;
    }

    /** In four sums, so that one addition need not wait for the one before. */
    static float dot(float[] a, float[] b) {
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

    private static float[][] covariance(float[][] rows, double[] weights) {
        var width = rows[0].length;
        var covariance = new float[width][width];
        IntStream.range(0, width).parallel().forEach(i -> {
            var line = covariance[i];
            for (var row = 0; row < rows.length; row++) {
                var scale = (float) (weights[row] / rows.length) * rows[row][i];
                for (var j = 0; j < width; j++) {
                    line[j] += scale * rows[row][j];
                }
            }
        });
        return covariance;
    }

    private static void orthonormalise(float[][] axes) {
        for (var i = 0; i < axes.length; i++) {
            for (var before = 0; before < i; before++) {
                var share = dot(axes[i], axes[before]);
                for (var j = 0; j < axes[i].length; j++) {
                    axes[i][j] -= share * axes[before][j];
                }
            }
            var length = (float) Math.sqrt(dot(axes[i], axes[i]));
            for (var j = 0; j < axes[i].length; j++) {
                axes[i][j] /= length;
            }
        }
    }
}
