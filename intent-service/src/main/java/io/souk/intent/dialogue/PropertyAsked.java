package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of things that were shown, in words that ask for something else elsewhere: "do you have it in white?" of one, "can both
 * be charged without a cable?" of two, "the 100 W one" of one of many.
 */
final class PropertyAsked {
    private static final double CLEAR = 0.8;
    /** Unknown words about a thing that is spoken of are hardly about something else. */
    private static final double CERTAIN = 0.9;

    private static final double HARDLY = 0.6;
    private static final double UNSURE = 0.5;
    private static final Pattern ORDERED = Pattern.compile(
            "\\b(?:order|bought|purchas|return|refund|money|exchang|swap|send|sent|back|cancel|deliver|ship|arriv|parcel|package|broke|damag|defect|crack|faulty|complain|pay|paid|invoice|address)\\p{L}*",
            Pattern.CASE_INSENSITIVE);
    private static final int FEW_WORDS = 6;
    static final Pattern RULES = Pattern.compile(
            "\\b(?:what (?:if|happens)|warranty|guarant(?:ee|ie)|garantie|policy)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern HAVE_IT = Pattern.compile(
            "\\b(?:have|get|got|sell|stock|offer|is|does|comes?) (?:it|this|that|this one|that one)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BOTH =
            Pattern.compile("\\b(?:both|either|the two|each of (?:them|those))\\b", Pattern.CASE_INSENSITIVE);
    /** "The smaller one, what does it cost?" compares nothing. */
    private static final Pattern ITSELF =
            Pattern.compile("[,.:;]\\W.*\\b(?:it|its|they|their)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern HOW_ABOUT = Pattern.compile("\\b(?:how|what) about\\b", Pattern.CASE_INSENSITIVE);
    /** Readings of a few words that point at something. */
    private static final Set<Intent> NOTHING_ELSE = Set.of(
            Intent.GENERAL, Intent.OUT_OF_SCOPE, Intent.RECOMMENDATION, Intent.COMPATIBILITY, Intent.PRODUCT_INFO);

    private PropertyAsked() {}

    static Optional<Classification> in(Said said, Classification heard) {
        var top = heard.top();
        if (isNamedAndHardlyOrdered(said, heard)) {
            return reading(heard, Intent.PRODUCT_INFO, Variants.DETAIL);
        }
        if (isRuleOfKind(said, heard)) {
            return reading(heard, Intent.GENERAL, null);
        }
        if (!heard.segments().isEmpty()
                || said.message().namesOrder()
                || (said.turn().focus().products().isEmpty()
                        && said.turn().focus().listed().isEmpty())) {
            return Optional.empty();
        }
        var focus = said.turn().focus().products();
        var isNamed = said.message().namesSomething();
        if (!isNamed
                && !focus.isEmpty()
                && top.is(Intent.PRODUCT_INFO, Variants.LIST)
                && HAVE_IT.matcher(said.text()).find()) {
            return reading(heard, Intent.PRODUCT_INFO, Variants.DETAIL);
        }
        if (!isNamed
                && focus.size() > 1
                && (top.intent() == Intent.COMPATIBILITY
                        || top.is(Intent.PRODUCT_INFO, Variants.DETAIL, Variants.ABOUT))
                && BOTH.matcher(said.text()).find()) {
            return reading(heard, Intent.COMPARISON, null);
        }
        if (top.intent() == Intent.COMPARISON
                && said.message().products().isEmpty()
                && ITSELF.matcher(said.text()).find()
                && new Shown(said).picked().size() == 1) {
            return reading(heard, Intent.PRODUCT_INFO, Variants.DETAIL);
        }
        if (!isNamed && top.intent() == Intent.OUT_OF_SCOPE && top.confidence() < CERTAIN && isSpokenOf(said)) {
            return Optional.of(new Classification(
                    List.of(new RankedIntent(Intent.PRODUCT_INFO, Variants.DETAIL, top.confidence())),
                    heard.classifier()));
        }
        return (NOTHING_ELSE.contains(top.intent()) || top.confidence() < UNSURE || isHardlyMore(said, top))
                        && Words.of(said.text()).size() <= FEW_WORDS
                        && said.message().products().isEmpty()
                        && new Shown(said).picked().size() == 1
                ? reading(heard, Intent.PRODUCT_INFO, isQuestion(said) ? Variants.DETAIL : Variants.ABOUT)
                : Optional.empty();
    }

    /** "And the warranty on monitors?" does not want to see monitors. */
    private static boolean isRuleOfKind(Said said, Classification heard) {
        return heard.top().intent() == Intent.PRODUCT_INFO
                && heard.segments().isEmpty()
                && said.turn().pendingAction() == null
                && said.message().products().isEmpty()
                && !said.message().categories().isEmpty()
                && said.spokenOf()
                        .filter(product -> said.message().categories().contains(product.category()))
                        .isEmpty()
                && RULES.matcher(said.text()).find();
    }

    /** "Tell me about the Upright, does it work for left-handed people?": weakly taken for something about an order, without a word of it. */
    private static boolean isNamedAndHardlyOrdered(Said said, Classification heard) {
        return FocusResolver.ABOUT_ORDERS.contains(heard.top().intent())
                && heard.top().confidence() < HARDLY
                && heard.segments().isEmpty()
                && said.turn().pendingAction() == null
                && !said.message().products().isEmpty()
                && !said.message().namesOrder()
                && !OwnThing.isOwn(said.message())
                && WhatWaits.QUESTION.matcher(said.text()).find()
                && !ORDERED.matcher(said.text()).find();
    }

    private static boolean isSpokenOf(Said said) {
        var reply = ReadingContext.lastReply(said.turn());
        return WhatWaits.QUESTION.matcher(said.text()).find()
                && !RULES.matcher(said.text()).find()
                && said.turn().focus().products().stream().limit(1).anyMatch(product -> reply.contains(product.name()));
    }

    /** "The first" compares nothing either. */
    private static boolean isHardlyMore(Said said, RankedIntent top) {
        return top.intent() == Intent.COMPARISON && Words.of(said.text()).size() <= 2;
    }

    private static boolean isQuestion(Said said) {
        return !HOW_ABOUT.matcher(said.text()).find()
                && WhatWaits.QUESTION.matcher(said.text()).find();
    }

    private static Optional<Classification> reading(Classification heard, Intent intent, @Nullable String variant) {
        return Optional.of(new Classification(
                List.of(new RankedIntent(
                        intent, variant, Math.max(CLEAR, heard.top().confidence()))),
                heard.classifier()));
    }
}
