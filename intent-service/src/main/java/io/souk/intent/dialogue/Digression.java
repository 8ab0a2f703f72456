package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "Wait, is there a fee for that?", while something waits: a question about the rules of just that, which leaves it waiting. */
final class Digression {
    private static final double CLEAR = 0.8;
    private static final double UNSURE = 0.5;
    private static final Pattern POINTS =
            Pattern.compile("\\b(?:it|that|this|there|them|these|those)\\b", Pattern.CASE_INSENSITIVE);
    /** What people want to know of rules. */
    private static final Pattern MATTERS = Pattern.compile(
            "\\b(?:costs?|fees?|charged?|charges|free|pay|paid|money|refunded|how long|days|takes?|postage|box|packaging|deadline)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Set<Intent> ELSEWHERE = Set.of(
            Intent.ORDER_STATUS,
            Intent.ACCOUNT,
            Intent.HUMAN_AGENT,
            Intent.AFFIRM,
            Intent.DENY,
            Intent.THANKS,
            Intent.GREETING);

    private Digression() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        var pending = said.turn().pendingAction();
        var top = alone.top();
        if (pending == null
                || said.message().namesSomething()
                || !alone.segments().isEmpty()
                || !WhatWaits.QUESTION.matcher(said.text()).find()
                || !POINTS.matcher(said.text()).find()
                || !MATTERS.matcher(said.text()).find()
                || (top.confidence() >= UNSURE
                        && (ELSEWHERE.contains(top.intent())
                                || top.is(top.intent(), Variants.REQUEST, Variants.CANCEL, Variants.CHANGE)))) {
            return Optional.empty();
        }
        return of(pending)
                .map(rules -> new FollowUp(
                        said.read(StandAlone.leaning(said.text(), rules.words())),
                        said.message().meaning(List.of(), List.of()),
                        _ -> true,
                        classification -> new Classification(
                                List.of(new RankedIntent(rules.intent(), rules.variant(), CLEAR)),
                                classification.classifier())));
    }

    private record Rules(Intent intent, String variant, String words) {}

    private static Optional<Rules> of(PendingAction pending) {
        return switch (pending.operation()) {
            case "cancel" -> Optional.of(new Rules(Intent.ORDER_CHANGE, Variants.FEE, "cancelling an order"));
            case "refund" -> Optional.of(new Rules(Intent.REFUND, Variants.POLICY, "returning an item"));
            case "exchange" -> Optional.of(new Rules(Intent.EXCHANGE, Variants.POLICY, "exchanging an item"));
            default -> Optional.empty();
        };
    }
}
