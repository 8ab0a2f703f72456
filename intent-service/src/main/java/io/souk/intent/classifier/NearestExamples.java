package io.souk.intent.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Examples most similar to a vector, by comparing it with all of them: exact, and cheap because the examples lie in blocks of columns,
 * so that the processor compares several at once (a row at a time took five times as long).
 */
final class NearestExamples {
    /** Examples in a block: its sums stay in the nearest cache. */
    private static final int BLOCK = 256;

    /** One of the nearest, by its number in the order they were given. */
    record Neighbour(int example, float similarity) {}

    private final int size;
    private final int count;
    /** By block and axis: the values of the block's examples along that axis, zero behind the last example. */
    private final float[][][] blocks;

    /** @param count how many are looked for */
    NearestExamples(float[][] examples, int count) {
        this.size = examples.length;
        this.count = Math.min(count, size);
        this.blocks = new float[(size + BLOCK - 1) / BLOCK][examples[0].length][BLOCK];
        for (var i = 0; i < size; i++) {
            for (var axis = 0; axis < examples[i].length; axis++) {
                blocks[i / BLOCK][axis][i % BLOCK] = examples[i][axis];
            }
        }
    }

    /** The nearest by scalar product, best first; of equals the earlier. */
    List<Neighbour> to(float[] vector) {
        var best = new float[count];
        var examples = new int[count];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        var similarities = new float[BLOCK];
        for (var block = 0; block < blocks.length; block++) {
            similarities(vector, blocks[block], similarities);
            var first = block * BLOCK;
            for (var i = 0; i < Math.min(BLOCK, size - first); i++) {
                if (similarities[i] > best[count - 1]) {
                    insert(first + i, similarities[i], best, examples);
                }
            }
        }
        var neighbours = new ArrayList<Neighbour>(count);
        for (var at = 0; at < count; at++) {
            neighbours.add(new Neighbour(examples[at], best[at]));
        }
        return neighbours;
    }

    private static void similarities(float[] vector, float[][] block, float[] sums) {
        Arrays.fill(sums, 0);
        var axis = 0;
        for (; axis + 3 < vector.length; axis += 4) {
            addFour(vector, axis, block[axis], block[axis + 1], block[axis + 2], block[axis + 3], sums);
        }
        for (; axis < vector.length; axis++) {
            var scale = vector[axis];
            var values = block[axis];
            for (var i = 0; i < BLOCK; i++) {
                sums[i] += scale * values[i];
            }
        }
    }

    /** Four axes at a time, so that the sums are read and written a quarter as often. */
    private static void addFour(
            float[] vector, int axis, float[] first, float[] second, float[] third, float[] fourth, float[] sums) {
        var a = vector[axis];
        var b = vector[axis + 1];
        var c = vector[axis + 2];
        var d = vector[axis + 3];
        for (var i = 0; i < BLOCK; i++) {
            sums[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }

    private static void insert(int example, float similarity, float[] best, int[] examples) {
        var at = best.length - 1;
        while (at > 0 && best[at - 1] < similarity) {
            best[at] = best[at - 1];
            examples[at] = examples[at - 1];
            at--;
        }
        best[at] = similarity;
        examples[at] = example;
    }
}
