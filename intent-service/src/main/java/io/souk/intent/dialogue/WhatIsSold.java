package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** "What laptops have you got?", "do u sel tablats": what there is, in however unusual words. */
final class WhatIsSold {
    private static final double HARDLY_DOUBTED = 0.8;
    private static final Pattern WHAT_IS_THERE = Pattern.compile(
            "\\b(?:what|which)\\b[^.?!]*\\byou(?:['’]ve| guys| have| do)*\\s+(?:have|got|sell|offer|carry|stock)\\b",
            Pattern.CASE_INSENSITIVE);

    private WhatIsSold() {}

    static Optional<Classification> in(Said said, Classification heard) {
        return heard.top().confidence() < HARDLY_DOUBTED
                        && heard.segments().isEmpty()
                        && (isNoAdvice(said, heard.top()) || isOursAfterAll(said, heard.top()))
                ? Optional.of(asksForAdvice(heard) ? advice(heard) : listing(heard))
                : Optional.empty();
    }

    private static boolean isNoAdvice(Said said, RankedIntent heard) {
        return heard.intent() == Intent.RECOMMENDATION
                && WHAT_IS_THERE.matcher(said.text()).find();
    }

    /** What names a kind of thing that is sold here is hardly outside of what we do. */
    private static boolean isOursAfterAll(Said said, RankedIntent heard) {
        return heard.intent() == Intent.OUT_OF_SCOPE
                && !said.message().categories().isEmpty();
    }

    /** If it is ours, it sounds like that. */
    private static boolean asksForAdvice(Classification heard) {
        return heard.top().intent() == Intent.OUT_OF_SCOPE
                && heard.ranked().stream()
                        .filter(other ->
                                other.intent() == Intent.RECOMMENDATION || other.intent() == Intent.PRODUCT_INFO)
                        .findFirst()
                        .filter(other -> other.intent() == Intent.RECOMMENDATION)
                        .isPresent();
    }

    private static Classification advice(Classification heard) {
        return new Classification(
                List.of(new RankedIntent(
                        Intent.RECOMMENDATION, null, heard.top().confidence())),
                heard.classifier());
    }

    private static Classification listing(Classification heard) {
        return new Classification(
                Stream.concat(
                                Stream.of(new RankedIntent(
                                        Intent.PRODUCT_INFO,
                                        Variants.LIST,
                                        heard.top().confidence())),
                                heard.ranked().stream().filter(other -> other.intent() != Intent.PRODUCT_INFO))
                        .toList(),
                heard.classifier());
    }
}
