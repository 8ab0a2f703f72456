package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Focus.FocusProduct;
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
    void whatWasSpokenOfNeedNotBeNamedAgain() {
        var focus = new Focus(
                List.of(new FocusProduct("x1", "TechPro X1"), new FocusProduct("x2", "TechPro X2")), List.of());

        assertThat(EvidenceFinder.scope(turn("can I swim with it", focus)).products())
                .containsExactly("x1");
        assertThat(EvidenceFinder.scope(turn("can I swim with it", focus, "x2")).products())
                .containsExactly("x2");
    }

    @Test
    void namesSayNothingAmongTheDocumentsOfThatProduct() {
        var turn = turn("", new Focus(List.of(new FocusProduct("calm", "Sonara Calm (700)")), List.of()), "x1");

        assertThat(EvidenceFinder.withoutNames("how do i reset them (x1)", turn))
                .isEqualTo("how do i reset them");
        assertThat(EvidenceFinder.withoutNames("does the X1 float? (Tell me about the x1)", turn))
                .isEqualTo("does it float?");
        assertThat(EvidenceFinder.withoutNames("is the Sonara Calm (700) loud (at night)", turn))
                .isEqualTo("is it loud (at night)");
    }

    @Test
    void readingsThatDisagreeAreLookedForEverywhere() {
        var scope =
                EvidenceFinder.scope(turn(List.of(reading(Intent.REFUND, 0.45), reading(Intent.PRODUCT_INFO, 0.4))));

        assertThat(scope).isEqualTo(Scope.ALL);
    }

    private static IntentClassified turn(String question, Focus focus, String... products) {
        return turn(question, List.of(reading(Intent.PRODUCT_INFO, 0.9)), focus, products);
    }

    static IntentClassified turn(List<RankedIntent> readings, String... products) {
        return turn("a question", readings, Focus.NONE, products);
    }

    private static IntentClassified turn(
            String question, List<RankedIntent> readings, Focus focus, String... products) {
        var mentions = Stream.of(products)
                .map(id -> new ProductMention(id, id, id, 0, 1))
                .toList();
        return new IntentClassified(
                Meta.first("e-1", "c-1", "t-1"),
                question.isEmpty() ? "?" : question,
                question,
                readings,
                new Entities(mentions, List.of(), List.of(), List.of()),
                Set.of(Route.RAG),
                null,
                null,
                focus,
                null,
                "rules");
    }

    static RankedIntent reading(Intent intent, double confidence) {
        return new RankedIntent(intent, null, confidence);
    }
}
