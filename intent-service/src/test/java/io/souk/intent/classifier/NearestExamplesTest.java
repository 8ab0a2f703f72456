package io.souk.intent.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.intent.classifier.NearestExamples.Neighbour;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestExamplesTest {
    private static final int AXES = 7;

    private final Random random = new Random(3);

    @Test
    void findsWhatComparingWithEachWouldFind() {
        var examples = vectors(600);
        var nearest = new NearestExamples(examples, 10);

        for (var vector : vectors(20)) {
            var expected = IntStream.range(0, examples.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -PrincipalAxes.dot(vector, examples[i])))
                    .limit(10)
                    .toList();

            assertThat(nearest.to(vector)).extracting(Neighbour::example).isEqualTo(expected);
        }
    }

    @Test
    void findsNoMoreThanThereAreAndNotThePaddingBehindThem() {
        var opposite = new float[] {-1, -1, -1, -1, -1, -1, -1};
        var examples = new float[][] {{1, 1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2, 2}};

        assertThat(new NearestExamples(examples, 10).to(opposite))
                .containsExactly(new Neighbour(0, -7), new Neighbour(1, -14));
    }

    private float[][] vectors(int count) {
        var vectors = new float[count][AXES];
        for (var vector : vectors) {
            for (var i = 0; i < AXES; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }
}
