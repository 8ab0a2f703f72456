package io.souk.intent.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.evaluation.Evaluation.Outcome;
import io.souk.intent.evaluation.EvaluationData.UnusableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    private Path folder;

    @Test
    void figuresAreThoseOfTheTextbook() {
        var evaluation = new Evaluation(List.of(
                outcome(Intent.REFUND, Intent.REFUND, 0.9, 0.05),
                outcome(Intent.REFUND, Intent.PAYMENT, 0.6, 0.1),
                outcome(Intent.PAYMENT, Intent.PAYMENT, 0.8, 0.1),
                outcome(Intent.OUT_OF_SCOPE, Intent.OUT_OF_SCOPE, 0.7, 0.7),
                outcome(Intent.OUT_OF_SCOPE, Intent.REFUND, 0.9, 0.1)));

        assertThat(evaluation.accuracy()).isEqualTo(0.6);
        assertThat(evaluation.precision(Intent.REFUND)).isEqualTo(0.5);
        assertThat(evaluation.recall(Intent.REFUND)).isEqualTo(0.5);
        assertThat(evaluation.macroF1()).isCloseTo((0.5 + 2 / 3.0 + 2 / 3.0) / 3, within(1e-9));
        assertThat(evaluation.confused(Intent.REFUND, Intent.PAYMENT)).isEqualTo(1);
        // .9, .9 (half right), .6 wrong, .8 and .7 right
        assertThat(evaluation.calibrationError()).isCloseTo((2 * 0.4 + 0.6 + 0.2 + 0.3) / 5, within(1e-9));
        // Of the six pairs of an outside and an inside text: 3 won by the first, 1 won and 2 drawn by the second.
        assertThat(evaluation.auroc(Outcome::outOfScope)).isCloseTo(5 / 6.0, within(1e-9));
        assertThat(evaluation.mistakes())
                .extracting(Outcome::actual)
                .containsExactly(Intent.OUT_OF_SCOPE, Intent.REFUND);
    }

    @Test
    void strangersDataAreMappedMeasuredAndReported() throws IOException {
        var data = file("data.csv", """
                Utterance,Intent,flags
                where is my parcel,track_order,B
                "my money back, please",get_refund,B
                what is the weather like,oos,B
                hmm <b>,junk,B
                tell me a joke,oos,B
                """);
        var mapping = file("map.csv", """
                theirs,ours
                track_order,order_status
                get_refund,refund/request
                oos,out_of_scope
                junk,
                """);
        var out = new ByteArrayOutputStream();

        var evaluation = EvaluateIntents.run(
                EvaluationData.read(data, mapping), data, folder.resolve("report"), new PrintStream(out, true, UTF_8));

        assertThat(evaluation.accuracy()).isEqualTo(1);
        assertThat(out.toString(UTF_8))
                .contains("4 utterances, 1 skipped", "macro-F1 1.0000", "AUROC 1.0000", "texts/s");
        assertThat(folder.resolve("report/intents.html"))
                .content(UTF_8)
                .contains("<svg", "polyline", "order_status")
                .doesNotContain("http:", "https:", "<script");
    }

    @Test
    void whatCannotBeUsedSaysWhy() throws IOException {
        var good = file("good.csv", "utterance,intent\nhi,greeting\n");

        assertThatThrownBy(() -> EvaluationData.read(folder.resolve("none.csv"), null))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("none.csv: there is no such file");
        assertUnusable(file("a.csv", "text,intent\nhi,greeting\n"), null, "no column 'utterance'");
        assertUnusable(file("b.csv", "utterance,intent\nhi,hello\n"), null, "row 1: no intent 'hello'");
        assertUnusable(file("c.csv", "utterance,intent\nhi\n"), null, "not as many fields");
        assertUnusable(good, file("d.csv", "theirs,ours\ngreeting,hello\n"), "no intent 'hello'");
        assertUnusable(good, file("e.csv", "theirs,ours\nother,refund\n"), "no row is left");
        assertUnusable(file("f.csv", "utterance,intent\n\"hi,greeting\n"), null, "cannot be read as CSV");
    }

    private static void assertUnusable(Path data, @Nullable Path mapping, String reason) {
        assertThatThrownBy(() -> EvaluationData.read(data, mapping))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(reason);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** Read as {@code predicted} with this confidence, and as out of scope with that. */
    private static Outcome outcome(Intent actual, Intent predicted, double confidence, double outOfScope) {
        var top = new RankedIntent(predicted, null, confidence);
        return new Outcome(
                "text",
                actual,
                predicted == Intent.OUT_OF_SCOPE
                        ? List.of(top)
                        : List.of(top, new RankedIntent(Intent.OUT_OF_SCOPE, null, outOfScope)));
    }
}
