package io.souk.intent.evaluation;

import com.google.errorprone.annotations.FormatMethod;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.Encoders;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.IntentModel;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.evaluation.Evaluation.Outcome;
import io.souk.intent.evaluation.EvaluationData.Row;
import io.souk.intent.evaluation.EvaluationData.UnusableException;
import io.souk.kit.embedding.TextEmbedder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Measures the classifier as it is built, on somebody's data: {@code make eval-intents DATA=file.csv}. */
final class EvaluateIntents {
    private static final int WARM_UP = 200;
    /** A handful of texts tells nothing about speed anyway. */
    private static final int WARM_UP_ROUNDS = 3;

    private static final int MOST_TIMED = 1000;
    private static final int BATCH = 64;
    private static final int ROUNDS = 3;
    private static final int WORST = 30;

    /**
     * Milliseconds of single texts by the clock, their CPU time, and in batches on all cores: texts in a second, and the CPU time that
     * the whole process spent on one, which tells more where others use the machine too.
     */
    record Speed(int texts, double median, double p95, double cpu, double batchedPerSecond, double batchedCpu) {}

    private EvaluateIntents() {}

    /** @param args data file, mapping file or "", report folder or "" */
    static void main(String[] args) throws IOException {
        LoggingSystem.get(EvaluateIntents.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        try {
            if (args.length == 0 || args[0].isBlank()) {
                throw new UnusableException("which file? DATA=file.csv");
            }
            var report = argument(args, 2);
            var data = EvaluationData.read(Path.of(args[0]), argument(args, 1));
            run(data, Path.of(args[0]), report, System.out);
        } catch (UnusableException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static @Nullable Path argument(String[] args, int at) {
        return at < args.length && !args[at].isBlank() ? Path.of(args[at]) : null;
    }

    static Evaluation run(EvaluationData data, Path source, @Nullable Path report, PrintStream out) throws IOException {
        try (var embedder = TextEmbedder.load();
                var encoders = new Encoders(embedder)) {
            var classifier = new IntentClassifier(encoders, IntentModel.load());
            var texts = data.rows().stream().map(Row::text).toList();
            var extractions = extractions(texts);
            var evaluation = new Evaluation(outcomes(data.rows(), classifier, extractions));
            var speed = speed(classifier, texts);
            print(evaluation, data, speed, out);
            if (report != null) {
                Files.createDirectories(report);
                var file = report.resolve("intents.html");
                Files.writeString(file, new EvaluationReport(evaluation, data, speed, source.toString()).html());
                out.println("report: " + file);
            }
            return evaluation;
        }
    }

    /** As messages are read where no catalogue is there: strangers' products are not ours. */
    private static List<Extraction> extractions(List<String> texts) {
        var nothing = new CatalogueIndex(List.of());
        return texts.stream()
                .map(text -> EntityExtractor.extract(text, nothing, false))
                .toList();
    }

    private static List<Outcome> outcomes(List<Row> rows, IntentClassifier classifier, List<Extraction> extractions) {
        var outcomes = new ArrayList<Outcome>(rows.size());
        for (var from = 0; from < rows.size(); from += BATCH) {
            var to = Math.min(rows.size(), from + BATCH);
            var classified = classifier.classify(extractions.subList(from, to));
            for (var i = from; i < to; i++) {
                outcomes.add(new Outcome(
                        rows.get(i).text(),
                        rows.get(i).intent(),
                        classified.get(i - from).ranked()));
            }
        }
        return outcomes;
    }

    private static Speed speed(IntentClassifier classifier, List<String> texts) {
        var timed = texts.subList(0, Math.min(texts.size(), MOST_TIMED));
        for (var i = 0; i < Math.min(WARM_UP, WARM_UP_ROUNDS * timed.size()); i++) {
            classifier.classify(extractions(List.of(timed.get(i % timed.size()))));
        }
        var clock = ManagementFactory.getThreadMXBean();
        var cpuBefore = clock.getCurrentThreadCpuTime();
        var millis = new double[timed.size()];
        for (var i = 0; i < millis.length; i++) {
            var before = System.nanoTime();
            classifier.classify(extractions(List.of(timed.get(i))));
            millis[i] = (System.nanoTime() - before) / 1e6;
        }
        var cpu = (clock.getCurrentThreadCpuTime() - cpuBefore) / 1e6 / millis.length;
        Arrays.sort(millis);
        batches(classifier, timed); // the first ones run before the code for batches is compiled
        var cpuOfAllBefore = cpuOfAllThreads();
        var before = System.nanoTime();
        for (var round = 0; round < ROUNDS; round++) {
            batches(classifier, timed);
        }
        var perSecond = ROUNDS * timed.size() / ((System.nanoTime() - before) / 1e9);
        var cpuOfAll = (cpuOfAllThreads() - cpuOfAllBefore) / 1e6 / (ROUNDS * timed.size());
        return new Speed(
                millis.length,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.95)],
                cpu,
                perSecond,
                cpuOfAll);
    }

    private static void batches(IntentClassifier classifier, List<String> texts) {
        for (var from = 0; from < texts.size(); from += BATCH) {
            classifier.classify(extractions(texts.subList(from, Math.min(texts.size(), from + BATCH))));
        }
    }

    private static double cpuOfAllThreads() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static void print(Evaluation evaluation, EvaluationData data, Speed speed, PrintStream out) {
        say(out, "%d utterances, %d skipped", data.rows().size(), data.skipped());
        say(out, "accuracy %.4f   macro-F1 %.4f", evaluation.accuracy(), evaluation.macroF1());
        say(out, "expected calibration error %.4f", evaluation.calibrationError());
        if (evaluation.knowsOutOfScope()) {
            say(
                    out,
                    "out-of-scope AUROC %.4f by the confidence of out_of_scope, %.4f by 1 - the best confidence in scope",
                    evaluation.auroc(Outcome::outOfScope),
                    evaluation.auroc(Outcome::notInScope));
        }
        say(
                out,
                "one text alone: median %.1f ms, p95 %.1f ms, CPU %.1f ms (one thread); in batches of %d: %.0f texts/s, CPU %.1f ms a text",
                speed.median(),
                speed.p95(),
                speed.cpu(),
                BATCH,
                speed.batchedPerSecond(),
                speed.batchedCpu());
        say(out, "%n%-16s %6s %9s %6s %6s", "intent", "texts", "precision", "recall", "F1");
        for (var intent : evaluation.intents()) {
            say(
                    out,
                    "%-16s %6d %9.3f %6.3f %6.3f",
                    intent.wireName(),
                    evaluation.actual(intent),
                    evaluation.precision(intent),
                    evaluation.recall(intent),
                    evaluation.f1(intent));
        }
        say(out, "%nconfusion: rows are right, columns were read; in the order above");
        for (var actual : evaluation.intents()) {
            var line = new StringBuilder();
            evaluation
                    .intents()
                    .forEach(read -> line.append(String.format(Locale.ROOT, "%5d", evaluation.confused(actual, read))));
            say(out, "%-16s %s", actual.wireName(), line);
        }
        say(out, "%nconfidence    texts  mean   right");
        for (var bin : evaluation.bins()) {
            if (bin.size() > 0) {
                say(
                        out,
                        "%.1f to %.1f %8d  %.3f  %.3f",
                        bin.from(),
                        bin.to(),
                        bin.size(),
                        bin.confidence(),
                        bin.right());
            }
        }
        say(out, "%nsurest mistakes");
        evaluation.mistakes().stream()
                .limit(WORST)
                .forEach(each -> say(
                        out,
                        "%.2f %s, not %s: %s",
                        each.top().confidence(),
                        each.top().intent().wireName(),
                        each.actual().wireName(),
                        each.text()));
    }

    @FormatMethod
    private static void say(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
