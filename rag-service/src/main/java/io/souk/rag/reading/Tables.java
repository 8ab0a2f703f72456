package io.souk.rag.reading;

import java.util.List;

/** Rows to a Markdown table, the form in which every table is kept and its head repeated when it is cut. */
final class Tables {
    private Tables() {}

    /** The first row is the head. */
    static void append(List<List<String>> rows, StringBuilder markdown) {
        row(rows.getFirst(), markdown);
        markdown.append("|---".repeat(rows.getFirst().size())).append("|\n");
        rows.subList(1, rows.size()).forEach(row -> row(row, markdown));
        markdown.append('\n');
    }

    private static void row(List<String> cells, StringBuilder markdown) {
        for (var cell : cells) {
            markdown.append("| ")
                    .append(cell.strip().replaceAll("\\s+", " ").replace("|", "\\|"))
                    .append(' ');
        }
        markdown.append("|\n");
    }
}
