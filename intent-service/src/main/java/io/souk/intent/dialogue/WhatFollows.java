package io.souk.intent.dialogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.WordLists;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people ask next. The classifier reads a message alone; here its readings are weighed by how much oftener each is meant after such
 * an answer than at any time. "Can I add more later?" sounds like an order, but hardly after the memory of a laptop.
 */
final class WhatFollows {
    /** What was asked is likelier asked again than anything else of its sort. */
    private static final double THE_SAME = 2;

    private static final Pattern TAB = Pattern.compile("\t");
    private static final Map<Source, Map<Intent, Double>> WEIGHTS =
            WordLists.lines("/language/what-follows.tsv").stream()
                    .map(TAB::split)
                    .collect(groupingBy(
                            line -> Source.valueOf(line[0]),
                            toUnmodifiableMap(
                                    line -> Intent.valueOf(line[1].toUpperCase(Locale.ROOT)),
                                    line -> Double.parseDouble(line[2]))));

    private WhatFollows() {}

    /** The readings in their order after the answer before; as they were, where something waits or several things are wanted. */
    static Classification weighed(Said said, Classification heard) {
        var topic = said.turn().topic();
        if (said.turn().pendingAction() != null
                || !heard.segments().isEmpty()
                || PropertyAsked.RULES.matcher(said.text()).find()
                || !heard.classifier().equals(IntentClassifier.BY_EMBEDDING)) {
            return heard;
        }
        var all = heard.ranked().stream()
                .mapToDouble(reading -> weighed(reading, topic))
                .sum();
        return new Classification(
                heard.ranked().stream()
                        .map(reading ->
                                new RankedIntent(reading.intent(), reading.variant(), weighed(reading, topic) / all))
                        .sorted(Comparator.comparingDouble(RankedIntent::confidence)
                                .reversed())
                        .toList(),
                heard.classifier());
    }

    private static double weighed(RankedIntent reading, @Nullable Topic topic) {
        // What a manual says is about the product as well.
        var source = topic == null
                ? Source.NOTHING
                : FocusResolver.ABOUT_PRODUCTS.contains(topic.intent()) ? Source.PRODUCTS : topic.answeredBy();
        var weight = WEIGHTS.getOrDefault(source, Map.of()).getOrDefault(reading.intent(), 1.0);
        var isTheSame = topic != null && source != Source.PRODUCTS && reading.intent() == topic.intent();
        return reading.confidence() * weight * (isTheSame ? THE_SAME : 1);
    }
}
