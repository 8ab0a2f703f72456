package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "What would that cost?", after an answer from documents about no product and no order: as the question before it was meant. */
final class LeaningOnTopic {
    private static final double CLEAR = 0.8;
    private static final double UNSURE = 0.5;
    private static final double HALF_SURE = 0.66;
    private static final Pattern POINTS = Pattern.compile(
            "\\b(?:it|that|this|(?<!\\b(?:is|are) )there|those|these|they|them|ones)\\b", Pattern.CASE_INSENSITIVE);
    /** "What if the box is open": of what was asked, in another case. */
    private static final Pattern IN_ANOTHER_CASE = Pattern.compile(
            "^\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:what (?:about )?if|what about when|even if|also if|if|unless|does that (?:also )?(?:go|apply|count))\\b",
            Pattern.CASE_INSENSITIVE);
    /** "And my sister in France?": hardly a sentence, and so the rest of one. */
    private static final Pattern NO_SENTENCE = Pattern.compile(
            "^\\W*(?:and|or|also|(?:what|how) about)\\b(?!.*\\b(?:is|are|was|were|am|be|do|does|did|can|could|will|would|shall|should|may|must|has|have|had|what|who|why|how|where|when|which|want|need|show|tell|cancel|track|return|i|you)\\b)",
            Pattern.CASE_INSENSITIVE);

    private static final int FEW_WORDS = 7;
    /** Who says more than this says what it is about. */
    static final int LONGEST = 14;

    /** Words of a question that have no subject of their own. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            ("how long much many does do did would will can could should is are be that it this there those they them take takes cost "
                            + "costs the a what whats when where why and then ok okay so price expensive free fee work works apply applies also too as "
                            + "well for me i get have to here with about of keep last count go")
                    .split(" ", -1));
    /** A question that leant on another one is about that one. */
    private static final Pattern WITH_TOPIC = Pattern.compile("^.*\\? \\((.*)\\)$");

    private LeaningOnTopic() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        var topic = said.turn().topic();
        if (topic == null
                || topic.answeredBy() != Source.DOCUMENTS
                || FocusResolver.ABOUT_PRODUCTS.contains(topic.intent())
                || !said.message().products().isEmpty()
                || said.message().namesOrder()
                || !(isHardlySaid(said, alone.top())
                        || goesOn(said, alone.top(), topic)
                        || (POINTS.matcher(said.text()).find()
                                && (leans(said, alone.top()) || isMoreOfIt(said, alone.top(), topic))))) {
            return Optional.empty();
        }
        var asked = WITH_TOPIC.matcher(topic.question()).replaceFirst("$1");
        return Optional.of(new FollowUp(
                said.read(StandAlone.leaning(said.text(), asked)),
                said.message().meaning(List.of()),
                _ -> true,
                classification -> new Classification(
                        List.of(new RankedIntent(topic.intent(), topic.variant(), CLEAR)),
                        classification.classifier())));
    }

    /** "And can I delete it later?": few words on the same matter. */
    private static boolean isMoreOfIt(Said said, RankedIntent reading, Topic topic) {
        return reading.intent() == topic.intent() && Words.of(said.text()).size() <= FEW_WORDS;
    }

    /** "Who pays the postage?": something about orders, without saying clearly what. */
    private static boolean isHardlySaid(Said said, RankedIntent reading) {
        return reading.confidence() < HALF_SURE
                && FocusResolver.ABOUT_ORDERS.contains(reading.intent())
                && WhatWaits.QUESTION.matcher(said.text()).find()
                && !said.message().namesSomething();
    }

    /** The rest of a sentence, or another case of it, that says nothing clearly of its own. */
    private static boolean goesOn(Said said, RankedIntent reading, Topic topic) {
        var isNoSentence = Words.of(said.text()).size() <= FEW_WORDS
                && said.message().categories().isEmpty()
                && isNoSentence(said.text());
        return (isNoSentence || IN_ANOTHER_CASE.matcher(said.text()).find())
                && (reading.intent() == topic.intent()
                        || FocusResolver.ABOUT_PRODUCTS.contains(reading.intent())
                        || reading.intent() == Intent.GENERAL
                        || reading.intent() == Intent.OUT_OF_SCOPE
                        || (reading.confidence() < HALF_SURE
                                && !LeaningOnMessage.NO_SUBJECT.contains(reading.intent())));
    }

    /** Hardly a sentence, and so the rest of one. */
    static boolean isNoSentence(String text) {
        return NO_SENTENCE.matcher(text).find();
    }

    private static boolean leans(Said said, RankedIntent reading) {
        var isOpen = reading.intent() == Intent.GENERAL || reading.intent() == Intent.OUT_OF_SCOPE;
        if (!isOpen && LeaningOnMessage.NO_SUBJECT.contains(reading.intent())) {
            return false;
        }
        return isOpen
                || reading.confidence() < UNSURE
                || (FocusResolver.ABOUT_PRODUCTS.contains(reading.intent())
                        && Words.of(said.text()).size() <= LONGEST
                        && !speaksOfProduct(said))
                || Words.of(said.text()).plain().stream().allMatch(SAYS_NOTHING::contains);
    }

    /** Whether the documents' answer was about the product that is spoken of, which then is what is meant. */
    private static boolean speaksOfProduct(Said said) {
        var reply = ReadingContext.lastReply(said.turn());
        return said.turn().focus().products().stream().limit(1).anyMatch(product -> reply.contains(product.name()));
    }
}
