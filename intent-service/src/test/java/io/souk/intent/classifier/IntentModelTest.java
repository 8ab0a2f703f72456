package io.souk.intent.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.intent.Samples;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.evaluation.Evaluation;
import io.souk.intent.evaluation.Evaluation.Outcome;
import io.souk.intent.text.Words;
import io.souk.intent.training.Scribbles;
import io.souk.intent.training.TrainingSet;
import io.souk.intent.training.TrainingSet.Utterance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quality on utterances that were written apart from the training file and never used to choose anything. */
class IntentModelTest {
    private static final String HELD_OUT = "/training/held-out.tsv";
    private static final List<String> ALL_HELD_OUT = List.of(
            HELD_OUT,
            "/training/held-out-strangers.tsv",
            "/training/held-out-requests.tsv",
            "/training/held-out-voices.tsv",
            "/training/held-out-indirect.tsv");

    private static final IntentModel MODEL = Samples.Models.MODEL;

    private static List<Utterance> heldOut;
    private static List<Classification> read;
    private static Evaluation evaluation;

    @BeforeAll
    static void classify() {
        heldOut = TrainingSet.read(HELD_OUT).utterances();
        read = classified(heldOut.stream().map(Utterance::text).toList());
        evaluation = evaluation(heldOut, read);
    }

    private static List<Classification> classified(List<String> texts) {
        return Samples.Models.CLASSIFIER.classify(texts.stream()
                .map(text -> EntityExtractor.extract(text, CatalogueIndex.EMPTY, false))
                .toList());
    }

    private static Evaluation evaluation(List<Utterance> utterances, List<Classification> classified) {
        return new Evaluation(IntStream.range(0, utterances.size())
                .mapToObj(i -> new Outcome(
                        utterances.get(i).text(),
                        utterances.get(i).label().intent(),
                        classified.get(i).ranked()))
                .toList());
    }

    @Test
    void understandsWordingsItHasNotSeen() {
        System.out.printf("held-out: %d utterances, macro-F1 %.3f%n", heldOut.size(), evaluation.macroF1());
        evaluation
                .mistakes()
                .forEach(each -> System.out.printf(
                        "  %s read as %s: %s%n", each.actual(), each.top().intent(), each.text()));
        assertThat(evaluation.macroF1()).isGreaterThan(0.95);
    }

    @Test
    void understandsThemMistyped() {
        var mistyped =
                classified(heldOut.stream().map(each -> mistyped(each.text())).toList());

        var macroF1 = evaluation(heldOut, mistyped).macroF1();

        System.out.printf("held-out, mistyped: macro-F1 %.3f%n", macroF1);
        assertThat(macroF1).isGreaterThan(0.9);
    }

    /** One slip, or two, the same at every run. */
    private static String mistyped(String text) {
        var random = new Random(text.hashCode());
        var slipped = Scribbles.slip(text, random);
        return random.nextBoolean() ? Scribbles.slip(slipped, random) : slipped;
    }

    @Test
    void tellsVariantsApart() {
        var right = IntStream.range(0, heldOut.size())
                .filter(i -> {
                    var top = read.get(i).top();
                    var label = heldOut.get(i).label();
                    return top.intent() == label.intent() && Objects.equals(top.variant(), label.variant());
                })
                .count();

        System.out.printf("held-out: intent and variant right %.3f%n", right / (double) heldOut.size());
        assertThat(right).isGreaterThan(Math.round(heldOut.size() * 0.9));
    }

    @Test
    void knowsWhatIsNotItsBusiness() {
        var auroc = evaluation.auroc(Outcome::outOfScope);

        System.out.printf("held-out: out-of-scope AUROC %.3f%n", auroc);
        assertThat(auroc).isGreaterThan(0.98);
    }

    @Test
    void isAsSureAsItIsRight() {
        System.out.printf("held-out: expected calibration error %.3f%n", evaluation.calibrationError());
        assertThat(evaluation.calibrationError()).isLessThan(0.05);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var bytes = new ByteArrayOutputStream();
        MODEL.write(bytes);
        var vector = Samples.Models.ENCODERS
                .thorough(List.of(heldOut.getFirst().text()))
                .getFirst();

        var copy = IntentModel.read(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(copy.thorough(vector)).containsExactly(MODEL.thorough(vector));
        assertThat(copy.quick(Encoders.quickPart(vector))).containsExactly(MODEL.quick(Encoders.quickPart(vector)));
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
        assertThat(plain(training.stream()))
                .doesNotContainAnyElementsOf(
                        plain(ALL_HELD_OUT.stream().flatMap(file -> TrainingSet.read(file).utterances().stream())));
    }

    private static List<String> plain(Stream<Utterance> utterances) {
        return utterances
                .map(each -> String.join(" ", Words.of(each.text()).plain()))
                .toList();
    }
}
