package io.souk.intent.dialogue;

import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** "Which is lighter?", "the cheapest of those": one of what was shown, by what it is like. */
final class Choice {
    private static final String MEASURED =
            "(?:light|heavi|cheap|dear|prici|long|short|bigg|larg|small|thinn|thick|slimm|fast|quick|slow|bright|sharp|loud|quiet"
                    + "|strong|high|low|new|old|wid|tall|narrow|sturdi|tough|simpl|easi)";
    static final String COMPARATIVE =
            "(?:" + MEASURED + "(?:er|est)|more|most|less|least|fewer|fewest|better|best|last|lasts)";
    private static final String OF_THEM =
            "(?: (?:of|among|out of) (?:(?:all )?(?:of )?(?:them|those|these)|the (?:two|three|four|lot|bunch)|both|all)(?: ones)?)";
    private static final String BETWEEN =
            "(?:(?:something|anything|one|the one|what(?:['’]s| is| about))? ?(?:in between|in the middle|mid[ -]?(?:range|priced?))(?: one)?"
                    + OF_THEM + "?)";
    /** What may be said before: "That's a lot. Which …". */
    private static final String BEFORE = "^(?:[^?!]{1,80}[.!]+(?=\\W))?\\W*(?:" + FollowUp.MANNERS
            + "\\W+)*(?:(?:i(?:['’]ll| will)? (?:take|want|need|prefer|like)|show me|tell me|give me) )?";
    /** "Which of those lasts longest?", "the lighter one?", "the cheapest of those", "the one with the longest battery life". */
    private static final Pattern CHOOSES = Pattern.compile(
            BEFORE + "(?:(?:which|what|who)(?: ones?| model| \\p{L}+(?= (?:is|has|does)\\b))?" + OF_THEM
                    + "?(?:['’]s| is| are| has| have| does| would| will| can| comes with)?(?: the| a)? (?:\\p{L}+ )?"
                    + COMPARATIVE
                    + "\\b(?: \\p{L}+){0,4}|(?:the )?" + COMPARATIVE + "(?: one)?" + OF_THEM
                    + "?|(?:the )?(?:" + MEASURED + "est|most|least|fewest|best) \\p{L}+(?: life| size| time)?"
                    + OF_THEM
                    + "?|(?:the|that) ones? (?:with|that has|that is|which has|which is)(?: the)? " + COMPARATIVE
                    + "\\b(?: \\p{L}+){0,3}|" + BETWEEN + ")\\W*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_SOMETHING_ELSE = Pattern.compile(
            "\\b(?:delivery|shipping|express|return|refund|order|payment|option|way|warranty|store|shop)s?\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_BETWEEN = Pattern.compile(BETWEEN, Pattern.CASE_INSENSITIVE);
    /** Which of many is best is a matter of what it is wanted for. */
    private static final Pattern WANTS_ADVICE =
            Pattern.compile("\\b(?:best|better)(?: ones?| for\\b.*| of\\b.*)?\\W*$", Pattern.CASE_INSENSITIVE);
    /** What graph-service puts side by side; of more it says which stands out. */
    private static final int MOST_COMPARED = 4;

    private Choice() {}

    static Optional<FollowUp> in(Said said) {
        if (said.turn().pendingAction() != null
                || said.message().namesOrder()
                || !said.message().products().isEmpty()
                || !CHOOSES.matcher(said.text()).find()
                || OF_SOMETHING_ELSE.matcher(said.text()).find()) {
            return Optional.empty();
        }
        var shown = new Shown(said);
        var candidates = shown.candidates();
        if (candidates.size() < 2 || !isOfKind(candidates, said)) {
            return Optional.empty();
        }
        var isMany = candidates.size() > MOST_COMPARED;
        if (isMany && WANTS_ADVICE.matcher(said.text()).find()) {
            return Optional.empty();
        }
        var priced = isMany || IN_BETWEEN.matcher(said.text()).find()
                ? shown.byPrice(candidates)
                : Optional.<FocusProduct>empty();
        return priced.map(product -> priced(said, product)).or(() -> Optional.of(among(said, candidates)));
    }

    /** "Which laptop is the lightest", of those that were shown; of something else it is another question. */
    private static boolean isOfKind(List<FocusProduct> candidates, Said said) {
        var kinds = said.message().categories();
        return kinds.isEmpty()
                || candidates.stream()
                        .map(product -> said.index().product(product.id()))
                        .flatMap(Optional::stream)
                        .allMatch(product -> kinds.contains(product.category()));
    }

    private static FollowUp among(Said said, List<FocusProduct> candidates) {
        var names = candidates.stream().map(FocusProduct::name).collect(Collectors.joining(" and "));
        return new FollowUp(
                said.read(StandAlone.leaning(said.text(), names)),
                said.message()
                        .meaning(candidates.stream().map(FocusResolver::mention).toList()),
                _ -> true,
                _ -> Classification.certain(Intent.COMPARISON, null));
    }

    private static FollowUp priced(Said said, FocusProduct product) {
        return new FollowUp(
                said.read("What is the price of the " + product.name() + '?'),
                said.message().meaning(List.of(FocusResolver.mention(product))),
                _ -> true,
                _ -> Classification.certain(Intent.PRODUCT_INFO, Variants.DETAIL));
    }
}
