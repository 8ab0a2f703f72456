package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.Places;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "And for my brother in Poland?", after a rule that depends on where one lives: the same question, for that place. */
final class Elsewhere {
    private static final double CLEAR = 0.8;
    private static final int FEW_WORDS = 9;
    /** A question that leant on another one is about that one. */
    private static final Pattern WITH_TOPIC = Pattern.compile("^.*\\? \\((.*)\\)$");

    private Elsewhere() {}

    static Optional<FollowUp> in(Said said) {
        var topic = said.turn().topic();
        var places = Places.in(said.text());
        if (topic == null
                || said.turn().pendingAction() != null
                || places.size() != 1
                || !isAnsweredByPlace(topic)
                || said.message().namesSomething()
                || Words.of(said.text()).size() > FEW_WORDS
                || !(LeaningOnTopic.isNoSentence(said.text()) || isOnlyPlace(said.text(), places.getFirst()))) {
            return Optional.empty();
        }
        return Optional.of(new FollowUp(
                said.read(question(topic, places.getFirst())),
                said.message().meaning(List.of()),
                _ -> true,
                classification -> new Classification(
                        List.of(new RankedIntent(topic.intent(), topic.variant(), CLEAR)),
                        classification.classifier())));
    }

    private static boolean isAnsweredByPlace(Topic topic) {
        return topic.intent() == Intent.DELIVERY
                || (topic.answeredBy() == Source.DOCUMENTS
                        && !FocusResolver.ABOUT_PRODUCTS.contains(topic.intent())
                        && (FocusResolver.ABOUT_ORDERS.contains(topic.intent())
                                || !Places.in(topic.question()).isEmpty()));
    }

    /** "To Norway?" */
    private static boolean isOnlyPlace(String text, String place) {
        return Words.of(text.replace(place, "")).plain().stream().allMatch(word -> word.length() <= 3);
    }

    private static String question(Topic topic, String place) {
        var before = WITH_TOPIC.matcher(topic.question()).replaceFirst("$1");
        if (topic.intent() == Intent.DELIVERY
                && Variants.OPTIONS.equals(topic.variant())
                && DeliveryOfIt.isOnlyDelivery(before)) {
            return DeliveryOfIt.rules(before, Places.explained(place));
        }
        return Places.in(before).isEmpty()
                ? StandAlone.bare(before) + " in " + Places.located(place) + '?'
                : Places.moved(before, Places.located(place));
    }
}
