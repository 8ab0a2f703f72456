package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "The dock one", "mouse?", "and the other phone, the simple one?", after an answer about orders: the same of another thing that was bought. */
final class AnotherOwnThing {
    private static final double CLEAR = 0.8;
    private static final int LONGEST = 10;
    /** What may stand around the thing. */
    private static final Pattern AROUND = Pattern.compile(
            "\\b(?:(?:what|how) about|what of|" + FollowUp.MANNERS
                    + "|fine|also|for|the|my|our|that|this|those|these|it|its|is|it['’]s|other|others|another|one|ones|two|order|with|from|i|we|ive|have"
                    + "|just|ordered|bought|got|mean|meant|by|both|same|in|on|a|an|of)\\b",
            Pattern.CASE_INSENSITIVE);
    /** A word that tells the thing from others: "the simple one". */
    private static final Pattern TELLING = Pattern.compile(
            "\\bthe (?!warranty|return|refund|price|battery)\\p{L}+ ones?\\b", Pattern.CASE_INSENSITIVE);

    /** "I mean the studio one, with the cable": whatever else it says is said of the thing. */
    private static final Pattern REPAIRS = Pattern.compile(
            "^\\W*(?:(?:" + FollowUp.MANNERS + "|sorry|oh|ah|ahh?|wait)\\W+)*i (?:mean|meant)\\b",
            Pattern.CASE_INSENSITIVE);

    /** What is wanted of one thing, and may be wanted of another. */
    private static final Set<String> GOES_ON =
            Set.of(Variants.REQUEST, Variants.CANCEL, Variants.CHANGE, Variants.ADDRESS, Variants.LATE);

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

    private AnotherOwnThing() {}

    static Optional<FollowUp> in(Said said) {
        var topic = said.turn().topic();
        var message = said.message();
        if (!said.isSignedIn()
                || said.turn().pendingAction() != null
                || topic == null
                || !said.isAfterOrders()
                || message.namesOrder()
                || !message.namesSomething()
                || !(saysNothingElse(said) || repairs(said))) {
            return Optional.empty();
        }
        var reading = reading(topic);
        return Optional.of(new FollowUp(
                message,
                message.meaning(said.resolver().mentioned(), List.of()),
                _ -> true,
                classification -> new Classification(List.of(reading), classification.classifier())));
    }

    /** Whether it puts right which thing is meant. */
    static boolean repairs(Said said) {
        return REPAIRS.matcher(said.text()).find() && Words.of(said.text()).size() <= LONGEST;
    }

    /** What was asked of the first, if that can be asked of another. */
    private static RankedIntent reading(Topic topic) {
        var goesOn = FocusResolver.ABOUT_ORDERS.contains(topic.intent())
                && topic.intent() != Intent.ORDER_STATUS
                && topic.intent() != Intent.PAYMENT
                && GOES_ON.contains(String.valueOf(topic.variant()));
        return goesOn
                ? new RankedIntent(topic.intent(), topic.variant(), CLEAR)
                : new RankedIntent(Intent.ORDER_STATUS, Variants.TRACK, CLEAR);
    }

    /** Whether it says no more than which thing. */
    static boolean saysNothingElse(Said said) {
        var message = said.message();
        var rest = new StringBuilder(said.text());
        message.spans().forEach(span -> blank(rest, span.start(), span.end()));
        message.categorySpans().forEach(span -> blank(rest, span.start(), span.end()));
        message.entities()
                .dates()
                .forEach(date ->
                        blank(rest, date.start(), date.start() + date.text().length()));
        var told = TELLING.matcher(rest).replaceAll(" ");
        return Words.of(said.text()).size() <= LONGEST
                && !WORD.matcher(AROUND.matcher(told).replaceAll(" ")).find();
    }

    private static void blank(StringBuilder text, int from, int to) {
        text.replace(from, to, " ".repeat(to - from));
    }
}
