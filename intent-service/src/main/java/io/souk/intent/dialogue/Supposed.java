package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "And what if she drops it?", after talk of a product: a question about that product, and not the one before it once more. */
final class Supposed {
    private static final int LONGEST = 12;
    private static final Pattern IF = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS + "\\W+)*(?:what (?:happens |about )?)?(?:even )?(?:if|when)\\b",
            Pattern.CASE_INSENSITIVE);
    /** What is done with an order, and questions that go on after the condition. */
    private static final Pattern OF_AN_ORDER = Pattern.compile(
            "\\b(?:order|bought|purchas|return|refund|money|exchang|swap|send|sent|back|cancel|deliver|ship|arriv|parcel|package|pay|paid|invoice|address|home|door|late|lost"
                    + "|like|want|need|chang(?:e|ed) my|before|student|company)\\p{L}*",
            Pattern.CASE_INSENSITIVE);

    private Supposed() {}

    static Optional<FollowUp> in(Said said) {
        var topic = said.turn().topic();
        if (topic == null
                || said.turn().pendingAction() != null
                || said.message().namesOrder()
                || !said.message().products().isEmpty()
                || Words.of(said.text()).size() > LONGEST
                || !IF.matcher(said.text()).find()
                || OF_AN_ORDER.matcher(said.text()).find()
                || !isOfProduct(said)) {
            return Optional.empty();
        }
        return said.turn().focus().products().stream()
                .findFirst()
                .map(product -> new FollowUp(
                        said.read(StandAlone.insteadOfPronoun(said.text(), product.name())),
                        said.message().meaning(List.of(FocusResolver.mention(product))),
                        _ -> true,
                        _ -> Classification.certain(Intent.PRODUCT_INFO, Variants.DETAIL)));
    }

    private static boolean isOfProduct(Said said) {
        var topic = said.turn().topic();
        var reply = ReadingContext.lastReply(said.turn());
        return topic != null
                && FocusResolver.ABOUT_PRODUCTS.contains(topic.intent())
                && (topic.answeredBy() == Source.PRODUCTS
                        || said.turn().focus().products().stream()
                                .limit(1)
                                .anyMatch(product -> reply.contains(product.name())));
    }
}
