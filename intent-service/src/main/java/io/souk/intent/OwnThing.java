package io.souk.intent;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "When does the easy phone come?", of somebody who has orders: of a thing that was bought, and no question about what is sold. */
final class OwnThing {
    private static final Pattern ARRIVES = Pattern.compile(
            "\\b(?:when|where|has|have|did)\\b.*\\b(?:(?:come|comes|coming)(?!\\s+(?:with|out|in|back|from|as|on)\\b)|came|arrives?|arriving|arrived|get here|got here|be here|here yet|delivered|left yet)\\b",
            Pattern.CASE_INSENSITIVE);
    /** "When will it be here?" is no question of delivery times. */
    private static final Pattern OWN_PARCEL =
            Pattern.compile("\\b(?:it|they|that|my|mine)\\b", Pattern.CASE_INSENSITIVE);

    private OwnThing() {}

    static Optional<Classification> in(Said said, Classification heard) {
        return said.isSignedIn()
                        && heard.top().intent() == Intent.PRODUCT_INFO
                        && heard.segments().isEmpty()
                        && (isNamed(said) || speaksOfOrder(said))
                        && ARRIVES.matcher(said.text()).find()
                ? Optional.of(new Classification(
                        List.of(new RankedIntent(
                                Intent.ORDER_STATUS, Variants.TRACK, heard.top().confidence())),
                        heard.classifier()))
                : Optional.empty();
    }

    static boolean isOwnParcel(String text) {
        return OWN_PARCEL.matcher(text).find();
    }

    private static boolean isNamed(Said said) {
        return !said.message().products().isEmpty()
                || !said.message().categories().isEmpty();
    }

    private static boolean speaksOfOrder(Said said) {
        return !said.turn().focus().orderIds().isEmpty() && isOwnParcel(said.text());
    }
}
