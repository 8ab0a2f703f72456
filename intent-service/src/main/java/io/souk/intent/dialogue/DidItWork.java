package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** "Did that work?", after something was done: that is seen in its order. */
final class DidItWork {
    private static final Pattern DID_IT_WORK = Pattern.compile(
            "\\b(?:did|has|is|was) (?:that|it|this|everything)(?: all)? (?:work|worked|go through|gone through|done|happen|succeed|settled|through)\\b",
            Pattern.CASE_INSENSITIVE);

    private DidItWork() {}

    static Optional<Understanding> asked(Said said) {
        var turn = said.turn();
        var topic = turn.topic();
        var orders = turn.focus().orderIds();
        return turn.pendingAction() == null
                        && topic != null
                        && topic.answeredBy() == Source.ORDERS
                        && !orders.isEmpty()
                        && !said.message().namesSomething()
                        && DID_IT_WORK.matcher(said.text()).find()
                ? Optional.of(new Understanding(
                        Classification.certain(Intent.ORDER_STATUS, Variants.TRACK),
                        said.message().meaning(List.of(), List.of(orders.getFirst())),
                        said.text() + " (" + orders.getFirst() + ')'))
                : Optional.empty();
    }
}
