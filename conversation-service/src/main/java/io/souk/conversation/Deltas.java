package io.souk.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a reply that is there as a whole into the few pieces in which it appears on the screen. */
final class Deltas {
    private static final int MOST = 4;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])\\s+|\\n+");

    private Deltas() {}

    /** One to four pieces that end where sentences do and, put together, are {@code text}. */
    static List<String> split(String text) {
        var pieces = new ArrayList<String>();
        var matcher = SENTENCE_END.matcher(text);
        var start = 0;
        while (pieces.size() < MOST - 1 && matcher.find()) {
            var enough = (text.length() - start) / (MOST - pieces.size());
            if (matcher.end() < text.length() && matcher.end() - start >= enough) {
                pieces.add(text.substring(start, matcher.end()));
                start = matcher.end();
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
