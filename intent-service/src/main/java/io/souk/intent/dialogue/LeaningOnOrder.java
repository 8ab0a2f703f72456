package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "What else was in there?", "who is bringing it?", after an answer about an order: one of the facts that an order has. */
final class LeaningOnOrder {
    /** What is in it, what it cost, how it was paid, who brings it, when, and where to. */
    private static final Pattern FACT = Pattern.compile(
            "\\b(?:in (?:there|it|that|the (?:order|box|parcel|package))|(?:what|anything) else|did (?:i|we) pay|(?:was|were) (?:i|we) charged"
                    + "|(?:how much|what) (?:did|was|were|have) (?:i|we|it|that|they|the)\\b.*\\b(?:cost|pay|paid|total|price|come to)"
                    + "|how much (?:was|were) (?:it|that|they)|the total|in total"
                    + "|who(?:['’]?s| is| was|['’]ll| will)? (?:\\p{L}+ )?(?:bring|deliver|carr|ship|send)\\p{L}*|(?:which|what) (?:carrier|courier|company|driver|delivery service)"
                    + "|when (?:did|was|were|will|is|are|does|do) (?:it|that|they|this)\\b.*\\b(?:come|coming|arriv|deliver|here|sent|ship|order|leave|left)\\p{L}*"
                    + "|(?:still|so) (?:it is )?coming|where (?:is|was|will|did) (?:it|that|they)\\b|(?:which|what) address|which card|how did (?:i|we) pay)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<Intent> TAKEN_FOR = Set.of(
            Intent.PRODUCT_INFO,
            Intent.COMPARISON,
            Intent.RECOMMENDATION,
            Intent.COMPATIBILITY,
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE,
            Intent.ORDER_STATUS,
            Intent.PAYMENT,
            Intent.DELIVERY,
            Intent.COMPLAINT);
    private static final double UNSURE = 0.5;

    private LeaningOnOrder() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        var orders = said.turn().focus().orderIds();
        var reading = alone.top();
        if (!said.isSignedIn()
                || orders.isEmpty()
                || !said.isAfterOrders()
                || said.message().namesSomething()
                || !(TAKEN_FOR.contains(reading.intent()) || reading.confidence() < UNSURE)
                || !FACT.matcher(said.text()).find()) {
            return Optional.empty();
        }
        var order = List.of(orders.getFirst());
        return Optional.of(new FollowUp(
                said.message(),
                said.message().meaning(List.of(), order),
                _ -> true,
                _ -> new Classification(
                        List.of(new RankedIntent(
                                Intent.ORDER_STATUS, Variants.TRACK, Math.max(UNSURE, reading.confidence()))),
                        alone.classifier())));
    }

    /** Whether it is asked of something that an order has. */
    static boolean asksForFact(String text) {
        return FACT.matcher(text).find();
    }
}
