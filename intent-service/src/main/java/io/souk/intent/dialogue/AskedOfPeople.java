package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "What hours do your people work?": a question about them, and no wish to talk to one. */
final class AskedOfPeople {
    private static final double CLEAR = 0.8;
    private static final Pattern HOURS = Pattern.compile(
            "\\b(?:hours|open(?:ing)?|what time|until when|how late|weekends?|sundays?|saturdays?|which days|(?:phone|telephone) number)\\b",
            Pattern.CASE_INSENSITIVE);

    private AskedOfPeople() {}

    static Optional<Classification> in(Said said, Classification heard) {
        return heard.top().intent() == Intent.HUMAN_AGENT
                        && heard.segments().isEmpty()
                        && WhatWaits.QUESTION.matcher(said.text()).find()
                        && HOURS.matcher(said.text()).find()
                ? Optional.of(
                        new Classification(List.of(new RankedIntent(Intent.GENERAL, null, CLEAR)), heard.classifier()))
                : Optional.empty();
    }
}
