package io.souk.intent.dialogue;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "Track the second one": something about orders that were listed. */
final class PickedOrders {
    private static final Pattern PLACE = Pattern.compile(
            "\\b(?:the\\s+)?(?:" + String.join("|", ShortAnswers.ORDINALS) + ")\\b(?:\\s+(?:one|order)\\b)?",
            Pattern.CASE_INSENSITIVE);

    private PickedOrders() {}

    static Optional<FollowUp> in(Said said) {
        var picked = new Shown(said).placedOrdersOfSeveral();
        return picked.isEmpty() || said.message().namesSomething()
                ? Optional.empty()
                : Optional.of(new FollowUp(
                        said.read(PLACE.matcher(said.text())
                                .replaceFirst(Matcher.quoteReplacement(String.join(" and ", picked)))),
                        said.message().meaning(List.of(), picked),
                        reading -> FocusResolver.ABOUT_ORDERS.contains(reading.intent()),
                        UnaryOperator.identity()));
    }
}
