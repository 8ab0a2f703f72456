package io.souk.conversation.reply;

import io.souk.events.Finding.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Markdown passages taken apart into what can be said on its own: sentences, list items, table rows. */
public final class Passages {
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*•]|\\d+[.)])\\s+");
    private static final Pattern EMPHASIS = Pattern.compile("\\*\\*|__|`");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");
    private static final int SHORTEST = 12;
    /** In words: a cell that needs no column's name, and a name that is one more than what is said of it. */
    private static final int CLAUSE = 4;

    private static final int PHRASE = 3;

    private Passages() {}

    /**
     * One thing a passage says.
     *
     * @param text as the reply says it
     * @param quote as it stands in the passage
     * @param heading what it stands under
     * @param columns the head of its table, if it is a row of one; empty otherwise
     * @param index place in the passage
     * @param opens whether it is the first under its heading
     */
    public record Sentence(
            Passage passage,
            int rank,
            int index,
            String text,
            String quote,
            String heading,
            String columns,
            boolean opens) {}

    public static List<Sentence> sentences(Passage passage, int rank, Locale locale) {
        var sentences = new ArrayList<Sentence>();
        var heading = passage.section() == null ? passage.title() : passage.section();
        var paragraph = new StringBuilder();
        var opens = true;
        @Nullable List<String> header = null;
        for (var line : passage.text().lines().toList()) {
            var isTable = line.strip().startsWith("|");
            var isItem = ITEM.matcher(line).find();
            if (line.isBlank() || line.startsWith("#") || isTable || isItem) {
                opens &= !flush(paragraph, passage, rank, heading, opens, sentences, locale);
            }
            if (line.startsWith("#")) {
                heading = line.replaceFirst("^#+\\s*", "").strip();
                opens = true;
            } else if (isTable) {
                var cells = cells(line);
                if (header == null) {
                    header = cells;
                } else if (!cells.stream().allMatch(cell -> cell.matches("[-: ]*"))) {
                    sentences.add(new Sentence(
                            passage,
                            rank,
                            sentences.size(),
                            row(header, cells),
                            line.strip(),
                            heading,
                            String.join(" ", header),
                            false));
                }
            } else {
                paragraph.append(ITEM.matcher(line).replaceFirst("").strip()).append(' ');
            }
            if (!isTable) {
                header = null;
            }
        }
        flush(paragraph, passage, rank, heading, opens, sentences, locale);
        return sentences;
    }

    private static boolean flush(
            StringBuilder paragraph,
            Passage passage,
            int rank,
            String heading,
            boolean opens,
            List<Sentence> sentences,
            Locale locale) {
        var text = paragraph.toString().strip();
        paragraph.setLength(0);
        if (text.isEmpty()) {
            return false;
        }
        var first = opens;
        var breaks = BreakIterator.getSentenceInstance(locale);
        breaks.setText(text);
        var start = breaks.first();
        for (var end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            var quote = text.substring(start, end).strip();
            if (isWhole(quote)) {
                sentences.add(new Sentence(passage, rank, sentences.size(), plain(quote), quote, heading, "", first));
            }
            first = false;
        }
        return true;
    }

    /** A chunk's border may have cut it. */
    private static boolean isWhole(String sentence) {
        var first = sentence.codePointAt(0);
        return sentence.length() >= SHORTEST
                && !Character.isLowerCase(first)
                && ".!?:”\")".indexOf(sentence.charAt(sentence.length() - 1)) >= 0
                && ",;)".indexOf(first) < 0;
    }

    private static String plain(String markdown) {
        return LINK.matcher(EMPHASIS.matcher(markdown).replaceAll("")).replaceAll("$1");
    }

    private static List<String> cells(String line) {
        var inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        var cells = new ArrayList<String>();
        for (var cell : inner.split("\\|", -1)) {
            cells.add(plain(cell.strip()));
        }
        return cells;
    }

    /** "Standard: cost 4.90 EUR; delivery time 2 to 4 business days." */
    private static String row(List<String> header, List<String> cells) {
        var row = new StringBuilder(cells.getFirst()).append(": ");
        // "Red: meaning the battery is empty" says no more than what the cell says of itself.
        if (cells.size() == 2 && words(cells.get(1)) >= CLAUSE) {
            return row.append(cells.get(1)).append('.').toString();
        }
        for (var i = 1; i < cells.size(); i++) {
            var name = i < header.size() ? header.get(i).toLowerCase(Locale.ROOT) : "";
            row.append(i > 1 ? "; " : "")
                    .append(name)
                    .append(name.isEmpty() ? "" : words(name) >= PHRASE ? ": " : " ")
                    .append(cells.get(i));
        }
        return row.append('.').toString();
    }

    private static int words(String text) {
        return text.strip().split("\\s+", -1).length;
    }
}
