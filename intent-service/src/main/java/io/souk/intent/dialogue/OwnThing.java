package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.EntityExtractor.Span;
import io.souk.intent.text.Placeholders;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** "When does the easy phone come?", "anything new with my dock?": of a thing that was bought, and no question about what is sold. */
final class OwnThing {
    private static final double SURE = 0.5;
    private static final Pattern ARRIVES = Pattern.compile(
            "\\b(?:when|where|has|have|did)\\b.*\\b(?:(?:come|comes|coming)(?!\\s+(?:with|out|in|back|from|as|on)\\b)|came|arrives?|arriving|arrived|get here|got here|be here|here yet|delivered|left yet)\\b",
            Pattern.CASE_INSENSITIVE);
    /** What becomes of something that was bought. */
    private static final Pattern STATE = Pattern.compile(
            "\\b(?:anything new|any ?news|news|status|updates?|what happened|(?:be|became|become)(?:come)? of|going on|where(?:['’]s| is| are| was)?|shipped|dispatched|sent out|on (?:its|the|their) way|left|track)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> WHERE = Set.of("where", "wheres", "status", "tracking", "eta");
    private static final Set<String> SAYS_NOTHING = Set.of("is", "are", "the", "and", "ok", "hi", "hello", "now", "of");
    private static final Pattern BECAME = Pattern.compile(
            "\\bwhat (?:became|has become|happened|is happening)\\b(?!.*\\b(?:return|sent back|gave back|money|refund)\\p{L}*)",
            Pattern.CASE_INSENSITIVE);
    /** "When will it be here?" is no question of delivery times. */
    private static final Pattern OWN_PARCEL =
            Pattern.compile("\\b(?:it|they|that|my|mine)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CAN_STILL = Pattern.compile(
            "\\b(?:can|could|may) (?:it|they|that|this|i|we)\\b.*\\b(?:back|return\\p{L}*|exchang\\p{L}*|swap\\p{L}*)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IT_STILL = Pattern.compile(
            "\\b(?:it|they|that|them)\\b.*\\bstill\\b|\\bstill\\b.*\\b(?:it|they|that|them)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MY =
            Pattern.compile("\\b(?:my|our)\\s+(?:[\\p{L}\\p{N}]+\\s+){0,2}$", Pattern.CASE_INSENSITIVE);
    private static final Pattern I_BOUGHT = Pattern.compile(
            "^\\s*(?:(?:that|which|what)\\s+)?(?:i|we)(?:['’]ve|\\s+have|\\s+had)?\\s+(?:just\\s+|already\\s+|recently\\s+)?(?:bought|buy|ordered|got|get|purchased|received)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HAVE_I_BOUGHT = Pattern.compile(
            "\\b(?:have|did|had) (?:i|we) (?:ever |already |just |actually )*(?:order|ordered|buy|bought|get|got|purchased?)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Readings that questions about one's own things are taken for. */
    private static final Set<Intent> TAKEN_FOR = Set.of(
            Intent.PRODUCT_INFO,
            Intent.RECOMMENDATION,
            Intent.COMPATIBILITY,
            Intent.COMPARISON,
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE);

    private OwnThing() {}

    static Optional<Classification> in(Said said, Classification heard) {
        if (!said.isSignedIn() || !heard.segments().isEmpty()) {
            return Optional.empty();
        }
        var top = heard.top();
        var isTakenFor = TAKEN_FOR.contains(top.intent()) || top.confidence() < SURE;
        var arrives = ARRIVES.matcher(said.text()).find();
        if (isNamed(said) && isTakenFor && HAVE_I_BOUGHT.matcher(said.text()).find()) {
            return Optional.of(asking(Variants.MY_ORDERS, heard));
        }
        if (isNamed(said) && isTakenFor && asksOnlyWhere(said.message())) {
            return Optional.of(asking(Variants.TRACK, heard));
        }
        if (top.intent() == Intent.COMPLAINT
                && !said.message().namesOrder()
                && BECAME.matcher(said.text()).find()
                && isOwn(said.message())) {
            return Optional.of(asking(Variants.TRACK, heard));
        }
        if ((isOwn(said.message()) || pointsAtOrder(said)) && isAskedOfThis(said, top, isTakenFor)) {
            var intent = top.intent() == Intent.EXCHANGE ? Intent.EXCHANGE : Intent.REFUND;
            return Optional.of(new Classification(
                    List.of(new RankedIntent(intent, Variants.REQUEST, top.confidence())), heard.classifier()));
        }
        return (arrives && top.intent() == Intent.PRODUCT_INFO && (isNamed(said) || speaksOfOrder(said)))
                        || (isTakenFor
                                && isOwn(said.message())
                                && (arrives || STATE.matcher(said.text()).find()))
                        || (top.intent() != Intent.ORDER_STATUS
                                && (isTakenFor || top.intent() == Intent.DELIVERY)
                                && isNamed(said)
                                && !said.turn().focus().orderIds().isEmpty()
                                && LeaningOnOrder.asksForFact(said.text()))
                ? Optional.of(asking(Variants.TRACK, heard))
                : Optional.empty();
    }

    /** "The keyboard I got ages ago, can it still go back?" is no question of rules. */
    private static boolean isAskedOfThis(Said said, RankedIntent top, boolean isTakenFor) {
        return (isTakenFor || top.is(Intent.REFUND, Variants.POLICY) || top.is(Intent.EXCHANGE, Variants.POLICY))
                && CAN_STILL.matcher(said.text()).find();
    }

    /** "Easy S where", and no other word. */
    private static boolean asksOnlyWhere(Extraction message) {
        var rest = new StringBuilder(message.text());
        things(message)
                .forEach(thing -> rest.replace(thing.start(), thing.end(), " ".repeat(thing.end() - thing.start())));
        var words = Words.of(rest.toString()).plain();
        return words.stream().anyMatch(WHERE::contains)
                && words.stream().allMatch(word -> WHERE.contains(word) || SAYS_NOTHING.contains(word));
    }

    /** "Can it still be returned?", after an answer about an order. */
    private static boolean pointsAtOrder(Said said) {
        return said.isAfterOrders()
                && !said.turn().focus().orderIds().isEmpty()
                && !said.message().namesSomething()
                && IT_STILL.matcher(said.text()).find();
    }

    private static Classification asking(String variant, Classification heard) {
        return new Classification(
                List.of(new RankedIntent(
                        Intent.ORDER_STATUS, variant, heard.top().confidence())),
                heard.classifier());
    }

    static boolean isOwnParcel(String text) {
        return OWN_PARCEL.matcher(text).find();
    }

    /** "My dock", "the keyboard I got ages ago". */
    static boolean isOwn(Extraction message) {
        return things(message)
                .anyMatch(thing ->
                        MY.matcher(message.text().substring(0, thing.start())).find()
                                || I_BOUGHT.matcher(message.text().substring(thing.end()))
                                        .find());
    }

    private static Stream<Span> things(Extraction message) {
        return Stream.concat(
                message.categorySpans().stream(),
                message.spans().stream()
                        .filter(span -> span.placeholder().equals(Placeholders.PRODUCT)
                                || span.placeholder().equals(Placeholders.OTHER_PRODUCT)));
    }

    private static boolean isNamed(Said said) {
        return !said.message().products().isEmpty()
                || !said.message().categories().isEmpty();
    }

    private static boolean speaksOfOrder(Said said) {
        return !said.turn().focus().orderIds().isEmpty() && isOwnParcel(said.text());
    }
}
