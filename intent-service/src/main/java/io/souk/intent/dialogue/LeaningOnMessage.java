package io.souk.intent.dialogue;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "How long does it take", "why not", "and if it is broken": of what, the message before says. */
final class LeaningOnMessage {
    /** Readings of what is said in a conversation without being about something. */
    static final Set<Intent> NO_SUBJECT = Set.of(
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE,
            Intent.AFFIRM,
            Intent.DENY,
            Intent.GREETING,
            Intent.THANKS,
            Intent.HUMAN_AGENT);

    private static final Pattern LEANS = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)+|^\\W*(?:what if|if|why|how come|how (?:long|much|many|soon|fast)|when|where)\\b"
                    + "|\\b(?:it|that|them|this|those|these|(?<!\\b(?:is|are|was|were) )there|one|ones)\\b|\\bmore\\b(?=\\W*(?:later|of (?:it|that|them)|$|[?.!,]))",
            Pattern.CASE_INSENSITIVE);
    /** A question that leant on another one is enough without it. */
    private static final Pattern LEANT = Pattern.compile("^(.+\\?) \\(.*\\)$");

    /** "What would I have to buy for that": no question whether they go together. */
    private static final Pattern NEEDED = Pattern.compile(
            "\\b(?:(?:have|need|got) to (?:buy|get|order)|(?:do|would|will) (?:i|we) (?:still |also )?need|should i (?:buy|get))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final double CERTAIN = 0.9;
    private static final double SURE = 0.6;
    /** Of what leans on something said before, more is expected before it is read alone. */
    private static final double HALF_SURE = 0.66;

    private LeaningOnMessage() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        return isOne(said, alone.top())
                ? before(said)
                        .map(before -> new FollowUp(
                                said.read(StandAlone.leaning(said.text(), before.text())),
                                said.message().meaning(meant(said, before), before.orderIds()),
                                reading -> !NO_SUBJECT.contains(reading.intent()) && reading.confidence() >= SURE,
                                // With what was said before it there are two wishes, the first of which has had its
                                // answer.
                                together -> new Classification(ofKind(together, said), together.classifier())))
                : Optional.empty();
    }

    /** What the message before it named; what is needed for two things alike is asked of one of them. */
    private static List<ProductMention> meant(Said said, Extraction before) {
        var named = said.as(before).resolver().mentioned();
        return NEEDED.matcher(said.text()).find() ? named.stream().limit(1).toList() : named;
    }

    /** "Can I add more later?" with what it leans on: more of that, and no change of an order. */
    private static List<RankedIntent> ofKind(Classification together, Said said) {
        var topic = said.turn().topic();
        var ofKind = topic != null && FocusResolver.ABOUT_PRODUCTS.contains(topic.intent())
                ? together.ranked().stream()
                        .filter(reading -> FocusResolver.ABOUT_PRODUCTS.contains(reading.intent()))
                        .toList()
                : List.<RankedIntent>of();
        return together.segments().isEmpty() || ofKind.isEmpty() ? together.ranked() : ofKind;
    }

    /** What the message before it was understood to ask, else its words. */
    private static Optional<Extraction> before(Said said) {
        var topic = said.turn().topic();
        return topic != null
                        && said.earlier()
                                .findFirst()
                                .filter(LeaningOnMessage::saysMoreThanYes)
                                .isPresent()
                ? Optional.of(said.read(LEANT.matcher(topic.question()).replaceFirst("$1")))
                : said.earlier().filter(LeaningOnMessage::saysMoreThanYes).findFirst();
    }

    private static boolean saysMoreThanYes(Extraction before) {
        return ShortAnswers.yesOrNo(before.text()).isEmpty();
    }

    private static boolean isOne(Said said, RankedIntent alone) {
        var weak = alone.confidence() < HALF_SURE
                || alone.intent() == Intent.OUT_OF_SCOPE
                || (alone.intent() == Intent.GENERAL && alone.confidence() < CERTAIN)
                || (alone.intent() == Intent.AFFIRM && said.text().contains("?"));
        return weak
                && Words.of(said.text()).size() <= LeaningOnTopic.LONGEST
                && !said.message().namesSomething()
                && !new Shown(said).isPickedFrom()
                && LEANS.matcher(said.text()).find();
    }
}
