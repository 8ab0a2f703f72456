package io.souk.intent.dialogue;

import io.souk.events.RankedIntent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "What can I do instead?", after an answer about orders: the question before it, whose answer says what is left to do. */
final class Instead {
    private static final double CLEAR = 0.8;
    private static final Pattern WHAT_ELSE = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:what|anything|is there anything|something)(?: else)?(?: can| could| should| do| may)? (?:i|we|you)(?: can| could)? (?:do|get|try|have)(?: about it| for me)?(?: instead| now| then| else)*\\W*$"
                    + "|^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:what (?:now|next|then)(?: then)?|what(?:['’]?s| is| are| r) (?:my|the) (?:options?|alternatives?|choices?)|(?:is there |are there )?(?:any|another) (?:alternatives?|other (?:way|options?)|way|option))\\W*$",
            Pattern.CASE_INSENSITIVE);

    private Instead() {}

    static Optional<FollowUp> in(Said said) {
        var topic = said.turn().topic();
        if (!said.isSignedIn()
                || said.turn().pendingAction() != null
                || topic == null
                || !said.isAfterOrders()
                || said.message().namesSomething()
                || !FocusResolver.ABOUT_ORDERS.contains(topic.intent())
                || !WHAT_ELSE.matcher(said.text()).find()) {
            return Optional.empty();
        }
        var before = said.read(topic.question());
        var reading = new RankedIntent(topic.intent(), topic.variant(), CLEAR);
        return Optional.of(new FollowUp(
                before,
                before.meaning(said.as(before).resolver().mentioned(), orders(said, before)),
                _ -> true,
                classification -> new Classification(List.of(reading), classification.classifier())));
    }

    private static List<String> orders(Said said, Extraction before) {
        return before.namesSomething()
                ? before.orderIds()
                : said.turn().focus().orderIds().stream().limit(1).toList();
    }
}
