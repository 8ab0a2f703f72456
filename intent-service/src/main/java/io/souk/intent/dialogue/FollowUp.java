package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.RankedIntent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor.Extraction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a message that says only what is new may ask: a question that stands alone, which is classified as any other. If it turns out
 * not to be of the kind that can be meant, the message is read as it stands.
 *
 * @param entities what the question is about
 * @param isMeant whether it can be meant, now that it is known what it asks
 * @param reading what it asks, in the reading that such a follow-up has
 */
record FollowUp(
        Extraction question,
        Entities entities,
        Predicate<RankedIntent> isMeant,
        UnaryOperator<Classification> reading) {
    /** What people begin with before they say something. */
    static final String MANNERS =
            "(?:and|or|so|but|ok|okay|then|hm+|no|well|actually|please|great|nice|cool|alright|good)";

    Understanding understood(Classification classification) {
        return new Understanding(reading.apply(classification), entities, question.text());
    }
}
