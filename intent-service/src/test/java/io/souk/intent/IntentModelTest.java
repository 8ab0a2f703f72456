package io.souk.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.intent.TrainingSet.Utterance;
import io.souk.kit.embedding.TextEmbedder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quality on utterances that were written apart from the training file and never used to choose anything. */
class IntentModelTest {
    private static TextEmbedder embedder;
    private static IntentModel model;
    private static List<Utterance> heldOut;
    private static List<float[]> vectors;
    private static List<double[]> probabilities;

    @BeforeAll
    static void embed() {
        embedder = TextEmbedder.load();
        model = IntentModel.load();
        heldOut = TrainingSet.read("/training/held-out.tsv").utterances();
        vectors = embedder.embedPassages(heldOut.stream().map(Utterance::text).toList());
        probabilities = vectors.stream().map(model::probabilities).toList();
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void understandsWordingsItHasNotSeen() {
        var predicted = probabilities.stream().map(IntentModelTest::intent).toList();
        var actual = heldOut.stream().map(each -> each.label().intent()).toList();

        var macroF1 = Arrays.stream(Intent.values())
                .mapToDouble(intent -> f1(intent, actual, predicted))
                .average()
                .orElseThrow();

        System.out.printf("held-out: %d utterances, macro-F1 %.3f%n", heldOut.size(), macroF1);
        for (var i = 0; i < actual.size(); i++) {
            if (actual.get(i) != predicted.get(i)) {
                System.out.printf(
                        "  %s read as %s: %s%n",
                        actual.get(i), predicted.get(i), heldOut.get(i).text());
            }
        }
        assertThat(macroF1).isGreaterThan(0.93);
    }

    @Test
    void tellsVariantsApart() {
        var right = IntStream.range(0, heldOut.size())
                .filter(i -> label(probabilities.get(i)).equals(heldOut.get(i).label()))
                .count();

        System.out.printf("held-out: intent and variant right %.3f%n", right / (double) heldOut.size());
        assertThat(right).isGreaterThan(Math.round(heldOut.size() * 0.87));
    }

    @Test
    void knowsWhatIsNotItsBusiness() {
        var scores = probabilities.stream()
                .map(each -> probability(Intent.OUT_OF_SCOPE, each))
                .toList();

        var auroc = auroc(scores);

        System.out.printf("held-out: out-of-scope AUROC %.3f%n", auroc);
        assertThat(auroc).isGreaterThan(0.97);
    }

    @Test
    void isAsSureAsItIsRight() {
        var error = 0.0;
        for (var bin = 0; bin < 10; bin++) {
            var low = bin / 10.0;
            var inBin = IntStream.range(0, vectors.size())
                    .filter(i -> {
                        var confidence = probability(intent(probabilities.get(i)), probabilities.get(i));
                        return confidence > low && confidence <= low + 0.1;
                    })
                    .boxed()
                    .toList();
            var confidence = inBin.stream()
                    .mapToDouble(i -> probability(intent(probabilities.get(i)), probabilities.get(i)))
                    .sum();
            var right = inBin.stream()
                    .filter(i -> intent(probabilities.get(i))
                            == heldOut.get(i).label().intent())
                    .count();
            error += Math.abs(confidence - right) / vectors.size();
        }

        System.out.printf("held-out: expected calibration error %.3f%n", error);
        assertThat(error).isLessThan(0.08);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var bytes = new ByteArrayOutputStream();
        model.write(bytes);

        var read = IntentModel.read(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(read.probabilities(vectors.getFirst())).containsExactly(model.probabilities(vectors.getFirst()));
    }

    @Test
    void trainingFileHasEnoughOfEachIntentAndNothingOfTheHeldOut() {
        var training = TrainingSet.read(TrainingSet.RESOURCE).utterances();
        var counts = training.stream()
                .collect(Collectors.groupingBy(each -> each.label().intent(), Collectors.counting()));

        assertThat(counts).containsOnlyKeys(Intent.values());
        assertThat(counts.values()).allMatch(count -> count >= 60);
        assertThat(counts.get(Intent.OUT_OF_SCOPE)).isGreaterThanOrEqualTo(150);
        assertThat(training.stream()
                        .map(each -> each.text().toLowerCase(java.util.Locale.ROOT))
                        .toList())
                .doesNotContainAnyElementsOf(heldOut.stream()
                        .map(each -> each.text().toLowerCase(java.util.Locale.ROOT))
                        .toList());
    }

    private static Label label(double[] probabilities) {
        var intent = intent(probabilities);
        return IntStream.range(0, probabilities.length)
                .boxed()
                .filter(i -> model.labels().get(i).intent() == intent)
                .max(Comparator.comparingDouble(i -> probabilities[i]))
                .map(model.labels()::get)
                .orElseThrow();
    }

    private static Intent intent(double[] probabilities) {
        return Arrays.stream(Intent.values())
                .max(Comparator.comparingDouble(intent -> probability(intent, probabilities)))
                .orElseThrow();
    }

    private static double probability(Intent intent, double[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .filter(i -> model.labels().get(i).intent() == intent)
                .mapToDouble(i -> probabilities[i])
                .sum();
    }

    private static double f1(Intent intent, List<Intent> actual, List<Intent> predicted) {
        var hits = IntStream.range(0, actual.size())
                .filter(i -> actual.get(i) == intent && predicted.get(i) == intent)
                .count();
        var mentions = actual.stream().filter(intent::equals).count()
                + predicted.stream().filter(intent::equals).count();
        return mentions == 0 ? 1 : 2.0 * hits / mentions;
    }

    private static double auroc(List<Double> scores) {
        var outside = new ArrayList<Double>();
        var inside = new ArrayList<Double>();
        for (var i = 0; i < scores.size(); i++) {
            (heldOut.get(i).label().intent() == Intent.OUT_OF_SCOPE ? outside : inside).add(scores.get(i));
        }
        var won = outside.stream()
                .mapToLong(high -> inside.stream().filter(low -> high > low).count())
                .sum();
        return won / (double) (outside.size() * inside.size());
    }
}
