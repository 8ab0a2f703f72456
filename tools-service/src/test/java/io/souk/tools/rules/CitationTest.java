package io.souk.tools.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CitationTest {
    private static final RuleBook RULES = new RuleBook(
            3,
            Map.of(
                    "",
                    Map.of(
                            "return-window-days", "30",
                            "refund-person-above", "2500.00",
                            "standard-shipping-countries", "DE, AT",
                            "return-excluded-categories", "Gift cards"),
                    "s-late",
                    Map.of("return-window-days", "60")));

    @Test
    void findsWhatADocumentSaysOfRules() {
        var found = Citation.in(
                "policy",
                "Within [30 days after delivery](rule:return-window-days), [60 days](rule:return-window-days/s-late) at"
                        + " Late; see [the shop](https://shop.example) and [4] (rule:x).");

        assertThat(found)
                .containsExactly(
                        new Citation("policy", "return-window-days", "", "30 days after delivery"),
                        new Citation("policy", "return-window-days", "s-late", "60 days"));
        assertThat(found)
                .allSatisfy(
                        citation -> assertThat(citation.contradiction(RULES)).isNull());
    }

    @Test
    void tellsWhatDoesNotHold() {
        assertThat(said("31 days", "return-window-days", "")).contains("31 days", "return-window-days", "30");
        assertThat(said("30 days", "return-window-days", "s-late")).contains("60");
        assertThat(said("a month", "return-window-days", "")).isNotNull();
        assertThat(said("Poland", "standard-shipping-countries", "")).isNotNull();
        assertThat(said("30 days", "return-windows", "")).contains("no rule");
    }

    @Test
    void readsAmountsAndListsAsPeopleWriteThem() {
        assertThat(said("2,500 EUR", "refund-person-above", "")).isNull();
        assertThat(said("Austria", "standard-shipping-countries", "")).isNull();
        assertThat(said("gift cards", "return-excluded-categories", "")).isNull();
    }

    private static @org.jspecify.annotations.Nullable String said(String words, String rule, String seller) {
        return new Citation("policy", rule, seller, words).contradiction(RULES);
    }
}
