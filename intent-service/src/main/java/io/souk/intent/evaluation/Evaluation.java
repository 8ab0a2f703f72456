package io.souk.intent.evaluation;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How good readings are against what people say is right: figures only, no wording. */
public record Evaluation(List<Outcome> outcomes) {
    private static final int BINS = 10;

    /** One text, what it wants, and how it was read. */
    public record Outcome(String text, Intent actual, List<RankedIntent> ranked) {
        public RankedIntent top() {
            return ranked.getFirst();
        }

        boolean isRight() {
            return top().intent() == actual;
        }

        /** How surely it was taken for something that is not ours. */
        public double outOfScope() {
            return ranked.stream()
                    .filter(reading -> reading.intent() == Intent.OUT_OF_SCOPE)
                    .mapToDouble(RankedIntent::confidence)
                    .findFirst()
                    .orElse(0);
        }

        /** The same by another reading: what is left beside the best of what is ours. */
        double notInScope() {
            return 1
                    - ranked.stream()
                            .filter(reading -> reading.intent() != Intent.OUT_OF_SCOPE)
                            .mapToDouble(RankedIntent::confidence)
                            .max()
                            .orElse(0);
        }
    }

    /** What a share of the answers between two confidences was worth. */
    record Bin(double from, double to, int size, double confidence, double right) {}

    /** A point of the ROC curve. */
    record Point(double falseAlarms, double found) {}

    /** The intents that occur, as answers or as mistakes. */
    List<Intent> intents() {
        return Arrays.stream(Intent.values())
                .filter(intent -> actual(intent) + predicted(intent) > 0)
                .toList();
    }

    double accuracy() {
        return outcomes.stream().filter(Outcome::isRight).count() / (double) outcomes.size();
    }

    /** Over the intents that the data have. */
    public double macroF1() {
        return intents().stream()
                .filter(intent -> actual(intent) > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(0);
    }

    double f1(Intent intent) {
        return 2.0 * confused(intent, intent) / (actual(intent) + predicted(intent));
    }

    double precision(Intent intent) {
        return predicted(intent) == 0 ? 0 : confused(intent, intent) / (double) predicted(intent);
    }

    double recall(Intent intent) {
        return actual(intent) == 0 ? 0 : confused(intent, intent) / (double) actual(intent);
    }

    /** How many texts of one intent were taken for another, or for itself. */
    int confused(Intent actual, Intent predicted) {
        return (int) outcomes.stream()
                .filter(each -> each.actual() == actual && each.top().intent() == predicted)
                .count();
    }

    int actual(Intent intent) {
        return (int) outcomes.stream().filter(each -> each.actual() == intent).count();
    }

    private int predicted(Intent intent) {
        return (int)
                outcomes.stream().filter(each -> each.top().intent() == intent).count();
    }

    /** The mean distance between confidence and frequency of being right, in ten bins. */
    public double calibrationError() {
        return bins().stream()
                .mapToDouble(bin -> bin.size() * Math.abs(bin.confidence() - bin.right()) / outcomes.size())
                .sum();
    }

    List<Bin> bins() {
        return IntStream.range(0, BINS).mapToObj(this::bin).toList();
    }

    private Bin bin(int at) {
        var members = outcomes.stream()
                .filter(each -> Math.min(BINS - 1, (int) (each.top().confidence() * BINS)) == at)
                .toList();
        return new Bin(
                at / (double) BINS,
                (at + 1) / (double) BINS,
                members.size(),
                members.stream()
                        .mapToDouble(each -> each.top().confidence())
                        .average()
                        .orElse(0),
                members.stream()
                        .mapToDouble(each -> each.isRight() ? 1 : 0)
                        .average()
                        .orElse(0));
    }

    boolean knowsOutOfScope() {
        var outside = actual(Intent.OUT_OF_SCOPE);
        return outside > 0 && outside < outcomes.size();
    }

    /** How probably a text that is not ours gets a higher score than one that is; ties count half. */
    public double auroc(ToDoubleFunction<Outcome> score) {
        var area = 0.0;
        var curve = roc(score);
        for (var i = 1; i < curve.size(); i++) {
            var before = curve.get(i - 1);
            var here = curve.get(i);
            area += (here.falseAlarms() - before.falseAlarms()) * (here.found() + before.found()) / 2;
        }
        return area;
    }

    List<Point> roc(ToDoubleFunction<Outcome> score) {
        var outside = (double) actual(Intent.OUT_OF_SCOPE);
        var inside = outcomes.size() - outside;
        var highestFirst = outcomes.stream()
                .sorted(Comparator.comparingDouble(score).reversed())
                .toList();
        var points = new ArrayList<Point>();
        points.add(new Point(0, 0));
        var found = 0;
        var alarms = 0;
        for (var i = 0; i < highestFirst.size(); i++) {
            if (highestFirst.get(i).actual() == Intent.OUT_OF_SCOPE) {
                found++;
            } else {
                alarms++;
            }
            var isLastOfItsScore = i + 1 == highestFirst.size()
                    || score.applyAsDouble(highestFirst.get(i + 1)) < score.applyAsDouble(highestFirst.get(i));
            if (isLastOfItsScore) {
                points.add(new Point(alarms / inside, found / outside));
            }
        }
        return points;
    }

    /** The mistakes, the surest first. */
    public List<Outcome> mistakes() {
        return outcomes.stream()
                .filter(each -> !each.isRight())
                .sorted(Comparator.<Outcome>comparingDouble(each -> each.top().confidence())
                        .reversed())
                .toList();
    }
}
