package io.souk.intent.dialogue;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "Is the Halden cheaper than that?": one thing against another by what they are like. */
final class Against {
    private static final Pattern THAN = Pattern.compile(
            "\\b(?:" + Choice.COMPARATIVE + ")\\b(?: \\p{L}+){0,3}? than\\b|\\bcompared (?:to|with)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IT =
            Pattern.compile("\\b(?:it|that|this|that one|this one)\\b", Pattern.CASE_INSENSITIVE);

    private Against() {}

    static Optional<FollowUp> in(Said said) {
        var than = THAN.matcher(said.text());
        if (said.turn().pendingAction() != null || !than.find()) {
            return Optional.empty();
        }
        var one = meant(said, 0, than.start());
        var other = meant(said, than.end(), said.text().length());
        if (one.isEmpty()
                || other.isEmpty()
                || one.get().productId().equals(other.get().productId())
                || (one.get().start() >= 0 && other.get().start() >= 0)) {
            return Optional.empty();
        }
        var names = one.get().name() + " and " + other.get().name();
        return Optional.of(new FollowUp(
                said.read(StandAlone.leaning(said.text(), names)),
                said.message().meaning(List.of(one.get(), other.get())),
                _ -> true,
                _ -> Classification.certain(Intent.COMPARISON, null)));
    }

    /** What a side of it names, points at in what was shown, or means by "it". */
    private static Optional<ProductMention> meant(Said said, int from, int to) {
        var named = said.resolver().mentioned().stream()
                .filter(product -> product.start() >= from && product.start() < to)
                .toList();
        if (!named.isEmpty()) {
            return Optional.of(named.getFirst());
        }
        var side = said.as(said.read(said.text().substring(from, to)));
        return new Shown(side)
                .picked().stream()
                        .findFirst()
                        .or(() -> IT.matcher(side.text()).find()
                                ? said.turn().focus().products().stream().findFirst()
                                : ofItsKind(side))
                        .map(FocusResolver::mention);
    }

    /** "The Halden": the only one of that brand and of the kind that is spoken of. */
    private static Optional<FocusProduct> ofItsKind(Said side) {
        return side.spokenOf()
                .flatMap(product -> side.index()
                        .onlyOne(
                                product.category(),
                                Set.copyOf(Words.of(side.text()).plain())))
                .map(product -> new FocusProduct(product.id(), product.name()));
    }
}
