package io.souk.rag.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Lines without markup, as plain text and PDF have them, to Markdown: what is set apart, itemised or tabular becomes so. */
final class Lines {
    private static final Pattern BULLET = Pattern.compile("^\\s*[•◦▪‣·●○■□–—*+\\uF0B7-]\\s+");
    private static final Pattern NUMBER = Pattern.compile("^\\s*(?:\\(?\\d{1,3}[.)]|[a-z]\\))\\s+\\S.*");
    private static final Pattern MARKUP = Pattern.compile("^(#{1,6}(?=\\s|$)|>|\\||```|~~~|=+\\s*$|-{2,}\\s*$)");
    private static final Pattern HYPHENATED = Pattern.compile(".*\\p{L}-$");
    private static final Pattern CONTINUED = Pattern.compile("^\\p{Ll}.*");

    private static final String CELL_BORDER = "\t";
    private static final int FEWEST_ROWS = 3;
    private static final int DEEPEST_HEADING = 6;

    private Lines() {}

    /**
     * @param text with a tab where the next cell of a row begins
     * @param heading its level; 0 if it is none
     * @param apart whether there is more space before it than between lines of one paragraph
     */
    record Line(String text, int heading, boolean apart) {
        private int cells() {
            return heading > 0 ? 1 : text.strip().split("\t+").length;
        }

        private boolean isItem() {
            return heading == 0
                    && (BULLET.matcher(text).find() || NUMBER.matcher(text).matches());
        }
    }

    static String markdown(List<Line> lines) {
        var markdown = new StringBuilder();
        var index = 0;
        var inList = false;
        while (index < lines.size()) {
            var line = lines.get(index);
            var rows = rows(lines, index);
            if (line.heading() > 0) {
                apart(markdown)
                        .append("#".repeat(Math.min(line.heading(), DEEPEST_HEADING)))
                        .append(' ')
                        .append(flat(line.text()))
                        .append("\n\n");
                inList = false;
            } else if (rows > 0) {
                table(lines.subList(index, index + rows), apart(markdown));
                inList = false;
            } else if (line.isItem()) {
                if (!inList) {
                    apart(markdown);
                }
                markdown.append(BULLET.matcher(line.text()).replaceFirst("- ").strip())
                        .append('\n');
                inList = true;
            } else {
                inList &= !line.apart();
                words(line, inList, markdown);
            }
            index += Math.max(rows, 1);
        }
        return markdown.toString().strip();
    }

    private static void words(Line line, boolean continuesItem, StringBuilder markdown) {
        var words = flat(line.text());
        if (line.apart()) {
            apart(markdown);
        } else if (endsHyphenated(markdown) && CONTINUED.matcher(words).matches()) {
            markdown.setLength(markdown.length() - 2);
        }
        markdown.append(MARKUP.matcher(words).replaceFirst("\\\\$1")).append('\n');
        if (continuesItem && words.isEmpty()) {
            markdown.append('\n');
        }
    }

    private static boolean endsHyphenated(StringBuilder markdown) {
        var start = markdown.lastIndexOf("\n", markdown.length() - 2) + 1;
        return !markdown.isEmpty()
                && HYPHENATED
                        .matcher(markdown.substring(start, markdown.length()).stripTrailing())
                        .matches();
    }

    private static StringBuilder apart(StringBuilder markdown) {
        if (!markdown.isEmpty() && !markdown.toString().endsWith("\n\n")) {
            markdown.append('\n');
        }
        return markdown;
    }

    /** How many lines from here on are rows of one table; 0 if this is none. */
    private static int rows(List<Line> lines, int from) {
        var cells = lines.get(from).cells();
        if (cells < 2 || lines.get(from).isItem()) {
            return 0;
        }
        var to = from + 1;
        while (to < lines.size() && lines.get(to).cells() == cells) {
            to++;
        }
        return to - from >= FEWEST_ROWS ? to - from : 0;
    }

    private static void table(List<Line> rows, StringBuilder markdown) {
        var table = new ArrayList<List<String>>();
        for (var row : rows) {
            table.add(Arrays.asList(row.text().strip().split("\t+")));
        }
        Tables.append(table, markdown);
    }

    private static String flat(String text) {
        return text.strip().replace(CELL_BORDER, " ").replaceAll(" {2,}", " ");
    }
}
