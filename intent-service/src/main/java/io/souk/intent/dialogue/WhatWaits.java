package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "Yes", "no", "ORD-1002", "the second": what waits for an answer says what it means. */
final class WhatWaits {
    /** A message that asks or tells us to do something, whatever waits. */
    static final Pattern QUESTION = Pattern.compile(
            "\\?|(?:^|[.;,!]\\s)\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:what|where|when|who|why|how)\\b|^\\W*(?:what|which|where|when|who|why|how|can|could|do|does|is|are|will|would|tell|show|track|compare|list|find|help|talk|speak)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final double SURE = 0.5;
    private static final Pattern OTHER_ORDER = Pattern.compile("\\bthe other order\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LATER = Pattern.compile(
            "\\b(?:(?:leave|drop) (?:it|that|this)(?: for now| then| be)?|not (?:right )?now|never ?mind|forget (?:it|that|about it)|(?:i(?:['’]ll| will) )?think about it|maybe later|some other time)\\W*$",
            Pattern.CASE_INSENSITIVE);
    /** Readings that a bare answer to a question of ours is easily taken for. */
    private static final Set<Intent> ANSWERS_LOOK_LIKE = Set.of(
            Intent.PRODUCT_INFO,
            Intent.ORDER_STATUS,
            Intent.RECOMMENDATION,
            Intent.COMPARISON,
            Intent.COMPATIBILITY,
            Intent.GENERAL,
            Intent.OUT_OF_SCOPE);

    private WhatWaits() {}

    /** What its form alone says to be an answer. */
    static Optional<Understanding> answered(Said said) {
        var turn = said.turn();
        var pending = turn.pendingAction();
        if (pending == null) {
            return Optional.empty();
        }
        var yesOrNo = ShortAnswers.yesOrNo(turn.text());
        if (yesOrNo.isPresent()) {
            return Optional.of(new Understanding(
                    Classification.certain(yesOrNo.get(), null), said.message().entities(), turn.text()));
        }
        if (LATER.matcher(turn.text()).find() && !turn.text().contains("?")) {
            return Optional.of(new Understanding(
                    Classification.certain(Intent.DENY, null), said.message().entities(), turn.text()));
        }
        var other = OTHER_ORDER.matcher(turn.text()).find() ? otherOrder(said, pending) : Optional.<String>empty();
        if (other.isPresent()) {
            return Optional.of(new Understanding(
                    goesOn(pending),
                    said.message().meaning(List.of(), List.of(other.get())),
                    turn.text() + " (" + other.get() + ')'));
        }
        var namesThing = !turn.text().contains("?")
                && ((said.message().namesSomething() && AnotherOwnThing.saysNothingElse(said))
                        || AnotherOwnThing.repairs(said));
        return namesThing || ShortAnswers.namesOneOfThem(said.message())
                ? Optional.of(choice(said, pending))
                : Optional.empty();
    }

    /** "The ones I bought last week": said when something was asked, it goes on with that. */
    static Optional<Understanding> described(Said said, Classification heard) {
        var pending = said.turn().pendingAction();
        return pending != null
                        && pending.awaiting() == Awaiting.INPUT
                        && !QUESTION.matcher(said.turn().text()).find()
                        && (heard.top().confidence() < SURE
                                || ANSWERS_LOOK_LIKE.contains(heard.top().intent()))
                ? Optional.of(choice(said, pending))
                : Optional.empty();
    }

    /** Another than the one in question, that was spoken of before it. */
    private static Optional<String> otherOrder(Said said, PendingAction pending) {
        var orders = said.turn().focus().orderIds();
        var inQuestion = pending.orderId() == null && !orders.isEmpty() ? orders.getFirst() : pending.orderId();
        return orders.stream().filter(order -> !order.equals(inQuestion)).findFirst();
    }

    private static Understanding choice(Said said, PendingAction pending) {
        return new Understanding(
                goesOn(pending), said.resolver().resolveChoice(), said.turn().text());
    }

    private static Classification goesOn(PendingAction pending) {
        return switch (pending.operation()) {
            case "complaint" -> Classification.certain(Intent.COMPLAINT, Variants.REQUEST);
            case "exchange" -> Classification.certain(Intent.EXCHANGE, Variants.REQUEST);
            case "cancel" -> Classification.certain(Intent.ORDER_CHANGE, Variants.CANCEL);
            case "address" -> Classification.certain(Intent.DELIVERY, Variants.ADDRESS);
            case "track", "tracking", "order_status" -> Classification.certain(Intent.ORDER_STATUS, Variants.TRACK);
            case "late" -> Classification.certain(Intent.DELIVERY, Variants.LATE);
            default -> Classification.certain(Intent.REFUND, Variants.REQUEST);
        };
    }
}
