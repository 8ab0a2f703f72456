package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.DOCK;
import static io.souk.conversation.reply.Evidence.REFUND_TIME;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.X1_BATTERY;
import static io.souk.conversation.reply.Evidence.X2;
import static io.souk.conversation.reply.Evidence.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.Part;
import io.souk.events.Finding.Products;
import io.souk.events.Finding.SpecRow;
import io.souk.events.Finding.Sum;
import io.souk.events.Finding.Verdict;
import io.souk.events.Intent;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductAnswerTest {
    @Test
    void namesEveryProductOfAListWithItsPrice() {
        var reply = asked("What laptops do you have?", Intent.PRODUCT_INFO, "list")
                .found(Route.GRAPH, new Products("Laptops", List.of(X1, X2), 2))
                .reply();

        assertThat(reply.text())
                .contains("2 laptops", "TechPro X1 (€1,299.00)", "TechPro X2 (€1,699.00, out of stock)");
        assertThat(reply.suggestions()).contains("Tell me about the TechPro X1", "Compare TechPro X1 and TechPro X2");
        assertThat(reply.rung()).isEqualTo(Rung.COMPOSED);
    }

    @Test
    void saysHowManyThereAreWhenItShowsFewer() {
        var reply = asked("What laptops do you have?", Intent.PRODUCT_INFO, "list")
                .found(Route.GRAPH, new Products("Laptops", List.of(X1, X2), 14))
                .reply();

        assertThat(reply.text()).contains("14 laptops", "TechPro X1");
    }

    @Test
    void tellsAboutAProductFromTheCatalogueAndItsManual() {
        var reply = asked("Tell me about the X1", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .found(Route.RAG, X1_BATTERY, REFUND_TIME)
                .reply();

        assertThat(reply.text())
                .contains("€1,299.00", "A 14-inch work laptop", "battery life 12 h", "lasts up to 12 hours")
                .doesNotContain("refund");
        assertThat(reply.citations()).singleElement().satisfies(citation -> {
            assertThat(citation.title()).isEqualTo("TechPro X1 User Manual");
            assertThat(X1_BATTERY.text()).contains(citation.quote());
        });
    }

    @Test
    void saysOfAProductWhatSucceedsIt() {
        var old = new Finding.ProductView(
                X1.id(),
                X1.name(),
                X1.brand(),
                X1.category(),
                X1.price(),
                X1.currency(),
                X1.stock(),
                X1.description(),
                X1.specs(),
                new Finding.ProductName(X2.id(), X2.name()));

        var reply = asked("Tell me about the X1", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(old), 1))
                .reply();

        assertThat(reply.text()).contains("TechPro X2");
    }

    @Test
    void answersADetailWithTheSentenceThatHoldsItAndTheDataSheet() {
        var reply = asked("How long does the battery of the TechPro X1 last?", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.RAG, X1_BATTERY)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .reply();

        assertThat(reply.text())
                .contains("12 h", "lasts up to 12 hours of office work")
                .contains("[1]")
                .doesNotContain("Settings, Power");
        assertThat(reply.citations().getFirst().quote())
                .startsWith("The battery of the TechPro X1 lasts up to 12 hours");
    }

    @Test
    void answersAPriceQuestionFromTheCatalogue() {
        var reply = asked("How much is the TechPro X1?", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .reply();

        assertThat(reply.text()).contains("€1,299.00").doesNotContain("Charging");
    }

    @Test
    void aLineOfTheDataSheetThatIsAboutLittleOfTheQuestionIsNoAnswerToIt() {
        var weight = new Finding.Property("Weight", "1.29 kg", "yes", null, List.of());

        var reply = asked("do the keys light up in the dark", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(
                        Route.GRAPH,
                        new Products("TechPro X1", List.of(X1), 1, List.of(), List.of(), List.of(), List.of(), weight))
                .reply();

        assertThat(reply.text()).doesNotContain("1.29 kg", "Yes");
    }

    @Test
    void aLineOfTheDataSheetIsSaidWhereTheCatalogueAloneKnowsTheWord() {
        var weight = new Finding.Property("Weight", "1.29 kg", null, null, List.of());

        var reply = asked("is it a brick", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(
                        Route.GRAPH,
                        new Products("TechPro X1", List.of(X1), 1, List.of(), List.of(), List.of(), List.of(), weight))
                .reply();

        assertThat(reply.text()).contains("1.29 kg");
    }

    @Test
    void aSentenceOfTheDescriptionIsSaidAsItStands() {
        var sentence = new Finding.Property("Description", "The battery can be replaced.", "yes", null, List.of());

        var reply = asked("can I change the battery", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(
                        Route.GRAPH,
                        new Products(
                                "TechPro X1", List.of(X1), 1, List.of(), List.of(), List.of(), List.of(), sentence))
                .reply();

        assertThat(reply.text()).startsWith("The battery can be replaced.").doesNotContain("Description");
    }

    @Test
    void whatTheManualSaysMoreFullyTheDataSheetDoesNotSayBefore() {
        var battery = new Finding.Property("Battery", "70 Wh", null, null, List.of());

        var reply = asked("what is the capacity of the battery", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.RAG, X1_BATTERY)
                .found(
                        Route.GRAPH,
                        new Products("TechPro X1", List.of(X1), 1, List.of(), List.of(), List.of(), List.of(), battery))
                .reply();

        assertThat(reply.text()).contains("Its capacity is 70 Wh").containsOnlyOnce("70 Wh");
    }

    @Test
    void whatADocumentSurelyAnswersComesBeforeTheListOfWhatGoesWithIt() {
        var reply = asked("can the battery of it be filled to half in 35 minutes by a dock", Intent.COMPATIBILITY, null)
                .about(X1)
                .found(Route.RAG, X1_BATTERY)
                .found(Route.GRAPH, new Compatibility(X1, List.of(new Match(DOCK, "One cable."))))
                .reply();

        assertThat(reply.text()).contains("half in 35 minutes", "Portage TB4 Dock");
        assertThat(reply.text().indexOf("35 minutes")).isLessThan(reply.text().indexOf("Portage TB4 Dock"));
    }

    @Test
    void aQuestionForOneThingIsNotAnsweredByAllThatThereIsToSay() {
        var found = new Products("TechPro X1", List.of(X1), 1);

        var made = asked("where are they made", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, found)
                .reply();
        var leather = asked("are the wrist rests real leather", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, found)
                .reply();
        var whole = asked("what is it like", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, found)
                .reply();

        assertThat(made.text()).doesNotContain("14-inch");
        assertThat(leather.text()).doesNotContain("14-inch");
        assertThat(whole.text()).contains("14-inch");
    }

    @Test
    void whatIsNoProductOfOursIsNotAnsweredByAListOfThem() {
        var compatible = new Compatibility(X1, List.of(new Match(DOCK, "One cable.")));

        var bag = asked("does it fit my gym bag", Intent.COMPATIBILITY, null)
                .about(X1)
                .found(Route.GRAPH, compatible)
                .reply();
        var dock = asked("does it work with a dock", Intent.COMPATIBILITY, null)
                .about(X1)
                .found(Route.GRAPH, compatible)
                .reply();

        assertThat(bag.text()).doesNotContain("Portage TB4 Dock");
        assertThat(dock.text()).contains("Portage TB4 Dock");
    }

    @Test
    void answersAStockQuestionFromTheCatalogue() {
        var reply = asked("Is the TechPro X2 in stock?", Intent.PRODUCT_INFO, "detail")
                .about(X2)
                .found(Route.GRAPH, new Products("TechPro X2", List.of(X2), 1))
                .reply();

        assertThat(reply.text()).contains("out of stock");
    }

    @Test
    void comparesInWordsWithTheDifferenceInPriceAndWhoIsAhead() {
        var reply = asked("Compare them", Intent.COMPARISON, null)
                .about(X1, X2)
                .found(
                        Route.GRAPH,
                        new Comparison(
                                List.of(X1, X2),
                                List.of(
                                        new SpecRow("Display", List.of("IPS", "OLED"), true, null),
                                        new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1),
                                        new SpecRow("Webcam", List.of("1080p", "1080p"), false, null))))
                .reply();

        assertThat(reply.text())
                .contains("€400.00", "memory (32 GB against 16 GB)", "display", "The same in both: webcam");
        assertThat(reply.cards()).hasOnlyElementsOfType(Comparison.class);
    }

    @Test
    void aComparisonSaysWhatItComesToForWhatAndWhatNobodyKnows() {
        var reply = asked("Compare them", Intent.COMPARISON, null)
                .about(X1, X2)
                .found(
                        Route.GRAPH,
                        new Comparison(
                                List.of(X1, X2),
                                List.of(new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1)),
                                List.of(
                                        new Verdict("overall", X1.id(), "cheaper, but half the memory"),
                                        new Verdict("overall", X2.id(), "twice the memory, but dearer"),
                                        new Verdict("little money", X1.id(), "cheaper"),
                                        new Verdict("heavy work", X2.id(), "more memory"),
                                        new Verdict("travel", X2.id(), "lighter")),
                                List.of("Weight is not known of TechPro X1")))
                .reply();

        assertThat(reply.text())
                .contains("TechPro X1: cheaper, but half the memory", "weight is not known of TechPro X1")
                .doesNotContain("but dearer")
                .containsPattern("(?:little money (?:is|I would take) the TechPro X1)")
                .containsPattern("heavy work and travel (?:is|I would take) the TechPro X2");
    }

    @ParameterizedTest
    @CsvSource({
        "Which is lighter?, techpro-x2, 1.24 kg, 1.29 kg",
        "which one is heavier, techpro-x1, 1.29 kg, 1.24 kg",
        "which lasts longer?, techpro-x2, 14 h, 12 h",
        "which has the bigger memory, techpro-x2, 32 GB, 16 GB",
        "the cheaper one?, techpro-x1, '€1,299.00', '€1,699.00'"
    })
    void whichOneOfThemIsAnsweredInOneLine(String question, String chosen, String value, String other) {
        var rows = List.of(
                new SpecRow("Price", List.of("1,299.00 EUR", "1,699.00 EUR"), true, 0),
                new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1),
                new SpecRow("Battery life", List.of("12 h", "14 h"), true, 1),
                new SpecRow("Weight", List.of("1.29 kg", "1.24 kg"), true, 1));

        var reply = asked(question, Intent.COMPARISON, null)
                .about(X1, X2)
                .found(Route.GRAPH, new Comparison(List.of(X1, X2), rows))
                .reply();

        assertThat(reply.text()).contains(value, other).doesNotContain("\n", "They also differ");
        assertThat(reply.text().indexOf(value)).isLessThan(reply.text().indexOf(other));
        assertThat(reply.chosen()).isEqualTo(chosen);
    }

    @Test
    void whatAComparisonDoesNotSayIsComparedAsAWhole() {
        var reply = asked("Which is prettier?", Intent.COMPARISON, null)
                .about(X1, X2)
                .found(
                        Route.GRAPH,
                        new Comparison(
                                List.of(X1, X2),
                                List.of(
                                        new SpecRow("Price", List.of("1,299.00 EUR", "1,699.00 EUR"), true, 0),
                                        new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1))))
                .reply();

        assertThat(reply.text()).contains("32 GB", "€400.00");
        assertThat(reply.chosen()).isNull();
    }

    @Test
    void theOneLineThatIsAskedOfSeveralIsTheAnswer() {
        var reply = asked("what memory do they have, both", Intent.COMPARISON, null)
                .about(X1, X2)
                .found(
                        Route.GRAPH,
                        new Comparison(
                                List.of(X1, X2), List.of(new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1))))
                .reply();

        assertThat(reply.text()).contains("16 GB", "32 GB").doesNotContain("€");
    }

    @Test
    void whatSeveralPiecesCostIsSaidWithTheirPrices() {
        var sum = new Sum(
                List.of(new Part(X1.id(), X1.name(), 2, X1.price()), new Part(X2.id(), X2.name(), 1, X2.price())),
                new BigDecimal("4297.00"),
                "EUR");
        var reply = asked("and together?", Intent.PRODUCT_INFO, Variants.TOTAL)
                .about(X1, X2)
                .found(
                        Route.GRAPH,
                        new Products(
                                "In total", List.of(X1, X2), 2, List.of(), List.of(), List.of(), List.of(), null, sum))
                .reply();

        assertThat(reply.text()).contains("€4,297.00", "2 × TechPro X1", "€1,299.00", "TechPro X2 €1,699.00");
    }

    @Test
    void whatTheCustomerOwnsAlreadyIsNotOfferedForAPrice() {
        var reply = asked("What works with it?", Intent.COMPATIBILITY, null)
                .found(
                        Route.GRAPH,
                        new Compatibility(X1, List.of(new Match(DOCK, "One cable carries all.", List.of(), true))))
                .reply();

        assertThat(reply.text())
                .contains("Portage TB4 Dock, which you already own: one cable carries all")
                .doesNotContain("€219.00");
    }

    @Test
    void whereNoKindOfProductWasNamedTheReplySaysWhatWasUnderstood() {
        var found = new Products(
                "Up to 2000",
                List.of(X1, DOCK),
                2,
                List.of("1.29 kg", "0.3 kg"),
                List.of("up to 2000", "light"),
                List.of());

        assertThat(asked("something light under 2000", Intent.RECOMMENDATION, null)
                        .found(Route.GRAPH, found)
                        .reply()
                        .text())
                .contains("up to 2000 and light", "TechPro X1");
    }

    @Test
    void groupsWhatIsCompatibleAndSaysWhy() {
        var reply = asked("What works with it?", Intent.COMPATIBILITY, null)
                .found(
                        Route.GRAPH,
                        new Compatibility(
                                X1, List.of(new Match(DOCK, "One Thunderbolt 4 cable carries picture and power."))))
                .reply();

        assertThat(reply.text())
                .contains("TechPro X1", "Docks & Hubs: Portage TB4 Dock (€219.00), one Thunderbolt 4 cable");
    }

    @Test
    void saysHonestlyThatNothingIsKnownToFit() {
        var reply = asked("Does the X2 work with the X1?", Intent.COMPATIBILITY, null)
                .about(X1, X2)
                .found(Route.GRAPH, new Compatibility(X1, List.of(new Match(DOCK, "One cable."))))
                .reply();

        assertThat(reply.text()).contains("TechPro X2").contains("would not count on it");
    }

    @Test
    void namesWhatIsSimilar() {
        var reply = asked("Something like the X1", Intent.RECOMMENDATION, null)
                .about(X1)
                .found(Route.GRAPH, new Products("Similar to TechPro X1", List.of(X2), 1))
                .reply();

        assertThat(reply.text()).contains("the TechPro X1", "TechPro X2 (€1,699.00, out of stock)");
    }

    @Test
    void asksForMoreWhenARecommendationHasNothingToGoBy() {
        var reply = asked("Recommend me something", Intent.RECOMMENDATION, null)
                .brought(Route.GRAPH, Outcome.NOTHING, null)
                .reply();

        assertThat(reply.text()).contains("kind of product");
    }

    @Test
    void answersADetailForEachProductThatWasNamed() {
        var reply = asked("Which has the longer battery life, X1 or X2?", Intent.PRODUCT_INFO, "detail")
                .about(X1, X2)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1, X2), 2))
                .reply();

        assertThat(reply.text()).contains("TechPro X1", "12 h", "TechPro X2", "14 h");
    }

    @Test
    void toldOfAProductWithNoQuestionItTellsAboutIt() {
        var reply = asked("tell me more about the TechPro X1", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .reply();

        assertThat(reply.text()).contains("€1,299.00", "battery life 12 h");
    }

    @Test
    void pricesHaveOneSentenceInAComparison() {
        var reply = asked("Compare the X1 and the X2", Intent.COMPARISON, null)
                .found(
                        Route.GRAPH,
                        new Comparison(
                                List.of(X1, X2),
                                List.of(
                                        new SpecRow("Price", List.of("1299.00 EUR", "1699.00 EUR"), true, 0),
                                        new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1))))
                .reply();

        assertThat(reply.text()).contains("€400.00", "32 GB").doesNotContain("1299.00 EUR");
    }

    @Test
    void aQuestionOfUseIsAnsweredByTheDocumentsAndNotByAListOfProducts() {
        var pairing = new Finding.Passage(
                "faq-pairing",
                "v1",
                "faq-pairing#1",
                "Pairing headphones",
                "How do I pair them",
                "Hold the power key of the headphones until the light flashes to pair them with two devices.",
                "faq",
                null,
                0.9);
        var many = IntStream.range(0, 8).mapToObj(_ -> X1).toList();

        var reply = asked("How do I pair my headphones with two devices?", Intent.PRODUCT_INFO, "detail")
                .found(Route.GRAPH, new Products("Headphones", many, 8))
                .found(Route.RAG, pairing)
                .reply();

        assertThat(reply.text()).contains("Hold the power key").doesNotContain("TechPro X1");
    }

    @Test
    void whatNobodyKnowsToFitIsNotCalledANo() {
        var unknown = asked("Does the dock work with the X1?", Intent.COMPATIBILITY, null)
                .about(X1, DOCK)
                .found(
                        Route.GRAPH,
                        new Compatibility(X1, List.of(), DOCK, "unknown", "the dock's data sheet is silent", List.of()))
                .reply();
        var no = asked("Does the dock work with the X1?", Intent.COMPATIBILITY, null)
                .about(X1, DOCK)
                .found(
                        Route.GRAPH,
                        new Compatibility(
                                X1, List.of(), DOCK, "no", "The dock needs HDMI, which the X1 lacks", List.of()))
                .reply();

        assertThat(unknown.text())
                .contains("can't say for sure", "data sheet is silent")
                .doesNotContain("No,");
        assertThat(no.text()).startsWith("No, the Portage TB4 Dock").contains("needs HDMI");
    }

    @Test
    void aRecommendationSaysWhyAndWhatWasGivenUp() {
        var reply = asked("light laptop with 64 GB", Intent.RECOMMENDATION, null)
                .found(
                        Route.GRAPH,
                        new Products(
                                "Laptops",
                                List.of(X1, X2),
                                2,
                                List.of("1.29 kg", "1.2 kg"),
                                List.of("light"),
                                List.of("at least 64 GB of memory")))
                .reply();

        assertThat(reply.text()).containsSubsequence("gave up: at least 64 GB", "TechPro X1", "1.29 kg");
    }
}
