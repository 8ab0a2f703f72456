package io.souk.intent.dialogue;

import io.souk.events.Embedding;
import io.souk.events.Entities;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.Wish;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Variants;
import io.souk.intent.dialogue.TurnInterpreter.Reading;
import io.souk.intent.dialogue.TurnInterpreter.WishRead;
import io.souk.kit.embedding.TextEmbedder;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is published of turns that are understood: with who must bring evidence, and the vectors that searching takes. */
final class IntentEvents {
    private static final double SURE = 0.5;
    private static final Pattern RULES = Pattern.compile(
            "\\b(?:policy|policies|rules?|what (?:if|happens)|(?:do|must) (?:i|we) (?:have|need)|would (?:i|we)"
                    + " (?:have|need|pay|get)|am i (?:allowed|entitled)|how"
                    + " (?:long|much|many|soon|fast|does|do|will|would)|when (?:do|does)|who pays)\\b",
            Pattern.CASE_INSENSITIVE);

    /** "Must I still have the box?", "who pays the postage?": no state of an order answers that. */
    private static final Pattern DUTY = Pattern.compile(
            "\\b(?:(?:must|would|will) i (?:\\p{L}+ )?(?:have|need|pay)|do i (?:still )?(?:have|need) (?:to|the|a)|who"
                    + " (?:pays?|has to pay|covers)|is there (?:a|any) (?:fee|charge|cost|deadline|time"
                    + " limit)|compensat(?:ion|ed?)|am i entitled|how (?:long|soon|quickly)\\b[^.?!]*\\bwould|get"
                    + " (?:something|anything|any money) (?:back )?for)\\b",
            Pattern.CASE_INSENSITIVE);
    /** As that, and what is only supposed or asked in general. */
    private static final Pattern RULES_QUESTION = Pattern.compile(
            DUTY.pattern() + "|\\b(?:how long (?:takes?|does|do|will|would)|what happens (?:if|when))\\b",
            Pattern.CASE_INSENSITIVE);
    /** "And if it is broken when it comes?", of nothing that is named. */
    private static final Pattern SUPPOSED = Pattern.compile(
            "^\\W*(?:(?:" + FollowUp.MANNERS
                    + "|\\p{L}+!+)\\W+)*(?:what )?if (?!(?:it|that)(?:['’]?s| is) (?:still |not"
                    + " )?(?:possible|ok|okay|too late|alright|fine)\\b)",
            Pattern.CASE_INSENSITIVE);

    private final TextEmbedder embedder;

    IntentEvents(TextEmbedder embedder) {
        this.embedder = embedder;
    }

    /** In the order of the readings; the encoder runs once for all of them. */
    List<IntentClassified> of(List<Reading> readings) {
        var searched = readings.stream()
                .flatMap(reading -> reading.wishes().stream()
                        .filter(wish -> routes(reading, wish).contains(Route.RAG))
                        .map(WishRead::question))
                .distinct()
                .toList();
        var vectors = new HashMap<String, Embedding>();
        var embedded = searched.isEmpty() ? List.<float[]>of() : embedder.embedQueries(searched);
        for (var i = 0; i < searched.size(); i++) {
            vectors.put(searched.get(i), Embedding.of(embedder.modelId(), embedded.get(i)));
        }
        return readings.stream().map(reading -> event(reading, vectors)).toList();
    }

    private static IntentClassified event(Reading reading, Map<String, Embedding> vectors) {
        var turn = reading.turn();
        var first = reading.wishes().getFirst();
        var routes = routes(reading, first);
        return new IntentClassified(
                turn.meta().next("intent"),
                turn.text(),
                first.question(),
                first.ranked(),
                reading.message().spelt().typed(first.entities()),
                routes,
                routes.contains(Route.RAG) ? vectors.get(first.question()) : null,
                turn.customerId(),
                turn.focus(),
                turn.pendingAction(),
                reading.classification().classifier(),
                reading.wishes().stream()
                        .skip(1)
                        .map(wish -> further(reading, wish, vectors))
                        .toList(),
                turn.mayIdentify());
    }

    private static Wish further(Reading reading, WishRead wish, Map<String, Embedding> vectors) {
        var routes = routes(reading, wish);
        return new Wish(
                wish.text(),
                wish.question(),
                wish.ranked(),
                wish.entities(),
                routes,
                routes.contains(Route.RAG) ? vectors.get(wish.question()) : null);
    }

    private static Set<Route> routes(Reading reading, WishRead wish) {
        var namesOrder = !wish.entities().orderIds().isEmpty()
                || !wish.entities().references().isEmpty();
        var turn = reading.turn();
        var mayIdentify = Boolean.TRUE.equals(turn.mayIdentify());
        var routes = Routing.routes(
                wish.top(),
                namesOrder,
                mayIdentify || turn.customerId() != null,
                turn.pendingAction() != null && !isAfterNo(reading, wish),
                wish.entities().orderIds().isEmpty() && asksForRules(wish));
        if (isRulesQuestion(wish)) {
            routes = EnumSet.of(Route.RAG);
        }
        return mayIdentify && saysWho(wish.entities()) ? Routing.identifying(wish.top(), routes) : routes;
    }

    /** "Who pays for sending it back?" is no request to send it back, whatever else it sounds like. */
    private static boolean isRulesQuestion(WishRead wish) {
        var top = wish.top();
        if (!FocusResolver.ABOUT_ORDERS.contains(top.intent())
                || !wish.entities().orderIds().isEmpty()
                || !wish.entities().references().isEmpty()) {
            return false;
        }
        var entities = wish.entities();
        return asksForRules(
                top,
                wish.text(),
                !entities.categories().isEmpty() || !entities.products().isEmpty());
    }

    /** What was declined before it waits no longer. */
    private static boolean isAfterNo(Reading reading, WishRead wish) {
        var first = reading.wishes().getFirst();
        return first.top().intent() == Intent.DENY && !wish.equals(first);
    }

    /** Whether it asks what must be done or paid, or what would be if, which is no question about the order that was spoken of. */
    static boolean asksForRules(RankedIntent reading, String text, boolean namesThing) {
        var isRequest = reading.is(reading.intent(), Variants.REQUEST, Variants.CANCEL, Variants.CHANGE);
        return (isRequest ? RULES_QUESTION : DUTY).matcher(text).find()
                || (isRequest && !namesThing && SUPPOSED.matcher(text).find());
    }

    private static boolean asksForRules(WishRead wish) {
        var top = wish.top();
        return (top.confidence() >= SURE || top.intent() == Intent.GENERAL)
                && WhatWaits.QUESTION.matcher(wish.text()).find()
                && !(top.intent() == Intent.DELIVERY && OwnThing.isOwnParcel(wish.text()))
                && (top.intent() == Intent.GENERAL
                        || top.is(top.intent(), Variants.POLICY, Variants.OPTIONS, Variants.FEE)
                        || RULES.matcher(wish.text()).find());
    }

    private static boolean saysWho(Entities entities) {
        return entities.mentions().stream().anyMatch(mention -> switch (mention.kind()) {
            case EMAIL, PERSON, POSTCODE -> true;
            default -> false;
        });
    }
}
