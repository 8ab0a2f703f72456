package io.souk.intent.dialogue;

import io.souk.events.Intent;
import io.souk.events.Variants;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor;
import io.souk.intent.entities.ReadingContext;
import io.souk.intent.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** "And in black with 256?", "the large one in blue": a kind in which the one thing that is spoken of can be had, or cannot. */
final class KindAsked {
    private static final int LONGEST = 12;
    /** What a question about a kind is made of beside the kind. */
    private static final Set<String> SAYS_NOTHING = Set.copyOf(Arrays.asList(
            ("and or so but ok okay then hm hmm no well actually please the a an in with of for it its this that one ones version versions model"
                            + " variant colour color size memory storage do does did have has had you u there is are was any got get come comes also"
                            + " too what whats about how much price cost costs stock available still same as gb tb instead rather i id like want take"
                            + " would could can prefer maybe only just")
                    .split(" ", -1)));

    private KindAsked() {}

    static Optional<FollowUp> in(Said said) {
        if (said.turn().pendingAction() != null
                || said.message().namesSomething()
                || said.isAfterOrders()
                || Words.of(said.text()).size() > LONGEST) {
            return Optional.empty();
        }
        return said.spokenOf()
                .filter(product -> isAlone(product, said))
                .filter(product -> asksForKind(product, said))
                .map(product -> new FollowUp(
                        said.read(StandAlone.insteadOfPronoun(said.text(), product.name())),
                        said.message()
                                .meaning(said.turn().focus().products().stream()
                                        .limit(1)
                                        .map(FocusResolver::mention)
                                        .toList()),
                        _ -> true,
                        _ -> Classification.certain(Intent.PRODUCT_INFO, Variants.DETAIL)));
    }

    /** Whether the last reply spoke of it and of nothing else. */
    private static boolean isAlone(CatalogueIndex.Product product, Said said) {
        var named =
                EntityExtractor.extract(ReadingContext.lastReply(said.turn()), said.index(), false).products().stream()
                        .map(mention -> mention.productId())
                        .distinct()
                        .toList();
        return named.equals(List.of(product.id()));
    }

    /** Some words are kinds of things, and the others say nothing; at least one way in which this one's kinds differ is meant. */
    private static boolean asksForKind(CatalogueIndex.Product product, Said said) {
        var words = Words.of(said.text()).plain().stream()
                .filter(word -> !SAYS_NOTHING.contains(word))
                .toList();
        return !product.options().isEmpty()
                && !words.isEmpty()
                && words.stream()
                        .allMatch(word ->
                                said.index().isOption(word) || said.index().isOption(Words.singular(word)))
                && words.stream().anyMatch(word -> product.options().contains(word));
    }
}
