package io.souk.conversation.model;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Cuts text that comes in pieces into whole sentences and lines. Not shared between threads. */
final class Sentences {
    /** A number in brackets after the full stop belongs to the sentence before it. */
    private static final Pattern END =
            Pattern.compile("[.!?…]+[\"'”’)*_]*(?:\\s*\\[\\d+])*(?=\\s+[^\\p{Ll}\\d\\s\\[])|(?=\\n)");

    /** No end, though it looks like one: the number of an item in a list, or a short form. */
    private static final Pattern GOES_ON = Pattern.compile(
            "(?s)(?:^\\s*\\d{1,2}|.*\\b(?:e\\.g|i\\.e|vs|approx|incl|excl))\\.", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLOSED = Pattern.compile("(?s).*(?:[.!?…:][\"'”’)*_]*(?:\\s*\\[\\d+])*|])\\s*");

    private final Consumer<Sentence> sentences;
    private final StringBuilder rest = new StringBuilder();

    /**
     * One sentence or line.
     *
     * @param gap the white space before it
     */
    record Sentence(String gap, String text) {}

    Sentences(Consumer<Sentence> sentences) {
        this.sentences = sentences;
    }

    void add(String piece) {
        rest.append(piece);
        for (var end = nextEnd(); end > 0; end = nextEnd()) {
            pass(rest.substring(0, end));
            rest.delete(0, end);
        }
    }

    /**
     * Passes on what is left, if it is whole: a sentence that was cut off says something else than it would have.
     *
     * @param whole whether nothing was cut off, so that the last line needs no full stop
     */
    void end(boolean whole) {
        var last = rest.toString();
        rest.setLength(0);
        if (whole || CLOSED.matcher(last).matches()) {
            pass(last);
        }
    }

    private int nextEnd() {
        var start = 0;
        while (start < rest.length() && Character.isWhitespace(rest.charAt(start))) {
            start++;
        }
        var matcher = END.matcher(rest).region(start, rest.length()).useTransparentBounds(true);
        while (matcher.find()) {
            if (!GOES_ON.matcher(rest.substring(start, matcher.end())).matches()) {
                return matcher.end();
            }
        }
        return 0;
    }

    private void pass(String raw) {
        var text = raw.strip();
        if (!text.isEmpty()) {
            sentences.accept(new Sentence(raw.substring(0, raw.indexOf(text)), text));
        }
    }
}
