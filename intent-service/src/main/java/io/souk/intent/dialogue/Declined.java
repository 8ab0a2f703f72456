package io.souk.intent.dialogue;

import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.entities.EntityExtractor;
import java.util.Optional;
import java.util.regex.Pattern;

/** "No, leave it. What did I even pay for it?": what waits is declined, and what comes after that stands for itself. */
final class Declined {
    private static final String KEEP =
            "(?:i(?:['’]ll)? )?(?:rather )?(?:keep|leave|drop|forget|skip) (?:it|that|this|them|(?:my|the) \\p{L}+)(?: as (?:it|they) (?:is|are)| then| for now| be| alone)?";
    private static final Pattern DECLINES = Pattern.compile(
            "^(\\W*(?:(?:hm+|ok|okay|well|oh|lol|sorry|please)\\W+)*(?:(?:no|nope|nah|not (?:today|now|yet)|never ?mind)(?:\\W+"
                    + KEEP + ")?|" + KEEP + ")\\s*[.;!]+)\\s*(\\S.{5,})$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Declined() {}

    /**
     * @param no the words that decline
     * @param rest the turn without them, in which nothing waits any more
     */
    record AndThen(String no, TurnPrepared rest) {}

    /** Empty where the rest only says what is meant instead: that goes on with what waits. */
    static Optional<AndThen> in(TurnPrepared turn, CatalogueIndex index) {
        var declines = DECLINES.matcher(turn.text());
        if (turn.pendingAction() == null || !declines.matches()) {
            return Optional.empty();
        }
        var rest = declines.group(2);
        var said = new Said(turn, index, EntityExtractor.extract(rest, index, false));
        return WhatWaits.QUESTION.matcher(rest).find()
                        && !AnotherOwnThing.saysNothingElse(said)
                        && !ShortAnswers.namesOneOfThem(said.message())
                ? Optional.of(new AndThen(declines.group(1).strip(), alone(turn, rest)))
                : Optional.empty();
    }

    private static TurnPrepared alone(TurnPrepared turn, String text) {
        return new TurnPrepared(
                turn.meta(),
                text,
                turn.customerId(),
                turn.history(),
                turn.focus(),
                null,
                turn.mayIdentify(),
                turn.topic(),
                null,
                turn.summary());
    }
}
