package io.souk.intent.dialogue;

import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The ways in which a message may say only what is new, in the order in which they are tried. */
final class FollowUps {
    /** Those that the message's own form shows. */
    private static final List<Function<Said, Optional<FollowUp>>> BY_FORM = List.of(
            PickedOrders::in,
            AnotherOwnThing::in,
            Instead::in,
            Against::in,
            Elsewhere::in,
            Together::in,
            Choice::in,
            KindAsked::in,
            Supposed::in,
            Repetition::in,
            Refinement::in);
    /** Those without a form, tried only where the words alone say nothing else. */
    private static final List<BiFunction<Said, Classification, Optional<FollowUp>>> BY_WHAT_IS_MISSING =
            List.of(LeaningOnOrder::in, LeaningOnTopic::in, BareWord::in, LeaningOnMessage::in);

    private FollowUps() {}

    static Optional<FollowUp> byForm(Said said) {
        return BY_FORM.stream()
                .map(reading -> reading.apply(said))
                .flatMap(Optional::stream)
                .findFirst();
    }

    static Optional<FollowUp> byWhatIsMissing(Said said, Classification alone) {
        if (said.turn().pendingAction() != null) {
            return Digression.in(said, alone);
        }
        return BY_WHAT_IS_MISSING.stream()
                .map(reading -> reading.apply(said, alone))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
