package io.souk.intent.evaluation;

import com.google.errorprone.annotations.FormatMethod;
import io.souk.intent.evaluation.EvaluateIntents.Speed;
import io.souk.intent.evaluation.Evaluation.Outcome;
import io.souk.intent.evaluation.Evaluation.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** The figures as one HTML page that needs nothing else: pictures are SVG inside it. */
record EvaluationReport(Evaluation evaluation, EvaluationData data, Speed speed, String source) {
    private static final int CELL = 34;
    private static final int LABELS = 120;
    private static final int SQUARE = 300;
    private static final int WORST = 50;

    String html() {
        return """
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Intents: %s</title><style>
                body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1d2330}
                h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.2rem}svg text{font:11px system-ui,sans-serif;fill:#1d2330}
                .n{display:flex;flex-wrap:wrap;gap:1rem}.n div{border:1px solid #d8dde6;border-radius:8px;padding:.6rem 1rem}
                .n b{display:block;font-size:1.4rem}table{border-collapse:collapse}td,th{padding:.2rem .7rem;border-bottom:1px solid #e6e9ef;
                text-align:left}.two{display:flex;flex-wrap:wrap;gap:2.5rem}
                </style></head><body><h1>Intents on %s</h1><p>%d utterances, %d skipped.</p>%s
                <h2>Confusion</h2><p>Rows are right, columns were read; colour is the share of the row.</p>%s
                <div class="two"><div><h2>Reliability</h2>%s</div>%s</div>
                <h2>F1 by intent</h2>%s<h2>Surest mistakes</h2>%s</body></html>
                """.formatted(
                        escaped(source),
                        escaped(source),
                        data.rows().size(),
                        data.skipped(),
                        numbers(),
                        heatMap(),
                        reliability(),
                        outOfScope(),
                        bars(),
                        mistakes());
    }

    private String numbers() {
        return "<div class=n>" + number("accuracy", text("%.3f", evaluation.accuracy()))
                + number("macro-F1", text("%.3f", evaluation.macroF1()))
                + number("calibration error", text("%.3f", evaluation.calibrationError()))
                + (evaluation.knowsOutOfScope()
                        ? number("out-of-scope AUROC", text("%.3f", evaluation.auroc(Outcome::outOfScope)))
                        : "")
                + number("ms a text, median", text("%.1f", speed.median()))
                + number("ms a text, p95", text("%.1f", speed.p95()))
                + number("texts/s in batches", text("%.0f", speed.batchedPerSecond()))
                + "</div>";
    }

    private static String number(String name, String value) {
        return "<div><b>" + value + "</b>" + name + "</div>";
    }

    private String heatMap() {
        var intents = evaluation.intents();
        var svg = new StringBuilder();
        for (var row = 0; row < intents.size(); row++) {
            var actual = intents.get(row);
            var y = LABELS + row * CELL;
            svg.append(text("<text x='%d' y='%d' text-anchor='end'>%s</text>", LABELS - 6, y + 21, actual.wireName()));
            svg.append(text(
                    "<text transform='translate(%d,%d) rotate(-60)'>%s</text>",
                    LABELS + row * CELL + 18, LABELS - 6, actual.wireName()));
            for (var column = 0; column < intents.size(); column++) {
                var count = evaluation.confused(actual, intents.get(column));
                var share = count / (double) Math.max(1, evaluation.actual(actual));
                var colour = row == column ? "34,120,90" : "200,60,50";
                svg.append(text(
                        "<rect x='%d' y='%d' width='%d' height='%d' fill='rgba(%s,%.3f)' stroke='#e6e9ef'/>",
                        LABELS + column * CELL, y, CELL, CELL, colour, Math.sqrt(share) * 0.85));
                if (count > 0) {
                    svg.append(text(
                            "<text x='%d' y='%d' text-anchor='middle'>%d</text>",
                            LABELS + column * CELL + CELL / 2, y + 21, count));
                }
            }
        }
        var size = LABELS + intents.size() * CELL + 40;
        return svg(size, size, svg);
    }

    private String reliability() {
        var svg = new StringBuilder(frame("confidence", "share that was right"));
        for (var bin : evaluation.bins()) {
            if (bin.size() > 0) {
                svg.append(text(
                        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='#3b6fb6' fill-opacity='%.2f'/>",
                        40 + bin.from() * SQUARE,
                        10 + (1 - bin.right()) * SQUARE,
                        SQUARE / 10.0 - 1,
                        bin.right() * SQUARE,
                        0.35
                                + 0.6
                                        * Math.min(
                                                1,
                                                bin.size()
                                                        * 4.0
                                                        / evaluation.outcomes().size())));
            }
        }
        svg.append(text(
                "<line x1='40' y1='%d' x2='%d' y2='10' stroke='#c83c32' stroke-dasharray='4'/>",
                10 + SQUARE, 40 + SQUARE));
        return svg(SQUARE + 60, SQUARE + 50, svg);
    }

    private String outOfScope() {
        if (!evaluation.knowsOutOfScope()) {
            return "";
        }
        var svg = new StringBuilder(frame("ours, taken for out of scope", "out of scope, found"));
        svg.append(curve(evaluation.roc(Outcome::outOfScope), "#22785a"));
        svg.append(curve(evaluation.roc(Outcome::notInScope), "#b07d1a"));
        return "<div><h2>Out of scope</h2>" + svg(SQUARE + 60, SQUARE + 50, svg)
                + text(
                        "<p>Green: by the confidence of out_of_scope (%.3f); ochre: by 1 − the best in scope (%.3f).</p></div>",
                        evaluation.auroc(Outcome::outOfScope), evaluation.auroc(Outcome::notInScope));
    }

    private static String curve(List<Point> points, String colour) {
        var path = points.stream()
                .map(point -> text("%.1f,%.1f", 40 + point.falseAlarms() * SQUARE, 10 + (1 - point.found()) * SQUARE))
                .collect(Collectors.joining(" "));
        return "<polyline points='" + path + "' fill='none' stroke='" + colour + "' stroke-width='2'/>";
    }

    private static String frame(String across, String up) {
        return text(
                "<rect x='40' y='10' width='%d' height='%d' fill='none' stroke='#9aa3b2'/>"
                        + "<text x='%d' y='%d' text-anchor='middle'>%s</text>"
                        + "<text transform='translate(16,%d) rotate(-90)' text-anchor='middle'>%s</text>"
                        + "<text x='36' y='18' text-anchor='end'>1</text><text x='36' y='%d' text-anchor='end'>0</text>",
                SQUARE, SQUARE, 40 + SQUARE / 2, SQUARE + 35, across, 10 + SQUARE / 2, up, SQUARE + 10);
    }

    private String bars() {
        var svg = new StringBuilder();
        var y = 0;
        for (var intent : evaluation.intents()) {
            var f1 = evaluation.f1(intent);
            svg.append(text(
                    "<text x='%d' y='%d' text-anchor='end'>%s</text><rect x='%d' y='%d' width='%.1f' height='14' fill='#3b6fb6'/>"
                            + "<text x='%.1f' y='%d'>%.3f (precision %.3f, recall %.3f, %d texts)</text>",
                    LABELS - 6,
                    y + 12,
                    intent.wireName(),
                    LABELS,
                    y,
                    f1 * SQUARE,
                    LABELS + f1 * SQUARE + 6,
                    y + 12,
                    f1,
                    evaluation.precision(intent),
                    evaluation.recall(intent),
                    evaluation.actual(intent)));
            y += 20;
        }
        return svg(LABELS + SQUARE + 300, y, svg);
    }

    private String mistakes() {
        var rows = evaluation.mistakes().stream()
                .limit(WORST)
                .map(each -> text(
                        "<tr><td>%.2f</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                        each.top().confidence(),
                        each.top().intent().wireName(),
                        each.actual().wireName(),
                        escaped(each.text())))
                .collect(Collectors.joining());
        return "<table><tr><th>sure</th><th>read as</th><th>right</th><th>text</th></tr>" + rows + "</table>";
    }

    private static String svg(int width, int height, CharSequence content) {
        return text("<svg width='%d' height='%d'>%s</svg>", width, height, content);
    }

    @FormatMethod
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text);
    }
}
