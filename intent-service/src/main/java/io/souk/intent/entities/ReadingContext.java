package io.souk.intent.entities;

import io.souk.events.TurnEvent.Author;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What helps to read a message: when it was written, what was asked for, which orders the conversation has named.
 *
 * @param today the day of the message in the shop's zone
 * @param orderExpected a bare number is likely an order: one was asked for
 * @param postcodeExpected five digits are likely a postcode
 * @param knownOrders newest first
 */
public record ReadingContext(
        LocalDate today, boolean orderExpected, boolean postcodeExpected, List<String> knownOrders) {
    private static final Pattern ASKS_FOR_ORDER =
            Pattern.compile("\\border(?:\\s+(?:number|id))?\\b[^.!]*\\?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKS_FOR_POSTCODE =
            Pattern.compile("\\b(?:zip|post\\s?code|postal code)\\b[^!]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern WRITTEN_ID = Pattern.compile("ORD-\\d+|#W\\d{7}");

    /** Of a text that stands alone. */
    public static ReadingContext cold(LocalDate today) {
        return new ReadingContext(today, false, false, List.of());
    }

    public static ReadingContext of(TurnPrepared turn, ZoneId zone) {
        var lastReply = lastReply(turn);
        var known = new LinkedHashSet<>(turn.focus().orderIds());
        turn.history().reversed().forEach(message -> {
            var ids = WRITTEN_ID.matcher(message.text());
            while (ids.find()) {
                known.add(ids.group());
            }
        });
        return new ReadingContext(
                LocalDate.ofInstant(turn.meta().time(), zone),
                turn.pendingAction() != null
                        || ASKS_FOR_ORDER.matcher(lastReply).find(),
                ASKS_FOR_POSTCODE.matcher(lastReply).find(),
                List.copyOf(known));
    }

    /** What the assistant said last; empty at the beginning. */
    public static String lastReply(TurnPrepared turn) {
        return turn.history().reversed().stream()
                .filter(message -> message.author() == Author.ASSISTANT)
                .map(HistoryMessage::text)
                .findFirst()
                .orElse("");
    }

    /** The order with these digits: one the conversation has named, whatever its prefix, before one of our own. */
    String orderId(String digits) {
        return knownOrders.stream()
                .filter(id -> id.replaceAll("\\D", "").equals(digits))
                .findFirst()
                .orElse("ORD-" + digits);
    }
}
