package io.souk.rag.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The figures of an evaluation, as text and as a page without outside parts. */
public record Report(String title, List<Result> results) {
    private static final int BARS = 180;

    /** Of the questions that the corpus answers. */
    record Figures(double at1, double at3, double at10, double mrr, double ndcg) {
        String line() {
            return "recall@1 %.3f  recall@3 %.3f  recall@10 %.3f  MRR@10 %.3f  nDCG@10 %.3f"
                    .formatted(at1, at3, at10, mrr, ndcg);
        }
    }

    Figures figures(Function<Question, Set<String>> gold) {
        return new Figures(
                mean(it -> within(it.rank(gold.apply(it.question())), 1)),
                mean(it -> within(it.rank(gold.apply(it.question())), 3)),
                mean(it -> within(it.rank(gold.apply(it.question())), 10)),
                mean(it -> {
                    var rank = it.rank(gold.apply(it.question()));
                    return rank == 0 || rank > 10 ? 0 : 1.0 / rank;
                }),
                mean(it -> it.ndcg(gold.apply(it.question()))));
    }

    /** For the terminal. */
    public String text() {
        var lines = new ArrayList<String>();
        lines.add("%d questions, %d of them answered by the corpus"
                .formatted(results.size(), answerable().size()));
        lines.add("strict  " + figures(Question::strict).line());
        lines.add("loose   " + figures(Question::loose).line());
        if (results.size() > answerable().size()) {
            lines.add("answerable or not, by the score of the best hit: AUROC %.4f".formatted(auroc()));
        }
        if (answerable().stream().anyMatch(it -> !it.question().answer().isEmpty())) {
            lines.add("answer spans of the best hit against the answer: token F1 %.3f".formatted(spanF1()));
        }
        lines.add("embedding  p50 %.2f ms  p95 %.2f ms"
                .formatted(percentile(Result::embedding, 50), percentile(Result::embedding, 95)));
        lines.add("search     p50 %.2f ms  p95 %.2f ms"
                .formatted(percentile(Result::searching, 50), percentile(Result::searching, 95)));
        return String.join("\n", lines);
    }

    /** One page. */
    public String html() {
        var strict = figures(Question::strict);
        var loose = figures(Question::loose);
        var misses = answerable().stream()
                .filter(it -> within(it.rank(it.question().strict()), 3) == 0)
                .map(it -> "<tr><td>%s<td>%s<td>%s<td>%s"
                        .formatted(
                                escaped(it.question().text()),
                                escaped(String.join(", ", it.question().strict())),
                                it.rank(it.question().strict()) == 0
                                        ? "–"
                                        : String.valueOf(it.rank(it.question().strict())),
                                escaped(it.sections().stream().limit(3).collect(Collectors.joining(", ")))))
                .collect(Collectors.joining("\n"));
        return """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>
                <style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
                table{border-collapse:collapse;width:100%%}td,th{border-bottom:1px solid #ddd;padding:.3rem .5rem;text-align:left;vertical-align:top}
                pre{background:#f5f5f5;padding:1rem;overflow:auto}text{font:12px system-ui,sans-serif}</style>
                <h1>%s</h1><pre>%s</pre>
                <h2>Found among the first</h2>%s
                <h2>Where the answer stands</h2>%s
                <h2>Is the score worth what it says?</h2><p>Bars: share of best hits that were right, for each tenth of the score; line: what the score says.</p>%s
                <h2>Not among the first three</h2><table><tr><th>Question<th>Sections with the answer<th>Rank<th>First three
                %s</table></html>
                """.formatted(
                escaped(title),
                escaped(title),
                escaped(text()),
                bars(
                        List.of("1 strict", "1 loose", "3 strict", "3 loose", "10 strict", "10 loose"),
                        List.of(strict.at1(), loose.at1(), strict.at3(), loose.at3(), strict.at10(), loose.at10()),
                        false),
                bars(ranks(), shares(), false),
                bars(
                        IntStream.range(0, 10).mapToObj(i -> "." + i).toList(),
                        IntStream.range(0, 10).mapToObj(this::rightAt).toList(),
                        true),
                misses);
    }

    private double spanF1() {
        return answerable().stream()
                .filter(it -> !it.question().answer().isEmpty())
                .mapToDouble(it -> f1(it.spans(), it.question().answer()))
                .average()
                .orElse(0);
    }

    static double f1(String found, String wanted) {
        var some = Words.of(found);
        var rest = new ArrayList<>(Words.of(wanted));
        var total = some.size() + rest.size();
        var shared = some.stream().filter(rest::remove).count();
        return total == 0 ? 0 : 2.0 * shared / total;
    }

    /** How often an answered question's best hit scores higher than an unanswerable one's. */
    private double auroc() {
        var others =
                results.stream().filter(it -> !it.question().isAnswerable()).toList();
        var higher = 0.0;
        for (var answered : answerable()) {
            for (var other : others) {
                higher += answered.score() > other.score() ? 1 : answered.score() == other.score() ? 0.5 : 0;
            }
        }
        return higher / answerable().size() / others.size();
    }

    private List<Result> answerable() {
        return results.stream().filter(it -> it.question().isAnswerable()).toList();
    }

    private double mean(ToDoubleFunction<Result> of) {
        return answerable().stream().mapToDouble(of).average().orElse(0);
    }

    private static double within(int rank, int first) {
        return rank > 0 && rank <= first ? 1 : 0;
    }

    private double percentile(Function<Result, Long> of, int percent) {
        var sorted = results.stream().map(of).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100) / 1e6;
    }

    private static List<String> ranks() {
        return List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "not");
    }

    private List<Double> shares() {
        return IntStream.rangeClosed(1, 11)
                .mapToObj(place -> mean(it -> {
                    var rank = it.rank(it.question().strict());
                    return (place == 11 ? rank == 0 || rank > 10 : rank == place) ? 1 : 0;
                }))
                .toList();
    }

    private double rightAt(int tenth) {
        return results.stream()
                .filter(it -> (int) Math.min(9, it.score() * 10) == tenth)
                .mapToDouble(it -> it.rank(it.question().strict()) == 1 ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static String bars(List<String> names, List<Double> values, boolean diagonal) {
        var width = 720 / names.size();
        var svg = new StringBuilder("<svg viewBox=\"0 0 720 %d\" role=\"img\">".formatted(BARS + 45));
        for (var i = 0; i < names.size(); i++) {
            var height = (int) Math.round(values.get(i) * BARS);
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#3b6ea8\"/>"
                    .formatted(i * width + 4, 20 + BARS - height, width - 8, height));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                    .formatted(i * width + width / 2, BARS + 38, escaped(names.get(i))));
            svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                    .formatted(
                            i * width + width / 2,
                            15 + BARS - height,
                            String.format(Locale.ROOT, "%.3f", values.get(i))));
        }
        if (diagonal) {
            svg.append("<line x1=\"0\" y1=\"%d\" x2=\"720\" y2=\"20\" stroke=\"#c33\" stroke-dasharray=\"4\"/>"
                    .formatted(20 + BARS));
        }
        return svg.append("</svg>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
