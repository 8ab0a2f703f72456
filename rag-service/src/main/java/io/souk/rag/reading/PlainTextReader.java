package io.souk.rag.reading;

import io.souk.rag.reading.Lines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text without markup: what stands alone, short and without a full stop, is a heading. */
final class PlainTextReader {
    private static final Pattern UNDERLINE = Pattern.compile("\\s*(={3,}|-{3,}|\\*{3,}|~{3,})\\s*");
    private static final Pattern NUMBERED = Pattern.compile("\\s*((?:\\d{1,2}\\.)*\\d{1,2})\\.?\\s+\\p{Lu}.*");
    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?;,:…]\\s*");
    private static final Pattern WIDE_GAP = Pattern.compile("(?<=\\S)(\\t+| {3,})(?=\\S)");
    private static final Pattern BULLET = Pattern.compile("\\s*[•◦▪‣·●○■□–—*+-]\\s+.*");
    private static final int LONGEST_HEADING = 80;
    private static final int MAIN = 1;
    private static final int SUB = 2;

    private PlainTextReader() {}

    static String markdown(String text) {
        var raw = text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\f", "\n\n")
                .split("\n", -1);
        var lines = new ArrayList<Line>();
        var apart = true;
        for (var i = 0; i < raw.length; i++) {
            var line = raw[i];
            if (line.isBlank()) {
                apart = true;
                continue;
            }
            var underlined =
                    apart && i + 1 < raw.length && UNDERLINE.matcher(raw[i + 1]).matches();
            var level = underlined
                    ? raw[i + 1].strip().startsWith("=") ? MAIN : SUB
                    : apart && isBlank(raw, i + 1) ? headingLevel(line, follower(raw, i + 1)) : 0;
            lines.add(new Line(WIDE_GAP.matcher(line.strip()).replaceAll("\t"), level, apart));
            apart = false;
            if (underlined) {
                i++;
                apart = true;
            }
        }
        return Lines.markdown(withoutLoneHeadings(lines));
    }

    private static int headingLevel(String line, String next) {
        var words = line.strip();
        if (words.length() > LONGEST_HEADING
                || SENTENCE_END.matcher(words).matches()
                || BULLET.matcher(line).matches()
                || WIDE_GAP.matcher(words).find()
                || words.codePoints().noneMatch(Character::isLetter)) {
            return 0;
        }
        var number = NUMBERED.matcher(words);
        if (number.matches()) {
            return (int) number.group(1).chars().filter(c -> c == '.').count() + MAIN;
        }
        if (words.equals(words.toUpperCase(Locale.ROOT))) {
            return MAIN;
        }
        // A line that stands alone is a heading only if something longer or finished comes below it.
        var opens = Character.isUpperCase(words.codePointAt(0)) || Character.isDigit(words.codePointAt(0));
        return opens
                        && (next.length() > LONGEST_HEADING
                                || SENTENCE_END.matcher(next).matches())
                ? SUB
                : 0;
    }

    /** Where nothing but headings would be left, there are none. */
    private static List<Line> withoutLoneHeadings(List<Line> lines) {
        return lines.stream().anyMatch(line -> line.heading() == 0)
                ? lines
                : lines.stream()
                        .map(line -> new Line(line.text(), 0, line.apart()))
                        .toList();
    }

    private static boolean isBlank(String[] lines, int index) {
        return index >= lines.length || lines[index].isBlank();
    }

    private static String follower(String[] lines, int from) {
        for (var i = from; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                return lines[i].strip();
            }
        }
        return "";
    }
}
