package io.souk.intent.dialogue;

import io.souk.events.Focus.FocusProduct;
import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** "Weight", "curved": a property of the one product just named, or a wish for the kind of thing that was asked for. */
final class BareWord {
    private static final int LONGEST = 3;
    private static final double UNSURE = 0.5;
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    /** Readings in which a bare noun may still be a question about the product that is spoken of. */
    private static final Set<Intent> NOTHING_ELSE = Set.of(
            Intent.PRODUCT_INFO, Intent.GENERAL, Intent.OUT_OF_SCOPE, Intent.RECOMMENDATION, Intent.COMPATIBILITY);

    private BareWord() {}

    static Optional<FollowUp> in(Said said, Classification alone) {
        if (!isOne(said, alone)) {
            return Optional.empty();
        }
        var shown = namedLast(said);
        return shown.size() == 1 ? property(said, shown.getFirst()) : Refinement.ofKindAskedFor(said);
    }

    /** Whether it is so few words that nothing but a property or a wish can be meant. */
    static boolean isOne(Said said, Classification alone) {
        var words = Words.of(said.text());
        return words.size() > 0
                && words.size() <= LONGEST
                && !said.message().namesSomething()
                && !Refinement.speaksOfSomethingElse(said.text())
                && WORD.matcher(said.text()).find()
                && (NOTHING_ELSE.contains(alone.top().intent()) || alone.top().confidence() < UNSURE);
    }

    private static Optional<FollowUp> property(Said said, FocusProduct product) {
        var question = said.read(
                "What is the " + StandAlone.bare(Refinement.core(said.text())) + " of the " + product.name() + '?');
        return question.products().isEmpty()
                ? Optional.empty()
                : Optional.of(new FollowUp(
                        question,
                        said.message().meaning(List.of(FocusResolver.mention(product))),
                        reading -> reading.intent() == Intent.PRODUCT_INFO
                                && !reading.is(Intent.PRODUCT_INFO, Variants.LIST),
                        classification -> new Classification(
                                List.of(new RankedIntent(
                                        Intent.PRODUCT_INFO,
                                        Variants.DETAIL,
                                        classification.top().confidence())),
                                classification.classifier())));
    }

    /** The products that the last reply named, if they are those that the conversation is about. */
    private static List<FocusProduct> namedLast(Said said) {
        var reply = ReadingContext.lastReply(said.turn());
        return said.turn().focus().products().stream()
                .filter(product -> reply.contains(product.name()))
                .limit(2)
                .toList();
    }
}
