package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.DOCK;
import static io.souk.conversation.reply.Evidence.ORDER;
import static io.souk.conversation.reply.Evidence.REFUND_TIME;
import static io.souk.conversation.reply.Evidence.RETURN_WINDOW;
import static io.souk.conversation.reply.Evidence.SHIPPING;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.X1_BATTERY;
import static io.souk.conversation.reply.Evidence.X2;
import static io.souk.conversation.reply.Evidence.asked;
import static io.souk.conversation.reply.Evidence.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Compatibility;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Match;
import io.souk.events.Finding.Order;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.Products;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Finding.Refusal;
import io.souk.events.Finding.SpecRow;
import io.souk.events.Finding.Verdict;
import io.souk.events.Intent;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposerTest {
    private static final List<OrderLine> HEADPHONES =
            List.of(new OrderLine("sonara-calm-700", "Sonara Calm 700", 1, new BigDecimal("329.00")));

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
                                List.of(X1, X2), List.of(new SpecRow("Memory", List.of("16 GB", "32 GB"), true, 1))))
                .reply();

        assertThat(reply.text()).contains("32 GB", "€400.00");
        assertThat(reply.chosen()).isNull();
    }

    @Test
    void offersAComplaintAboutWhatCannotBeReturnedAnyMore() {
        var reply = asked("I want to return the X1", Intent.REFUND, Variants.REQUEST)
                .about(X1)
                .found(Route.TOOLS, new Refusal("return-window-over", "The time to return this item is over."))
                .reply();

        assertThat(reply.offer()).satisfies(offer -> {
            assertThat(offer).isNotNull();
            assertThat(offer.intent()).isEqualTo(Intent.COMPLAINT);
            assertThat(offer.entities().products().getFirst().productId()).isEqualTo(X1.id());
        });
    }

    @Test
    void offersAPersonWhereDocumentsAreSilent() {
        var reply = asked("Do you have a shop in Porto?", Intent.GENERAL, null)
                .found(Route.RAG)
                .reply();

        assertThat(reply.offer()).isNotNull();
        assertThat(reply.offer().intent()).isEqualTo(Intent.HUMAN_AGENT);
        assertThat(reply.text()).endsWith("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who are you?", "are you a robot", "so not a human then?", "hi who am i talking to"})
    void saysThatItIsNoPerson(String question) {
        var reply = asked(question, Intent.GENERAL, null).found(Route.RAG).reply();

        assertThat(reply.text()).contains("not a person");
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
    void tracksAnOrderWithCarrierDateAndLastNews() {
        var reply = asked("Track ORD-1001", Intent.ORDER_STATUS, "track")
                .found(Route.TOOLS, new Order(ORDER))
                .reply();

        assertThat(reply.text())
                .contains(
                        "ORD-1001 is in transit with DHL",
                        "JD014600003829471120",
                        "Tuesday, 25 November 2031",
                        "Arrived at the delivery region, Berlin");
        assertThat(reply.cards()).containsExactly(new Order(ORDER));
    }

    @Test
    void listsOrdersOnePerLine() {
        var reply = asked("Show my orders", Intent.ORDER_STATUS, "my_orders")
                .found(Route.TOOLS, new Finding.Orders(List.of(ORDER, ORDER)))
                .reply();

        assertThat(reply.text()).contains("2 orders", "\n- ORD-1001: Portage TB4 Dock. It is in transit, expected on");
    }

    @Test
    void leadsWithTheProposalAndCitesOneSentenceOfPolicy() {
        var action = pending("refund", Awaiting.CONFIRMATION);
        var reply = asked("I want to return my headphones", Intent.REFUND, "request")
                .brought(
                        Route.TOOLS,
                        Outcome.NEEDS_CONFIRMATION,
                        action,
                        new Proposal(
                                action,
                                "ORD-1002",
                                HEADPHONES,
                                new BigDecimal("329.00"),
                                "EUR",
                                "Visa ending 4242",
                                null))
                .found(Route.RAG, RETURN_WINDOW, REFUND_TIME)
                .reply();

        assertThat(reply.text())
                .contains("Sonara Calm 700", "ORD-1002", "€329.00", "Visa ending 4242")
                .containsIgnoringCase("yes or no");
        assertThat(reply.text().indexOf("[1]")).isGreaterThan(reply.text().indexOf("ORD-1002"));
        assertThat(reply.citations()).hasSize(1);
        assertThat(reply.suggestions()).containsExactly("Yes, go ahead", "No, leave it");
    }

    @Test
    void asksWithTheChoicesAsSuggestions() {
        var action = pending("refund", Awaiting.INPUT);
        var reply = asked("I want my money back", Intent.REFUND, "request")
                .brought(
                        Route.TOOLS,
                        Outcome.NEEDS_INPUT,
                        action,
                        new Question(
                                action,
                                "order",
                                List.of(
                                        new Choice("ORD-1002", "ORD-1002, Sonara Calm 700"),
                                        new Choice("ORD-1003", "ORD-1003, Vireo 27"))))
                .reply();

        assertThat(reply.text()).contains("return something from", "\n- ORD-1002, Sonara Calm 700");
        assertThat(reply.suggestions()).containsExactly("ORD-1002", "ORD-1003");
    }

    @Test
    void showsTheOrdersOnceWhenItAsksWhichOneIsMeant() {
        var action = pending("track", Awaiting.INPUT);
        var question = new Question(action, "order", List.of(new Choice("ORD-1001", "ORD-1001, on its way")));
        var reply = asked("Where is my order?", Intent.ORDER_STATUS, "track")
                .brought(Route.TOOLS, Outcome.NEEDS_INPUT, action, new Finding.Orders(List.of(ORDER, ORDER)), question)
                .reply();

        assertThat(reply.text())
                .startsWith("Which")
                .contains("\n- ORD-1001: Portage TB4 Dock")
                .doesNotContain("on its way");
        assertThat(reply.suggestions()).startsWith("ORD-1001");
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
    void thanksForFeedback() {
        assertThat(asked("Your service is great", Intent.COMPLAINT, "feedback")
                        .reply()
                        .text())
                .contains("Thank");
    }

    @Test
    void reportsWhatWasDoneWithItsReference() {
        var done = new Done(
                "refund", "RF-77", "ORD-1002", "requested", new BigDecimal("329.00"), "EUR", "Visa ending 4242", false);

        var reply = asked("yes", Intent.AFFIRM, null).found(Route.TOOLS, done).reply();

        assertThat(reply.text())
                .contains("RF-77", "ORD-1002", "requested", "€329.00")
                .endsWith("to Visa ending 4242.");
    }

    @Test
    void saysThatNothingHappenedASecondTime() {
        var done = new Done(
                "refund", "RF-77", "ORD-1002", "requested", new BigDecimal("329.00"), "EUR", "Visa ending 4242", true);

        var reply = asked("yes", Intent.AFFIRM, null).found(Route.TOOLS, done).reply();

        assertThat(reply.text()).contains("already", "RF-77", "Nothing was done a second time");
    }

    @Test
    void refusesAnotherCustomersOrderInTheSameWordsAsAnUnknownOne() {
        var reply = asked("Track ORD-1001", Intent.ORDER_STATUS, "track")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("order-not-found", "whatever tools says"))
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text()).contains("can't find that order among yours").doesNotContain("whatever");
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void asksAGuestToSignIn() {
        var reply = asked("Where is my order?", Intent.ORDER_STATUS, "track")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("sign-in-required", "Sign in."))
                .reply();

        assertThat(reply.text()).contains("sign in");
        // The page shows its "Sign in" button for this card.
        assertThat(reply.cards()).containsExactly(new Refusal("sign-in-required", "Sign in."));
    }

    @Test
    void leavesToAPersonWhatOnlyAPersonMayDo() {
        var reply = asked("I want my money back", Intent.REFUND, "request")
                .brought(Route.TOOLS, Outcome.FOUND, null, new Refusal("needs-person", "A person decides that."))
                .reply();

        assertThat(reply.text()).startsWith("A person decides that.");
        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.handoff())
                .isNotNull()
                .satisfies(handoff -> assertThat(handoff.reason()).isEqualTo("needs-person"));
    }

    @Test
    void answersAGuestsQuestionOfPolicyAndOnlyThenSpeaksOfSigningIn() {
        var reply = asked("When does a refund arrive on my card?", Intent.REFUND, "status")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("sign-in-required", "Sign in."))
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text())
                .startsWith("A refund to the original payment method")
                .containsIgnoringCase("sign in");
        assertThat(reply.citations()).isNotEmpty();
    }

    @Test
    void aRefusalByARuleIsFollowedByTheRule() {
        var reply = asked("How many days after delivery can I return it?", Intent.REFUND, "request")
                .brought(
                        Route.TOOLS,
                        Outcome.NOTHING,
                        null,
                        new Refusal("nothing-to-return", "Nothing of yours can be returned."))
                .found(Route.RAG, RETURN_WINDOW)
                .reply();

        assertThat(reply.text()).startsWith("Nothing of yours").contains("30 days after delivery [1]");
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
    void namesTheOrderItAsksTheReasonFor() {
        var reply = asked("cancel ORD-1002", Intent.ORDER_CHANGE, "cancel")
                .brought(
                        Route.TOOLS,
                        Outcome.NEEDS_INPUT,
                        pending("cancel", Awaiting.INPUT),
                        new Question(pending("cancel", Awaiting.INPUT), "reason", List.of()))
                .reply();

        assertThat(reply.text()).contains("order ORD-1002");
    }

    @Test
    void offersAPersonWhenWhatIsSaidIsNotOursAgain() {
        var first = asked("qwertz", Intent.OUT_OF_SCOPE, null).reply();
        var second = asked("blorp", Intent.OUT_OF_SCOPE, null).misunderstood(1).reply();

        assertThat(first.understood()).isFalse();
        assertThat(second.text()).contains("person");
        assertThat(second.suggestions()).contains("Talk to a person");
    }

    @Test
    void saysWhatARefusalItDoesNotKnowSays() {
        var reply = asked("Cancel it", Intent.ORDER_CHANGE, "cancel")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("brand-new-code", "It has left already."))
                .reply();

        assertThat(reply.text()).isEqualTo("It has left already.");
    }

    @Test
    void answersAPolicyQuestionWithTheSentencesAndTheirSource() {
        var reply = asked("How long does a refund take?", Intent.REFUND, "policy")
                .found(Route.RAG, REFUND_TIME, SHIPPING)
                .reply();

        assertThat(reply.text()).contains("arrives 5 to 7 business days after we have approved it", "[1]");
        assertThat(reply.citations().getFirst().documentId()).isEqualTo("policy-refunds");
    }

    @Test
    void readsTablesAloud() {
        var reply = asked("How much is express delivery?", Intent.DELIVERY, "options")
                .found(Route.RAG, SHIPPING)
                .reply();

        assertThat(reply.text()).contains("Express: cost 9.90 EUR; delivery time next business day");
        assertThat(SHIPPING.text()).contains(reply.citations().getFirst().quote());
    }

    @Test
    void admitsThatTheDocumentsDoNotAnswerAndOffersTheNearest() {
        var reply = asked("Can the parcel be gift-wrapped in golden paper?", Intent.GENERAL, null)
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text()).containsIgnoringCase("direct").contains("gift card", "[1]");
    }

    @Test
    void doesNotOfferWhatIsNotEvenNear() {
        var reply = asked("Who is the president of France?", Intent.GENERAL, null)
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text()).containsIgnoringCase("our documents");
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void admitsThatThereAreNoDocuments() {
        var reply = asked("Do you engrave initials into keyboards?", Intent.GENERAL, null)
                .brought(Route.RAG, Outcome.NOTHING, null)
                .reply();

        assertThat(reply.text()).containsIgnoringCase("our documents");
        assertThat(reply.citations()).isEmpty();
    }

    @Test
    void apologisesForAStoreThatIsAwayInsteadOfKeepingSilent() {
        var reply = asked("Track ORD-1001", Intent.ORDER_STATUS, "track")
                .without(Route.TOOLS)
                .reply();

        assertThat(reply.text()).isEqualTo("I can't reach the order system right now, please try again in a moment.");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void saysWhatItHasAndWhatIsMissing() {
        var reply = asked("How long does the battery last?", Intent.PRODUCT_INFO, "detail")
                .about(X1)
                .found(Route.RAG, X1_BATTERY)
                .brought(Route.GRAPH, Outcome.FAILED, null)
                .reply();

        assertThat(reply.text()).contains("lasts up to 12 hours", "can't reach the product catalogue");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void asksWhatWasMeantWhenNothingSpeaksForTheGuess() {
        var reply = asked("hmm the thing", Intent.REFUND, "policy")
                .confidence(0.2)
                .brought(Route.RAG, Outcome.NOTHING, null)
                .reply();

        assertThat(reply.text()).contains("?");
        assertThat(reply.suggestions())
                .containsExactly("I want to return something", "What are the delivery options?", "How can I pay?");
        assertThat(reply.understood()).isFalse();
    }

    @Test
    void offersAPersonTheSecondTime() {
        var reply = asked("hmm the thing", Intent.REFUND, "policy")
                .confidence(0.2)
                .misunderstood(1)
                .reply();

        assertThat(reply.text()).contains("person");
        assertThat(reply.suggestions()).startsWith("Talk to a person");
    }

    @Test
    void trustsEvidenceMoreThanALowConfidence() {
        var reply = asked("ORD-1001??", Intent.ORDER_STATUS, "track")
                .confidence(0.2)
                .found(Route.TOOLS, new Order(ORDER))
                .reply();

        assertThat(reply.text()).contains("in transit");
    }

    @Test
    void handsOverWithASummary() {
        var reply = asked("I want to talk to a human", Intent.HUMAN_AGENT, null).reply();

        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.handoff()).isNotNull();
        assertThat(reply.handoff().reason()).isEqualTo("requested");
        assertThat(reply.handoff().summary()).contains("human_agent");
    }

    @Test
    void staysPoliteOutOfScopeAndOffersWhatItCanDo() {
        var reply =
                asked("Tell me a joke about tax law", Intent.OUT_OF_SCOPE, null).reply();

        assertThat(reply.text()).contains("products").contains("orders");
        assertThat(reply.suggestions()).hasSize(3);
    }

    @Test
    void remindsOfWhatStillWaitsAfterADigression() {
        var reply = asked("How long does a refund take?", Intent.REFUND, "policy")
                .pending(pending("refund", Awaiting.CONFIRMATION))
                .found(Route.RAG, REFUND_TIME)
                .reply();

        assertThat(reply.text()).contains("5 to 7 business days", "ORD-1002", "yes or no");
        assertThat(reply.suggestions()).startsWith("Yes, go ahead", "No, leave it");
    }

    @Test
    void neverSaysTheSameGreetingToEverybodyAndAlwaysTheSameToOneTurn() {
        var greetings = IntStream.range(0, 40)
                .mapToObj(turn -> asked("Hi", Intent.GREETING, null)
                        .turn("t-" + turn)
                        .reply()
                        .text())
                .distinct();

        assertThat(greetings.count()).isEqualTo(3);
        assertThat(asked("Hi", Intent.GREETING, null).reply().text())
                .isEqualTo(asked("Hi", Intent.GREETING, null).reply().text());
    }

    @Test
    void hasWordsForEveryIntentWithoutEvidence() {
        for (var intent : Intent.values()) {
            assertThat(asked("?", intent, null).reply().text())
                    .as(intent.name())
                    .isNotBlank();
        }
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
    void whoeverReturnsSomethingIsToldByWhen() {
        var unrelated = new Finding.Passage(
                "policy-hygiene",
                "v1",
                "policy-hygiene#1",
                "Hygiene items",
                "In-ear headphones",
                "In-ear headphones can be returned only with an unbroken seal.",
                "policy",
                null,
                0.9);

        var reply = asked("I want to return my headphones", Intent.REFUND, "request")
                .found(
                        Route.TOOLS,
                        new Proposal(
                                pending("refund", Awaiting.CONFIRMATION),
                                "ORD-1002",
                                HEADPHONES,
                                new BigDecimal("329.00"),
                                "EUR",
                                "Visa ending 4242",
                                null))
                .found(Route.RAG, unrelated, RETURN_WINDOW)
                .reply();

        assertThat(reply.text()).contains("30 days after delivery").doesNotContain("In-ear");
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
    void answersEachOfSeveralWishesInTheirOrderWithSourcesOfTheirOwn() {
        var reply = asked("Tell me about the X1", Intent.PRODUCT_INFO, "about")
                .about(X1)
                .found(Route.GRAPH, new Products("TechPro X1", List.of(X1), 1))
                .found(Route.RAG, X1_BATTERY)
                .replyWith(
                        asked("track ORD-1001", Intent.ORDER_STATUS, "track").found(Route.TOOLS, new Order(ORDER)),
                        asked("how long do I have to return something?", Intent.REFUND, "policy")
                                .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("€1,299.00", ORDER.id(), "30 days");
        assertThat(reply.text()).containsSubsequence("[1]", "[2]");
        assertThat(reply.citations())
                .extracting(citation -> citation.title())
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(reply.cards()).hasSize(2);
        assertThat(reply.rung()).isEqualTo(Rung.COMPOSED);
        assertThat(reply.understood()).isTrue();
    }

    @Test
    void ofSeveralWishesTheOneThatCannotBeLookedUpIsSaidAndTheOthersAreAnswered() {
        var reply = asked("track ORD-1001", Intent.ORDER_STATUS, "track")
                .without(Route.TOOLS)
                .replyWith(asked("how long do I have to return something?", Intent.REFUND, "policy")
                        .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("can't reach the order system", "30 days");
        assertThat(reply.rung()).isEqualTo(Rung.PARTIAL);
    }

    @Test
    void askingForAPersonAmongSeveralWishesStillAnswersTheOthers() {
        var reply = asked("track ORD-1001", Intent.ORDER_STATUS, "track")
                .found(Route.TOOLS, new Order(ORDER))
                .replyWith(asked("and let me talk to a person", Intent.HUMAN_AGENT, null));

        assertThat(reply.text()).contains(ORDER.id());
        assertThat(reply.rung()).isEqualTo(Rung.HANDOFF);
        assertThat(reply.handoff()).isNotNull();
    }

    @Test
    void yesWithAnotherWishIsNotRemindedOfWhatItAnswered() {
        var action = pending("refund", Awaiting.CONFIRMATION);
        var reply = asked("yes", Intent.AFFIRM, null)
                .pending(action)
                .found(
                        Route.TOOLS,
                        new Done(
                                "refund",
                                "RF-100001",
                                "ORD-1002",
                                "requested",
                                new BigDecimal("329.00"),
                                "EUR",
                                "Visa ending 4242",
                                false))
                .replyWith(asked("how long do I have to return something?", Intent.REFUND, "policy")
                        .pending(action)
                        .found(Route.RAG, RETURN_WINDOW));

        assertThat(reply.text()).containsSubsequence("RF-100001", "30 days").doesNotContain("yes");
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
