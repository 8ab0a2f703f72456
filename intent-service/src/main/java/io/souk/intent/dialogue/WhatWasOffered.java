package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.Optional;
import java.util.regex.Pattern;

/** "Yes, open it", and more words about what the last reply offered. */
final class WhatWasOffered {
    /** "Ok, thanks", "it's fine": heard, and no yes to anything. */
    private static final Pattern ACKNOWLEDGED = Pattern.compile(
            "\\W*(?:(?:ok|okay|k|fine|alright|right|good|great|cool|perfect|well)\\W+)*(?:thanks|thank you|thx|cheers|ta|(?:it|that)(?:['’]?s| is) (?:fine|ok|okay|alright|good|all right))"
                    + "(?: (?:a lot|so much|very much|anyway|then|for (?:that|now|the info|your help)))*\\W*",
            Pattern.CASE_INSENSITIVE);

    private WhatWasOffered() {}

    /** A plain yes or no. */
    static Optional<Understanding> answered(Said said) {
        var turn = said.turn();
        var offer = turn.offer();
        if (offer == null || turn.pendingAction() != null) {
            return Optional.empty();
        }
        if (ACKNOWLEDGED.matcher(turn.text()).matches()) {
            return Optional.of(new Understanding(
                    Classification.certain(Intent.THANKS, null), said.message().entities(), turn.text()));
        }
        return ShortAnswers.yesOrNo(turn.text())
                .map(yesOrNo -> yesOrNo == Intent.AFFIRM
                        ? new Understanding(
                                Classification.certain(offer.intent(), offer.variant()),
                                unplaced(offer.entities()),
                                offer.question())
                        : new Understanding(
                                Classification.certain(yesOrNo, null),
                                said.message().entities(),
                                turn.text()));
    }

    /** "But the left side crackles", when a complaint was offered: it is about what the offer is about. */
    static Optional<Understanding> described(Said said, Classification heard) {
        var offer = said.turn().offer();
        if (offer == null
                || offer.intent() == Intent.HUMAN_AGENT
                || offer.intent() != heard.top().intent()
                || said.message().namesSomething()) {
            return Optional.empty();
        }
        var offered = unplaced(offer.entities());
        return Optional.of(new Understanding(heard, offered, StandAlone.question(said.message(), offered)));
    }

    /** What was said with the offer has no place in this message. */
    private static Entities unplaced(Entities entities) {
        return new Entities(
                entities.products().stream()
                        .map(product -> new ProductMention(
                                product.productId(), product.name(), product.text(), -1, product.score()))
                        .toList(),
                entities.categories(),
                entities.orderIds(),
                entities.references());
    }
}
