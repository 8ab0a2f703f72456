package io.souk.intent.dialogue;

import io.souk.events.Entities;
import io.souk.events.Intent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.dialogue.TurnInterpreter.Reading;
import io.souk.intent.dialogue.TurnInterpreter.WishRead;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.EntityExtractor.Extraction;
import io.souk.intent.entities.ReadingContext;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A turn on its way to being understood. The readings are tried in this order: an answer to what waits for one or was offered; a
 * follow-up by its form; the message as it stands; a follow-up by what its words leave open. Where one needs to know what a text
 * asks, the text waits until it is classified, together with those of other turns.
 */
final class TurnReading {
    private final Said said;
    private final LocalDate today;
    private @Nullable FollowUp followUp;
    private @Nullable Understanding meaning;
    private List<WishRead> several = List.of();
    private boolean isOpen;
    /** The turn as it came, and what of it only declines what waits. */
    private final TurnPrepared whole;

    private final Optional<Declined.AndThen> declined;

    TurnReading(TurnPrepared whole, CatalogueIndex index, ZoneId zone) {
        this.whole = whole;
        declined = Declined.in(whole, index);
        var turn = declined.map(Declined.AndThen::rest).orElse(whole);
        var context = ReadingContext.of(turn, zone);
        today = context.today();
        said = new Said(
                turn, index, EntityExtractor.extract(Denied.blanked(Said.beginning(turn.text())), index, context));
        meaning = WhatWaits.answered(said)
                .or(() -> WhatWasOffered.answered(said))
                .or(() -> DidItWork.asked(said))
                .orElse(null);
        followUp = meaning == null ? FollowUps.byForm(said).orElse(null) : null;
    }

    /** What a follow-up would ask, until that is decided. */
    Optional<Extraction> followUp() {
        return meaning == null || isOpen ? Optional.ofNullable(followUp).map(FollowUp::question) : Optional.empty();
    }

    void decideFollowUp(Classification classification) {
        if (followUp != null && followUp.isMeant().test(classification.top())) {
            meaning = followUp.understood(classification);
            isOpen = false;
        }
        followUp = null;
    }

    /** The message, if nothing has said yet what it means. */
    Optional<Extraction> open() {
        return meaning == null ? Optional.of(said.message()) : Optional.empty();
    }

    void decideAsItStands(Classification alone) {
        var heard = WhatFollows.weighed(said, alone);
        var ownThing = OwnThing.in(said, heard);
        var classification = ownThing.or(() -> PropertyAsked.in(said, heard))
                .or(() -> WhatIsSold.in(said, heard))
                .or(() -> AskedOfPeople.in(said, heard))
                .orElse(heard);
        meaning = WhatWaits.described(said, classification)
                .or(() -> WhatWasOffered.described(said, classification))
                .orElseGet(() -> asItStands(classification));
        several =
                classification.segments().isEmpty() ? twoOfOne(meaning) : SeveralWishes.in(said, today, classification);
        isOpen = true;
        followUp = ownThing.isEmpty() && several.isEmpty()
                ? FollowUps.byWhatIsMissing(said, classification).orElse(null)
                : null;
    }

    /** What one question comes to that two must answer. */
    private List<WishRead> twoOfOne(Understanding understood) {
        var ordering = Ordering.in(said, understood);
        return ordering.isEmpty() ? DeliveryOfIt.in(said, understood) : ordering;
    }

    /** With what is spoken of, where it names nothing. */
    private Understanding asItStands(Classification classification) {
        var entities = said.resolver().resolve(classification.top());
        var question = StandAlone.question(said.message(), entities);
        return new Understanding(
                classification,
                entities,
                said.spokenOf()
                        .map(product -> Refinement.ofBrand(question, product.brand(), said.message()))
                        .orElse(question));
    }

    Reading reading() {
        var understood = Objects.requireNonNull(meaning, "decideAsItStands comes first");
        var only = new WishRead(
                said.text(), understood.classification().likely(), understood.entities(), understood.question());
        var wishes = several.isEmpty() ? List.of(only) : several;
        return new Reading(
                whole,
                said.message(),
                said.index(),
                understood.classification(),
                isOpen,
                declined.map(no -> after(no, wishes)).orElse(wishes));
    }

    private static List<WishRead> after(Declined.AndThen declined, List<WishRead> wishes) {
        var no = Classification.certain(Intent.DENY, null);
        return Stream.concat(
                        Stream.of(new WishRead(declined.no(), no.ranked(), Entities.NONE, declined.no())),
                        wishes.stream())
                .toList();
    }
}
