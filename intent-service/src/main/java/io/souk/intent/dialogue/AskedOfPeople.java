package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "What hours do your people work?": a question about them, and no wish to talk to one. */
final class AskedOfPeople {
    private static final double CLEAR = 0.8;
    private static final Pattern HOURS = Pattern.compile(
            "\\b(?:hours|open(?:ing)?|what time|when (?:can|could|may|do|does|is|are)|until when|how late|weekends?|sundays?|saturdays?|which days|(?:phone|telephone) number)\\b",
            Pattern.CASE_INSENSITIVE);

    private AskedOfPeople() {}

    /** "Then give me one of them", after talk of people. */
    private static final Pattern ONE_OF_THEM = Pattern.compile(
            "\\b(?:give|get|put|pass|connect|let|want|need|talk|speak|take)\\b.*\\b(?:one|them|him|her|somebody|someone)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final int FEW_WORDS = 9;

    static Optional<Classification> in(Said said, Classification heard) {
        if (isOneOfThem(said)) {
            return Optional.of(
                    new Classification(List.of(new RankedIntent(Intent.HUMAN_AGENT, null, CLEAR)), heard.classifier()));
        }
        return heard.top().intent() == Intent.HUMAN_AGENT
                        && heard.segments().isEmpty()
                        && WhatWaits.QUESTION.matcher(said.text()).find()
                        && HOURS.matcher(said.text()).find()
                ? Optional.of(
                        new Classification(List.of(new RankedIntent(Intent.GENERAL, null, CLEAR)), heard.classifier()))
                : Optional.empty();
    }

    private static boolean isOneOfThem(Said said) {
        var topic = said.turn().topic();
        return topic != null
                && topic.intent() == Intent.HUMAN_AGENT
                && said.turn().pendingAction() == null
                && !said.message().namesSomething()
                && Words.of(said.text()).size() <= FEW_WORDS
                && ONE_OF_THEM.matcher(said.text()).find();
    }
}
