package io.souk.intent;

import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.EntityExtractor.Span;
import io.souk.intent.IntentClassifier.Classification;
import io.souk.intent.TurnInterpreter.Reading;
import io.souk.intent.TurnInterpreter.WishRead;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A turn on its way to being understood. The readings are tried in this order: an answer to what waits for one or was offered; a
 * follow-up by its form; the message as it stands; a follow-up by what its words leave open. Where one needs to know what a text
 * asks, the text waits until it is classified, together with those of other turns.
 */
final class TurnReading {
    private static final Pattern ENDING = Pattern.compile("(\\p{L}{3,}?)(?:ing|ed|er|est|ly)");

    private final Said said;
    /** As it was meant to be spelt; the message itself where nothing was misspelt. */
    private final Said spelt;

    private final LocalDate today;
    private @Nullable FollowUp followUp;
    private @Nullable Understanding meaning;
    private List<WishRead> several = List.of();
    private boolean isOpen;

    TurnReading(TurnPrepared turn, CatalogueIndex index, ZoneId zone) {
        var context = ReadingContext.of(turn, zone);
        today = context.today();
        said = new Said(turn, index, EntityExtractor.extract(Said.beginning(turn.text()), index, context));
        meaning = WhatWaits.answered(said)
                .or(() -> WhatWasOffered.answered(said))
                .or(() -> DidItWork.asked(said))
                .orElse(null);
        var corrected = PlainWords.corrected(withNames(said));
        spelt = corrected.equals(said.text()) ? said : said.as(EntityExtractor.extract(corrected, index, context));
        followUp = meaning == null ? FollowUps.byForm(spelt).orElse(null) : null;
    }

    /** A brand alone means no product, and is no slip for all that; nor is another form of an everyday word. */
    private static Extraction withNames(Said said) {
        var message = said.message();
        var names = Words.of(said.text()).all().stream()
                .filter(word -> said.index().isOfAName(word.plain()) || isInflected(word.plain()))
                .map(word -> new Span(word.start(), word.end(), word.text()));
        return new Extraction(
                message.text(),
                message.entities(),
                Stream.concat(message.spans().stream(), names).toList(),
                message.categorySpans());
    }

    private static boolean isInflected(String word) {
        var ending = ENDING.matcher(word);
        return ending.matches()
                && (CatalogueIndex.isEveryday(ending.group(1)) || CatalogueIndex.isEveryday(ending.group(1) + 'e'));
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
        return meaning == null ? Optional.of(spelt.message()) : Optional.empty();
    }

    void decideAsItStands(Classification heard) {
        var ownThing = OwnThing.in(spelt, heard);
        var classification = ownThing.or(() -> PropertyAsked.in(spelt, heard))
                .or(() -> WhatIsSold.in(spelt, heard))
                .or(() -> AskedOfPeople.in(spelt, heard))
                .orElse(heard);
        meaning = WhatWaits.described(said, classification)
                .or(() -> WhatWasOffered.described(spelt, classification))
                .orElseGet(() -> asItStands(classification));
        several = classification.segments().isEmpty() ? List.of() : SeveralWishes.in(spelt, today, classification);
        isOpen = true;
        followUp = ownThing.isEmpty()
                ? FollowUps.byWhatIsMissing(spelt, classification).orElse(null)
                : null;
    }

    /** With what is spoken of, where it names nothing. */
    private Understanding asItStands(Classification classification) {
        var entities = said.resolver().resolve(classification.top());
        if (spelt.equals(said)) {
            return new Understanding(classification, entities, StandAlone.question(spelt.message(), entities));
        }
        var named = spelt.resolver().resolve(classification.top());
        var isMeantOnly =
                entities.products().isEmpty() && named.products().stream().allMatch(product -> product.start() < 0);
        return new Understanding(
                classification,
                isMeantOnly ? said.message().meaning(named.products(), entities.orderIds()) : entities,
                StandAlone.question(spelt.message(), named));
    }

    Reading reading() {
        var understood = Objects.requireNonNull(meaning, "decideAsItStands comes first");
        var only = new WishRead(
                said.text(), understood.classification().likely(), understood.entities(), understood.question());
        return new Reading(
                said.turn(),
                said.message(),
                said.index(),
                understood.classification(),
                isOpen,
                several.size() > 1 ? several : List.of(only));
    }
}
