package io.souk.intent.dialogue;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.EntityExtractor.Span;
import io.souk.intent.text.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** "What about the X2?": the question before it, about something else. */
final class Repetition {
    private static final int BACK = 3;
    private static final Pattern OPENING = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:(?:what|how|wat) (?:about|abt)|what of|same (?:question )?for|and|or|also|for)\\b",
            Pattern.CASE_INSENSITIVE);

    private Repetition() {}

    /** The question before it; the one before that if it was a follow-up itself. */
    static Optional<FollowUp> in(Said said) {
        return isOne(said.message())
                ? said.earlier()
                        .limit(BACK)
                        .filter(earlier -> !isOne(earlier))
                        .findFirst()
                        .map(earlier -> of(earlier, said))
                : Optional.empty();
    }

    private static boolean isOne(Extraction text) {
        var opening = OPENING.matcher(text.text());
        if (!text.namesSomething()) {
            return false;
        }
        return opening.find()
                ? ShortAnswers.namesOneOfThem(text, opening.end())
                : text.text().endsWith("?") && ShortAnswers.namesOneOfThem(text);
    }

    private static FollowUp of(Extraction earlier, Said said) {
        var mentioned = said.resolver().mentioned();
        var question = said.read(substituted(earlier, said.message(), mentioned));
        var products = new ArrayList<>(mentioned);
        question.products().stream()
                .filter(other ->
                        products.stream().noneMatch(known -> known.productId().equals(other.productId())))
                .forEach(other ->
                        products.add(new ProductMention(other.productId(), other.name(), "", -1, other.score())));
        return new FollowUp(
                question,
                said.message().meaning(products),
                reading -> isMeant(reading, said),
                UnaryOperator.identity());
    }

    private static boolean isMeant(RankedIntent reading, Said said) {
        var namesProduct = !said.message().products().isEmpty();
        return switch (reading.intent()) {
            case PRODUCT_INFO -> reading.is(Intent.PRODUCT_INFO, Variants.LIST) != namesProduct;
            case RECOMMENDATION -> !namesProduct;
            case COMPARISON, COMPATIBILITY -> namesProduct;
            case EXCHANGE, GENERAL -> isRule(reading) && !namesProduct;
            case ORDER_STATUS, DELIVERY, REFUND, COMPLAINT, ORDER_CHANGE, PAYMENT ->
                said.message().namesOrder()
                        || (isRule(reading) && !namesProduct)
                        || (said.isSignedIn() && isOwnThing(reading, said));
            default -> false;
        };
    }

    /** "And a phone?", after "do you send power banks to Switzerland". */
    private static boolean isRule(RankedIntent reading) {
        return reading.intent() == Intent.GENERAL
                || reading.intent() == Intent.PAYMENT
                || reading.is(reading.intent(), Variants.POLICY, Variants.OPTIONS, Variants.FEE);
    }

    /** "And the two laptops?", after "has my mouse left yet": tools-service knows which they are. */
    private static boolean isOwnThing(RankedIntent reading, Said said) {
        return !said.message().categories().isEmpty()
                && (reading.intent() == Intent.ORDER_STATUS
                        || reading.is(reading.intent(), Variants.LATE, Variants.REQUEST));
    }

    /** An earlier question with the things named now in place of the things named then. */
    private static String substituted(Extraction earlier, Extraction now, List<ProductMention> products) {
        if (!products.isEmpty()) {
            var name = products.stream().map(ProductMention::name).collect(Collectors.joining(" and "));
            var before = earlier.spans().stream()
                    .filter(span -> span.placeholder().equals(Placeholders.PRODUCT)
                            || span.placeholder().equals(Placeholders.OTHER_PRODUCT))
                    .reduce((_, last) -> last);
            return before.map(span -> earlier.replaced(List.of(new Span(span.start(), span.end(), name))))
                    .orElseGet(() -> StandAlone.insteadOfPronoun(earlier.text(), name));
        }
        var replacement = now.namesOrder()
                ? Stream.concat(now.orderIds().stream(), now.references().stream())
                        .collect(Collectors.joining(" and "))
                : now.categories().getFirst().toLowerCase(Locale.ROOT);
        var spans = now.namesOrder() ? earlier.spans() : earlier.categorySpans();
        return spans.isEmpty()
                ? earlier.text() + " (" + replacement + ')'
                : earlier.replaced(List.of(
                        new Span(spans.getFirst().start(), spans.getFirst().end(), replacement)));
    }
}
