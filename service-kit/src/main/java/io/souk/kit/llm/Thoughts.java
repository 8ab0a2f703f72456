package io.souk.kit.llm;

import org.jspecify.annotations.Nullable;

/**
 * Takes out what a model thinks aloud before it answers: servers of open models often leave it in the text, between {@code <think>}
 * and {@code </think>}. It is no answer, and nobody has checked it.
 */
final class Thoughts {
    private static final String BEGIN = "<think>";
    private static final String END = "</think>";

    private final StringBuilder held = new StringBuilder();
    private boolean thinks;
    private boolean over;
    private boolean answers;

    /** What of this piece is answer; the tags may lie across pieces. */
    String without(@Nullable String piece) {
        if (piece == null) {
            return "";
        }
        if (over) {
            return answer(piece);
        }
        held.append(piece);
        if (!thinks) {
            var begun = held.toString().stripLeading();
            if (begun.length() < BEGIN.length() && BEGIN.startsWith(begun)) {
                return "";
            }
            if (!begun.startsWith(BEGIN)) {
                return rest(0);
            }
            thinks = true;
        }
        var end = held.indexOf(END);
        return end < 0 ? "" : rest(end + END.length());
    }

    private String rest(int from) {
        over = true;
        return answer(held.substring(from));
    }

    /** The empty lines before an answer are no words of it. */
    private String answer(String text) {
        var answer = answers ? text : text.stripLeading();
        answers |= !answer.isEmpty();
        return answer;
    }
}
