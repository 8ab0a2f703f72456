package io.souk.intent.dialogue;

import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.ReadingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "How do I reset them?", which sounds like an account: with the name of what is spoken of it is a question about that. */
final class LeaningOnProduct {
    private static final double SURE = 0.6;
    private static final Pattern PRONOUN = Pattern.compile(
            "\\b(?:it|them|they|this|that|these|those)\\b(?!['’])(?! (?:long|much|many|is (?:it|all))\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ITS = Pattern.compile("\\b(?:its|their)\\b", Pattern.CASE_INSENSITIVE);
    /** Readings that such questions are taken for. */
    private static final Set<Intent> TAKEN_FOR =
            Set.of(Intent.ACCOUNT, Intent.GENERAL, Intent.OUT_OF_SCOPE, Intent.EXCHANGE, Intent.ORDER_CHANGE);

    private LeaningOnProduct() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        var topic = said.turn().topic();
        if (!TAKEN_FOR.contains(alone.top().intent())
                || alone.top().is(alone.top().intent(), Variants.PLACE)
                || !alone.segments().isEmpty()
                || said.message().namesSomething()
                || (topic != null && topic.answeredBy() == Source.ORDERS)) {
            return Optional.empty();
        }
        return spokenOf(said)
                .flatMap(product -> named(said.text(), product)
                        .map(text -> new FollowUp(
                                said.read(text),
                                said.message().meaning(List.of(FocusResolver.mention(product))),
                                LeaningOnProduct::isMeant,
                                UnaryOperator.identity())));
    }

    private static boolean isMeant(RankedIntent reading) {
        return reading.confidence() >= SURE
                && (reading.intent() == Intent.COMPATIBILITY
                        || reading.is(Intent.PRODUCT_INFO, Variants.DETAIL, Variants.ABOUT));
    }

    /** The one that is pointed at, else the one that the last answer was about. */
    private static Optional<FocusProduct> spokenOf(Said said) {
        var picked = new Shown(said).picked();
        if (picked.size() == 1) {
            return Optional.of(picked.getFirst());
        }
        var topic = said.turn().topic();
        var last = ReadingContext.lastReply(said.turn()) + (topic == null ? "" : topic.question());
        return said.turn().focus().products().stream().findFirst().filter(product -> last.contains(product.name()));
    }

    /** The text with the product's name in the place of the word that means it. */
    private static Optional<String> named(String text, FocusProduct product) {
        var name = Matcher.quoteReplacement("the " + product.name());
        var its = ITS.matcher(text);
        if (its.find()) {
            return Optional.of(its.replaceFirst(name + "'s"));
        }
        var pronoun = PRONOUN.matcher(text);
        return pronoun.find() ? Optional.of(pronoun.replaceFirst(name)) : Optional.empty();
    }
}
