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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quality on utterances that were written apart from the training file and never used to choose anything. */
class IntentModelTest {
    private static final String HELD_OUT = "/training/held-out.tsv";
    private static final String STRANGERS = "/training/held-out-strangers.tsv";
    private static final String REQUESTS = "/training/held-out-requests.tsv";

    private static TextEmbedder embedder;
    private static Encoders encoders;
    private static IntentModel model;
    private static List<Utterance> heldOut;
    private static List<float[]> vectors;
    private static List<double[]> probabilities;

    @BeforeAll
    static void embed() {
        embedder = TextEmbedder.load();
        model = IntentModel.load();
        heldOut = TrainingSet.read(HELD_OUT).utterances();
        encoders = new Encoders(embedder);
        vectors = encoders.embed(
                heldOut.stream().map(each -> Wording.core(each.text())).toList());
        probabilities = vectors.stream().map(model::probabilities).toList();
    }

    @AfterAll
    static void close() {
        encoders.close();
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
        assertThat(macroF1).isGreaterThan(0.95);
    }

    @Test
    void tellsVariantsApart() {
        var right = IntStream.range(0, heldOut.size())
                .filter(i -> label(probabilities.get(i)).equals(heldOut.get(i).label()))
                .count();

        System.out.printf("held-out: intent and variant right %.3f%n", right / (double) heldOut.size());
        assertThat(right).isGreaterThan(Math.round(heldOut.size() * 0.9));
    }

    @Test
    void knowsWhatIsNotItsBusiness() {
        var scores = probabilities.stream()
                .map(each -> probability(Intent.OUT_OF_SCOPE, each))
                .toList();

        var auroc = auroc(scores);

        System.out.printf("held-out: out-of-scope AUROC %.3f%n", auroc);
        assertThat(auroc).isGreaterThan(0.98);
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
        assertThat(error).isLessThan(0.05);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var bytes = new ByteArrayOutputStream();
        model.write(bytes);

        var read = IntentModel.read(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(read.probabilities(vectors.getFirst())).containsExactly(model.probabilities(vectors.getFirst()));
    }

    @Test
    void trainingTextsAreEnoughOfEachIntentAndNothingOfTheHeldOut() {
        var training = TrainingSet.load().utterances();
        var written = training.stream()
                .filter(each -> each.style().equals("hand"))
                .collect(Collectors.groupingBy(each -> each.label().intent(), Collectors.counting()));

        assertThat(written).containsOnlyKeys(Intent.values());
        assertThat(written.values()).allMatch(count -> count >= 60);
        assertThat(written.get(Intent.OUT_OF_SCOPE)).isGreaterThanOrEqualTo(600);
        assertThat(training.stream().map(each -> plain(each.text())).toList())
                .doesNotContainAnyElementsOf(Stream.of(HELD_OUT, STRANGERS, REQUESTS)
                        .flatMap(file -> TrainingSet.read(file).utterances().stream())
                        .map(each -> plain(each.text()))
                        .toList());
    }

    private static String plain(String text) {
        return String.join(" ", Words.of(text).plain());
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
