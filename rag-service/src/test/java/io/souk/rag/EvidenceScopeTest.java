package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidenceScopeTest {

    @Test
    void questionsOfWhatIsAllowedAreForPoliciesAndFaqs() {
        var scope = EvidenceFinder.scope(turn(List.of(reading(Intent.REFUND, 0.9))));

        assertThat(scope.categories()).containsExactly("policy", "faq");
        assertThat(scope.products()).isEmpty();
    }

    @Test
    void aNamedProductShutsOutTheDocumentsOfOthers() {
        var scope = EvidenceFinder.scope(turn(List.of(reading(Intent.PRODUCT_INFO, 0.9)), "x1"));

        assertThat(scope).isEqualTo(new Scope(List.of(), List.of("x1"), true));
    }

    @Test
    void readingsThatDisagreeAreLookedForEverywhere() {
        var scope =
                EvidenceFinder.scope(turn(List.of(reading(Intent.REFUND, 0.45), reading(Intent.PRODUCT_INFO, 0.4))));

        assertThat(scope).isEqualTo(Scope.ALL);
    }

    static IntentClassified turn(List<RankedIntent> readings, String... products) {
        var mentions = Stream.of(products)
                .map(id -> new ProductMention(id, id, id, 0, 1))
                .toList();
        return new IntentClassified(
                Meta.first("e-1", "c-1", "t-1"),
                "a question",
                "a question",
                readings,
                new Entities(mentions, List.of(), List.of(), List.of()),
                Set.of(Route.RAG),
                null,
                null,
                Focus.NONE,
                null,
                "rules");
    }

    static RankedIntent reading(Intent intent, double confidence) {
        return new RankedIntent(intent, null, confidence);
    }
}
