package io.souk.intent;

import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.intent.IntentClassifier.Classification;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** "Which is lighter?", "the cheapest of those": one of what was shown, by what it is like. */
final class Choice {
    private static final String MEASURED =
            "(?:light|heavi|cheap|dear|prici|long|short|bigg|larg|small|thinn|thick|slimm|fast|quick|slow|bright|sharp|loud|quiet"
                    + "|strong|high|low|new|old|wid)";
    private static final String COMPARATIVE =
            "(?:" + MEASURED + "(?:er|est)|more|most|less|least|better|best|last|lasts)";
    /** "Which of those lasts longest?", "the lighter one?", "That's a lot. Which is the cheapest?". */
    private static final Pattern CHOOSES = Pattern.compile(
            "^(?:[^.?!]{1,60}[.!]+(?=\\W))?\\W*(?:" + FollowUp.MANNERS
                    + "\\W+)*(?:(?:which|what|who)(?: one| model)?(?: of (?:them|those|these|the two|the three|both|all))?"
                    + "(?:['’]s| is| are| has| have| does| would| will| can)?(?: the)? (?:\\p{L}+ )?" + COMPARATIVE
                    + "\\b(?: \\p{L}+){0,4}|(?:the )?" + COMPARATIVE
                    + "(?: one)?|(?:the )?(?:" + MEASURED + "est|most|least) \\p{L}+(?: life)?)\\W*$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern OF_SOMETHING_ELSE = Pattern.compile(
            "\\b(?:delivery|shipping|express|return|refund|order|payment|option|way|warranty|store|shop)s?\\b",
            Pattern.CASE_INSENSITIVE);
    /** What graph-service puts side by side. */
    private static final int MOST_COMPARED = 4;

    private Choice() {}

    static Optional<FollowUp> in(Said said) {
        if (said.turn().pendingAction() != null
                || said.message().namesSomething()
                || !CHOOSES.matcher(said.text()).find()
                || OF_SOMETHING_ELSE.matcher(said.text()).find()) {
            return Optional.empty();
        }
        var candidates = said.resolver().candidates();
        if (candidates.size() < 2) {
            return Optional.empty();
        }
        return candidates.size() <= MOST_COMPARED
                ? Optional.of(amongFew(said, candidates))
                : said.resolver().byPrice(candidates).map(product -> priced(said, product));
    }

    private static FollowUp amongFew(Said said, List<FocusProduct> candidates) {
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
