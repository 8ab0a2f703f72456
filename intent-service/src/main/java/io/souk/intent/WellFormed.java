package io.souk.intent;

import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;

/** JSON can carry half a character, which can neither be encoded nor written again: U+FFFD takes its place, so offsets stay. */
final class WellFormed {
    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    static TurnPrepared of(TurnPrepared turn) {
        if (isWellFormed(turn.text()) && turn.history().stream().allMatch(message -> isWellFormed(message.text()))) {
            return turn;
        }
        return new TurnPrepared(
                turn.meta(),
                of(turn.text()),
                turn.customerId(),
                turn.history().stream()
                        .map(message -> new HistoryMessage(message.author(), of(message.text()), message.at()))
                        .toList(),
                turn.focus(),
                turn.pendingAction(),
                turn.mayIdentify(),
                turn.topic(),
                turn.offer(),
                turn.summary(),
                turn.mayAskModel());
    }

    static String of(String text) {
        if (isWellFormed(text)) {
            return text;
        }
        var repaired = new StringBuilder(text);
        for (var i = 0; i < repaired.length(); i++) {
            if (isHalf(repaired, i)) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }

    private static boolean isWellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (isHalf(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalf(CharSequence text, int at) {
        var character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
