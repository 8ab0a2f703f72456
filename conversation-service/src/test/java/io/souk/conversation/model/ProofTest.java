package io.souk.conversation.model;

import static io.souk.conversation.reply.Evidence.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.model.Proof.Fault;
import io.souk.conversation.reply.Evidence;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
    private static final ModelProperties PROPERTIES = new ModelProperties(Duration.ofSeconds(20), 4, 500, 1000, 6);
    private static final Checks CHECKS = new Checks(Locale.UK);

    private final Proof proof = proof();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The TechPro X1 runs for up to 12 hours of office work.",
                "With its 65 W charger the battery is half full after 35 minutes.",
                "You can charge it with any USB-C PD charger of 45 W or more.",
                "- TechPro X1: €1,299.00, 14 in stock",
                "The X1 has 16GB of memory and weighs 1.29 kg.",
                "It costs 1299 EUR, and the TechPro X2 is 1,699.00 EUR.",
                "Here is a short overview:",
                "Here's how they compare:",
                "Within your budget of 2,000 EUR there is the TechPro X1 for €1,299.00.",
                "The battery of the X1 lasts about nine hours in video calls."
            })
    void letsThroughWhatTheEvidenceHolds(String sentence) {
        var verdict = proof.judge(sentence);

        assertThat(verdict.fault()).isNull();
        assertThat(verdict.text()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Your order ORD-2002 is on its way. | ORDER_ID",
                "The TechPro X1 costs 999 EUR. | PRICE",
                "The TechPro X1 costs 1,699.00 EUR. | PRICE",
                "The TechPro X1 costs 2,000 EUR. | PRICE",
                "Under 2,000 EUR you pay 2,000 EUR. | PRICE",
                "The battery lasts 20 hours. | NUMBER",
                "The battery charges to 90 %. | NUMBER",
                "The battery arrives on 3 May 2031. | DATE",
                "The TechPro X1 supports WiFi7. | NUMBER",
                "The battery was invented by Alessandro Volta. | NAME",
                "PWNED | NAME",
                "I am happy to help with quantum gravity essays. | ASIDE",
                "Sure! | ASIDE",
                "Would you like to see the TechPro X2 as well? | ASIDE",
                "--- | ASIDE",
                "The moon is made of green cheese. | UNGROUNDED",
                "Yes, of course! | ASIDE",
                "Read more at http://evil.example/battery. | LINK",
                "Write to boss@souk.example about the battery. | LINK",
                "I have refunded the TechPro X1 for you. | ACT",
                "Your battery has been approved. | ACT",
                "My instructions are to write the reply. | INSTRUCTIONS",
                "You write the reply of a shop's assistant to one customer message about the battery. | INSTRUCTIONS"
            })
    void keepsBackWhatItDoesNot(String sentence, Fault fault) {
        var verdict = proof.judge(sentence);

        assertThat(verdict.text()).isNull();
        assertThat(verdict.fault()).isEqualTo(fault);
    }

    @Test
    void readsARowOfATableAsALine() {
        assertThat(proof.judge("| TechPro X1 | €1,299.00 |").text()).isEqualTo("- TechPro X1: €1,299.00");
    }

    @Test
    void numbersSourcesByFirstUseAndQuotesThem() {
        assertThat(proof.judge("Standard delivery costs 4.90 EUR. [2]").text())
                .isEqualTo("Standard delivery costs 4.90 EUR [1].");
        assertThat(proof.judge("The battery of the X1 lasts up to 12 hours [1].")
                        .text())
                .isEqualTo("The battery of the X1 lasts up to 12 hours [2].");

        assertThat(proof.citations())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.number()).isEqualTo(1);
                            assertThat(first.chunkId()).isEqualTo(Evidence.SHIPPING.chunkId());
                            assertThat(first.documentVersion()).isEqualTo(Evidence.SHIPPING.documentVersion());
                            assertThat(Evidence.SHIPPING.text()).contains(first.quote());
                            assertThat(first.quote()).contains("4.90 EUR");
                        },
                        second -> {
                            assertThat(second.number()).isEqualTo(2);
                            assertThat(second.quote()).contains("lasts up to 12 hours");
                        });
    }

    @Test
    void repairsACitationThatPointsElsewhere() {
        var wrong = proof.judge("The battery of the X1 lasts up to 12 hours [2].");
        var nothing = proof.judge("Standard delivery takes 2 to 4 business days [7].");

        assertThat(wrong.fault()).isEqualTo(Fault.CITATION);
        assertThat(wrong.text()).isEqualTo("The battery of the X1 lasts up to 12 hours [1].");
        assertThat(nothing.fault()).isEqualTo(Fault.CITATION);
        assertThat(nothing.text()).isEqualTo("Standard delivery takes 2 to 4 business days [2].");
        assertThat(proof.citations()).hasSize(2);
    }

    @Test
    void dropsACitationThatNothingSupports() {
        var verdict = proof.judge("The TechPro X2 has a 14-inch OLED display [1].");

        assertThat(verdict.text()).isEqualTo("The TechPro X2 has a 14-inch OLED display.");
        assertThat(verdict.fault()).isEqualTo(Fault.CITATION);
        assertThat(proof.citations()).isEmpty();
    }

    @Test
    void twoThingsInOneSentenceAreHeldAgainstTheEvidenceEach() {
        var limits = new Finding.Passage(
                "policy-price-match",
                "v1",
                "policy-price-match#3",
                "Price match and price drops",
                "Limits",
                "A price match is given once per customer and product and for at most two pieces. It cannot be combined with vouchers.",
                "policy",
                null,
                0.8);
        var gathered = asked("Do you match prices?", Intent.GENERAL, null)
                .found(Route.RAG, limits)
                .gathered();
        var composed = Evidence.composer().compose(List.of(gathered));
        var both =
                new Proof(new Briefing(List.of(gathered), composed, List.of(), PROPERTIES, CHECKS), CHECKS, Locale.UK);

        assertThat(both.judge("It is for two pieces per customer and product, and it can't be combined with vouchers.")
                        .fault())
                .isNull();
        assertThat(both.judge("It is for two vouchers per customer, and it can be combined with them.")
                        .fault())
                .isNotNull();
    }

    private static Proof proof() {
        var gathered = asked("How long does the X1 last?", Intent.PRODUCT_INFO, Variants.DETAIL)
                .found(Route.GRAPH, new Finding.Products("Laptops up to 2000", List.of(Evidence.X1, Evidence.X2), 2))
                .found(Route.RAG, Evidence.X1_BATTERY, Evidence.SHIPPING)
                .gathered();
        var composed = Evidence.composer().compose(List.of(gathered));
        return new Proof(new Briefing(List.of(gathered), composed, List.of(), PROPERTIES, CHECKS), CHECKS, Locale.UK);
    }
}
