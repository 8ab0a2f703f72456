package io.souk.intent.dialogue;

import static io.souk.intent.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.events.Entities.ProductMention;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.Samples;
import io.souk.intent.Samples.Turn;
import io.souk.intent.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnInterpreterTest {
    private static TurnInterpreter interpreter;

    @BeforeAll
    static void load() {
        var catalogue = new Catalogue();
        Samples.PRODUCTS.forEach(product -> catalogue.put(Samples.upserted(product)));
        catalogue.refresh();
        interpreter = Samples.interpreter(catalogue);
    }

    @Test
    void aYesIsWhatWasOfferedAndANoIsNot() {
        var offered = new Entities(
                List.of(new ProductMention("sonara-calm-700", "Sonara Calm 700", "Calm 700", 21, 1)),
                List.of(),
                List.of("ORD-1002"),
                List.of());

        var yes = interpreter.interpret(turn("yes open it please")
                .offered(Intent.COMPLAINT, Variants.REQUEST, "Open a complaint", offered)
                .build());
        var no = interpreter.interpret(turn("no thanks")
                .offered(Intent.COMPLAINT, Variants.REQUEST, "Open a complaint", offered)
                .build());
        var other = interpreter.interpret(turn("What laptops do you have?")
                .offered(Intent.COMPLAINT, Variants.REQUEST, "Open a complaint", offered)
                .build());

        assertThat(yes.top().is(Intent.COMPLAINT, Variants.REQUEST)).isTrue();
        assertThat(yes.entities().orderIds()).containsExactly("ORD-1002");
        assertThat(yes.entities().products()).singleElement().satisfies(product -> {
            assertThat(product.productId()).isEqualTo("sonara-calm-700");
            assertThat(product.start()).isEqualTo(-1);
        });
        assertThat(yes.routes()).contains(Route.TOOLS);
        assertThat(no.top().intent()).isEqualTo(Intent.DENY);
        assertThat(other.top().intent()).isEqualTo(Intent.PRODUCT_INFO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ok thanks            | THANKS",
                "thank you very much  | THANKS",
                "it's fine            | THANKS",
                "no it's fine         | DENY",
                "no thanks            | DENY",
                "yes thanks           | COMPLAINT",
                "please do            | COMPLAINT"
            })
    void onlyAYesTakesWhatWasOffered(String text, Intent intent) {
        var said = interpreter.interpret(turn(text)
                .offered(Intent.COMPLAINT, Variants.REQUEST, "Open a complaint", Entities.NONE)
                .build());

        assertThat(said.top().intent()).isEqualTo(intent);
    }

    @Test
    void withItsNameItIsAQuestionAboutTheProduct() {
        var intent = interpreter.interpret(turn("how do i reset them")
                .after("my calm 700 won't connect", "Start pairing mode on the Sonara Calm 700 again.")
                .about("sonara-calm-700")
                .onTopic(Intent.COMPLAINT, Variants.REQUEST, "my Sonara Calm 700 won't connect", Source.DOCUMENTS)
                .build());

        assertThat(intent.top().intent()).isEqualTo(Intent.PRODUCT_INFO);
        assertThat(intent.question()).contains("how do i reset the Sonara Calm 700");
        assertThat(intent.routes()).contains(Route.RAG);
    }

    @Test
    void aQuestionOfRulesIsNoRequest() {
        var intent = interpreter.interpret(
                turn("who pays the postage when I send something back?").build());

        assertThat(intent.routes()).containsExactly(Route.RAG);
    }

    @Test
    void unknownWordsAboutWhatIsSpokenOfAreAboutThat() {
        var intent = interpreter.interpret(turn("r they ok in the rain?")
                .after("my calm 700 won't connect", "Start pairing mode on the Sonara Calm 700 again.")
                .about("sonara-calm-700")
                .build());

        assertThat(intent.top().intent()).isEqualTo(Intent.PRODUCT_INFO);
        assertThat(intent.entities().products())
                .extracting(ProductMention::productId)
                .containsExactly("sonara-calm-700");
    }

    @Test
    void leavingItForNowDropsWhatWaits() {
        assertThat(interpret(turn("ok I'll try it in another car first, leave it for now")
                                .awaiting(Awaiting.INPUT, "complaint"))
                        .top()
                        .intent())
                .isEqualTo(Intent.DENY);
    }

    @Test
    void theHoursOfPeopleAreNoWishToTalkToOne() {
        var asked = interpret(turn("what hours do your people work").awaiting(Awaiting.INPUT, "complaint"));

        assertThat(asked.top().intent()).isEqualTo(Intent.GENERAL);
        assertThat(asked.routes()).containsExactly(Route.RAG);
    }

    @Test
    void whatCanBeDoneInsteadAsksTheRefusedOnceMore() {
        var intent = interpreter.interpret(turn("what can i do instead?")
                .after("cancel ORD-1023", "ORD-1023 is on its way and can't be cancelled.")
                .aboutOrders("ORD-1023")
                .onTopic(Intent.ORDER_CHANGE, Variants.CANCEL, "cancel ORD-1023", Source.ORDERS)
                .build());

        assertThat(intent.top().is(Intent.ORDER_CHANGE, Variants.CANCEL)).isTrue();
        assertThat(intent.entities().orderIds()).containsExactly("ORD-1023");
        assertThat(intent.text()).isEqualTo("what can i do instead?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "which is lighter?              | techpro-x1 techpro-x2",
                "and which one lasts longer     | techpro-x1 techpro-x2",
                "the cheaper one?               | techpro-x1 techpro-x2",
                "which of those has more memory | techpro-x1 techpro-x2",
                "good to know. which is lighter | techpro-x1 techpro-x2"
            })
    void whichOneIsAskedOfWhatWasShownTogether(String text, String products) {
        var intent = interpreter.interpret(turn(text)
                .after("Compare the X1 and the X2", "The TechPro X1 costs less than the TechPro X2.")
                .about("techpro-x1", "techpro-x2", "portage-tb4-dock")
                .listing("techpro-x1", "techpro-x2")
                .build());

        assertThat(intent.top().intent()).isEqualTo(Intent.COMPARISON);
        assertThat(intent.entities().products().stream().map(ProductMention::productId))
                .containsExactly(products.split(" ", -1));
    }

    @Test
    void whichOfManyStandsOutIsAskedOfThemAll() {
        var listed = new String[] {"techpro-x1", "techpro-x2", "techpro-studio-16", "ultrabook-14", "kestrel-forge-16"};
        var lightest = interpreter.interpret(turn("the lightest of those?")
                .after("laptops", "Here is what we have.")
                .listing(listed)
                .build());
        var best = interpreter.interpret(turn("which is the best?")
                .after("laptops", "Here is what we have.")
                .listing(listed)
                .build());

        assertThat(lightest.top().intent()).isEqualTo(Intent.COMPARISON);
        assertThat(lightest.entities().products().stream().map(ProductMention::productId))
                .containsExactly(listed);
        assertThat(best.top().intent()).isNotEqualTo(Intent.COMPARISON);
    }

    @Test
    void ofALongListThePriceChoosesOne() {
        var intent = interpreter.interpret(turn("which is the most expensive of those")
                .after("laptops", "Here is what we have.")
                .listing("techpro-x1", "techpro-x2", "techpro-studio-16", "ultrabook-14", "kestrel-forge-16")
                .build());

        assertThat(intent.top().is(Intent.PRODUCT_INFO, Variants.DETAIL)).isTrue();
        assertThat(intent.entities().products())
                .singleElement()
                .satisfies(product -> assertThat(product.productId()).isEqualTo("techpro-x2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what would that cost                | DELIVERY | options | Do you deliver to Switzerland?",
                "does that work on tablets as well   | GENERAL  |         | do students get anything off?",
                "how long does that take?            | PAYMENT  |         | can I pay by bank transfer"
            })
    void whatLeansOnAnAnswerFromDocumentsIsAboutIt(String text, Intent intent, String variant, String question) {
        var about = interpreter.interpret(turn(text)
                .after(question, "As our documents say.")
                .about("techpro-x1")
                .onTopic(intent, variant, question, Source.DOCUMENTS)
                .build());

        assertThat(about.top().intent()).isEqualTo(intent);
        assertThat(about.question()).contains(question);
        assertThat(about.entities().products()).isEmpty();
        assertThat(about.routes()).contains(Route.RAG);
    }

    @Test
    void whatSaysItselfWhatItIsAboutDoesNotLean() {
        var about = interpreter.interpret(turn("how much does it weigh")
                .after("Tell me about the X1", "The TechPro X1 costs €99.00.")
                .about("techpro-x1")
                .onTopic(Intent.PRODUCT_INFO, Variants.ABOUT, "Tell me about the TechPro X1", Source.PRODUCTS)
                .build());

        assertThat(about.entities().products())
                .singleElement()
                .satisfies(product -> assertThat(product.productId()).isEqualTo("techpro-x1"));
    }

    @Test
    void whetherItWorkedIsSeenInTheOrder() {
        var intent = interpreter.interpret(turn("did that work?")
                .after("yes", "Done: your refund RF-1 for order ORD-1024 is requested.")
                .aboutOrders("ORD-1024", "ORD-1026")
                .onTopic(Intent.AFFIRM, null, "yes", Source.ORDERS)
                .build());

        assertThat(intent.top().intent()).isEqualTo(Intent.ORDER_STATUS);
        assertThat(intent.entities().orderIds()).containsExactly("ORD-1024");
    }

    @Test
    void whenOnesOwnThingComesIsAskedOfItsOrder() {
        var intent = interpreter.interpret(turn("and when does the tab 10 come").build());

        assertThat(intent.top().is(Intent.ORDER_STATUS, Variants.TRACK)).isTrue();
        assertThat(intent.routes()).contains(Route.TOOLS);
    }

    @Test
    void whenItComesIsAskedOfTheOrderThatIsSpokenOf() {
        var intent = interpreter.interpret(turn("when will it be here?")
                .after("where is the laptop", "Your order ORD-1015 (TechPro X1) is in transit.")
                .about("techpro-x1")
                .aboutOrders("ORD-1015")
                .build());

        assertThat(intent.top().intent()).isEqualTo(Intent.ORDER_STATUS);
        assertThat(intent.entities().orderIds()).containsExactly("ORD-1015");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What laptops do you have?                  | PRODUCT_INFO   | list      | GRAPH RAG",
                "Tell me about the X1                       | PRODUCT_INFO   | about     | GRAPH RAG",
                "What about the X2?                         | PRODUCT_INFO   | about     | GRAPH RAG",
                "X1 vs X2                                   | COMPARISON     |           | GRAPH",
                "does the TB4 dock work with the X1?        | COMPATIBILITY  |           | GRAPH RAG",
                "which headphones would you recommend?      | RECOMMENDATION |           | GRAPH",
                "Track ORD-1001                             | ORDER_STATUS   | track     | TOOLS",
                "show me my orders                          | ORDER_STATUS   | my_orders | TOOLS",
                "My package hasn't arrived                  | DELIVERY       | late      | TOOLS RAG",
                "how much is express shipping?              | DELIVERY       | options   | RAG",
                "change the delivery address                | DELIVERY       | address   | TOOLS RAG",
                "change the delivery address of ORD-1001    | DELIVERY       | address   | TOOLS RAG",
                "I want to return my headphones             | REFUND         | request   | TOOLS RAG",
                "What's the refund policy?                  | REFUND         | policy    | RAG",
                "where is my refund                         | REFUND         | status    | TOOLS RAG",
                "The screen arrived cracked                 | COMPLAINT      | request   | TOOLS RAG",
                "any news on my complaint?                  | COMPLAINT      | status    | TOOLS",
                "your service is awful                      | COMPLAINT      | feedback  | ",
                "cancel ORD-1003                            | ORDER_CHANGE   | cancel    | TOOLS RAG",
                "is there a cancellation fee                | ORDER_CHANGE   | fee       | RAG",
                "what is your exchange policy               | EXCHANGE       | policy    | RAG",
                "can I pay with paypal                      | PAYMENT        |           | TOOLS RAG",
                "I forgot my password                       | ACCOUNT        |           | TOOLS RAG",
                "let me talk to a human                     | HUMAN_AGENT    |           | ",
                "hi                                         | GREETING       |           | ",
                "thanks a lot!                              | THANKS         |           | ",
                "Tell me a joke about tax law               | OUT_OF_SCOPE   |           | ",
                "12345                                      | OUT_OF_SCOPE   |           | ",
                "?!                                         | OUT_OF_SCOPE   |           | ",
                "hello there, where is my order ORD-1001?   | ORDER_STATUS   | track     | TOOLS",
                "what works with the X1? thanks in advance! | COMPATIBILITY  |           | GRAPH RAG",
                "yes                                        | AFFIRM         |           | ",
            })
    void coldMessageIsUnderstoodAndRouted(String text, Intent intent, String variant, String routes) {
        var event = interpret(turn(text));

        assertThat(event.top().intent()).as("%s", event.intents()).isEqualTo(intent);
        assertThat(event.top().variant()).isEqualTo(variant);
        assertThat(event.routes())
                .containsExactlyInAnyOrderElementsOf(
                        routes == null
                                ? List.of()
                                : Arrays.stream(routes.split(" "))
                                        .map(Route::valueOf)
                                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "Yes please",
                "ok do it",
                "sure",
                "yesss",
                "go ahead",
                "👍",
                "yes, refund it",
                "Sure, why not"
            })
    void yesAffirmsWhatWaitsForConfirmation(String text) {
        var event = interpret(turn(text).awaiting(Awaiting.CONFIRMATION, "refund"));

        assertThat(event.top().intent()).isEqualTo(Intent.AFFIRM);
        assertThat(event.routes()).containsExactly(Route.TOOLS);
        assertThat(event.pendingAction()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "No thanks", "don't do it", "nope", "never mind", "no, keep it", "nooo", "forget it"})
    void noDeniesWhatWaitsForConfirmation(String text) {
        var event = interpret(turn(text).awaiting(Awaiting.CONFIRMATION, "refund"));

        assertThat(event.top().intent()).isEqualTo(Intent.DENY);
        assertThat(event.routes()).containsExactly(Route.TOOLS);
    }

    @Test
    void yesToNothingIsNoWish() {
        var event = interpret(turn("yes").after("what is your return policy", "You have 30 days."));

        assertThat(event.top().intent()).isEqualTo(Intent.AFFIRM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "what would that cost              | PRODUCT_INFO",
                "does that work on tablets as well | COMPATIBILITY",
                "is that available in black?       | PRODUCT_INFO"
            })
    void thatIsWhatWasSpokenOf(String text, Intent intent) {
        var event = interpret(turn(text)
                .after("tell me about the Swift", "The Kestrel Swift is a wireless mouse.")
                .about("kestrel-swift"));

        assertThat(event.top().intent()).isEqualTo(intent);
        assertThat(event.entities().products())
                .extracting(ProductMention::productId)
                .contains("kestrel-swift");
        assertThat(event.question()).contains("the Kestrel Swift");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "where is the laptop                | ORDER_STATUS | track",
                "where's the speaker i bought       | ORDER_STATUS | track",
                "do u sel tablats                   | PRODUCT_INFO | list",
                "how do i make a new account        | ACCOUNT      |",
                "who pays for sending it back       | REFUND       | policy",
                "can i pick it up somewhere         | DELIVERY     | options",
                "who are you                        | GENERAL      |"
            })
    void everydayWordingsAreRead(String text, Intent intent, @Nullable String variant) {
        var top = interpret(turn(text)).top();

        assertThat(top.intent()).isEqualTo(intent);
        assertThat(top.variant()).isEqualTo(variant);
    }

    @Test
    void questionWhileSomethingWaitsIsAnsweredAsAQuestion() {
        var event = interpret(turn("how long does shipping take?").awaiting(Awaiting.CONFIRMATION, "refund"));

        assertThat(event.top().is(Intent.DELIVERY, Variants.OPTIONS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORD-1002",
                "1002",
                "it's order 1002",
                "the one from ORD-1002 please",
                "the second",
                "the second one",
                "2nd one",
                "last one"
            })
    void shortAnswerGoesOnWithWhatAskedForIt(String text) {
        var event = interpret(turn(text)
                .after("I want a refund", "Which order is it: ORD-1001 (TechPro X1) or ORD-1002 (Sonara Calm 700)?")
                .awaiting(Awaiting.INPUT, "refund"));

        assertThat(event.top().is(Intent.REFUND, Variants.REQUEST)).isTrue();
        assertThat(event.routes()).contains(Route.TOOLS);
        assertThat(event.entities().orderIds()).containsExactly("ORD-1002");
        assertThat(event.classifier()).isEqualTo("rules");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "the cheaper one        | techpro-x1",
                "the most expensive     | techpro-x2",
                "number 2               | techpro-x2",
                "the second             | techpro-x2",
                "the first one please   | techpro-x1",
                "the X2 please          | techpro-x2",
                "TechPro X1             | techpro-x1",
            })
    void productThatWasAskedForIsPickedAndColdItIsNoRefund(String text, String id) {
        var asked = turn(text)
                .after("I want to return one of them", "Which one: the TechPro X1 or the TechPro X2?")
                .awaiting(Awaiting.INPUT, "refund");

        assertThat(interpret(asked).top().is(Intent.REFUND, Variants.REQUEST)).isTrue();
        assertThat(products(asked)).containsExactly(id);
        assertThat(interpret(turn(text)).top().intent()).isNotEqualTo(Intent.REFUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"the blue one", "the big one", "the one for 99 euros", "the one from last week"})
    void descriptionAnswersWhichOneAndColdItIsNoRefund(String text) {
        var asked = turn(text)
                .after("I want my money back", "Which item is it: the blue case or the red case?")
                .awaiting(Awaiting.INPUT, "refund");

        assertThat(interpret(asked).top().is(Intent.REFUND, Variants.REQUEST)).isTrue();
        assertThat(interpret(turn(text)).top().is(Intent.REFUND, Variants.REQUEST))
                .isFalse();
    }

    @Test
    void productAnswersWhatToComplainAbout() {
        var event = interpret(turn("the headphones").awaiting(Awaiting.INPUT, "complaint"));

        assertThat(event.top().is(Intent.COMPLAINT, Variants.REQUEST)).isTrue();
        assertThat(event.entities().categories()).containsExactly("Headphones");
    }

    @Test
    void freeWordsAnswerWhatWasAskedFor() {
        var event = interpret(turn("the black ones I bought last week").awaiting(Awaiting.INPUT, "refund"));

        assertThat(event.top().is(Intent.REFUND, Variants.REQUEST)).isTrue();
    }

    @Test
    void sameShortWordsColdMeanNothingOfTheSort() {
        assertThat(interpret(turn("ORD-1002")).top().is(Intent.ORDER_STATUS, Variants.TRACK))
                .isTrue();
        assertThat(interpret(turn("the second")).top().intent()).isNotEqualTo(Intent.REFUND);
    }

    @Test
    void unspokenProductIsTheOneInFocus() {
        var event = interpret(turn("How long does the battery last?").about("techpro-x1"));

        assertThat(event.top().is(Intent.PRODUCT_INFO, Variants.DETAIL)).isTrue();
        assertThat(event.entities().products()).singleElement().satisfies(mention -> {
            assertThat(mention.productId()).isEqualTo("techpro-x1");
            assertThat(mention.text()).isEmpty();
            assertThat(mention.start()).isEqualTo(-1);
        });
        assertThat(event.question()).isEqualTo("How long does the battery last? (TechPro X1)");
        assertThat(event.embedding()).isNotNull();
    }

    @Test
    void anotherKindOfThingIsNotTheOneInFocus() {
        assertThat(products(turn("how do I reset my headphones?").about("techpro-x1")))
                .isEmpty();
        assertThat(products(turn("how do I reset my headphones?").about("techpro-x1", "sonara-calm-700")))
                .containsExactly("sonara-calm-700");
        assertThat(products(turn("is a charger included?").about("techpro-x1"))).containsExactly("techpro-x1");
    }

    @Test
    void pronounsMeanWhatIsInFocus() {
        var works = interpret(turn("What works with it?").about("techpro-x2", "techpro-x1"));

        assertThat(works.top().intent()).isEqualTo(Intent.COMPATIBILITY);
        assertThat(works.question()).isEqualTo("What works with the TechPro X2?");
        assertThat(products(turn("Compare them").about("techpro-x2", "techpro-x1")))
                .containsExactly("techpro-x1", "techpro-x2");
        assertThat(products(turn("compare it with the UltraBook 14").about("techpro-x1")))
                .containsExactly("techpro-x1", "ultrabook-14");
        assertThat(products(turn("compare them").about("techpro-x2", "techpro-dock-pro", "techpro-x1")))
                .containsExactly("techpro-x1", "techpro-x2");
        assertThat(products(turn("does it work with the TB4 dock?").about("techpro-x1")))
                .containsExactly("techpro-x1", "portage-tb4-dock");
    }

    @Test
    void ordinalsMeanWhatTheAssistantListed() {
        assertThat(products(turn("tell me more about the second one")
                        .after(
                                "what laptops do you have?",
                                "We have the TechPro X1, the UltraBook 14 and the TechPro X2.")
                        .about("techpro-x2", "techpro-x1")))
                .containsExactly("ultrabook-14");
        assertThat(products(turn("compare the first and the third")
                        .after(
                                "what laptops do you have?",
                                "We have the TechPro X1, the UltraBook 14 and the TechPro X2.")))
                .containsExactly("techpro-x1", "techpro-x2");
    }

    @Test
    void followUpRepeatsTheQuestionAboutSomethingElse() {
        var event = interpret(turn("What about the X2?")
                .after("How long does the battery of the X1 last?", "The TechPro X1 lasts up to 12 hours.")
                .about("techpro-x1"));

        assertThat(event.top().is(Intent.PRODUCT_INFO, Variants.DETAIL)).isTrue();
        assertThat(event.question()).isEqualTo("How long does the battery of the TechPro X2 last?");
        assertThat(event.entities().products())
                .extracting(ProductMention::productId)
                .containsExactly("techpro-x2");
        assertThat(event.entities().products().getFirst().start()).isEqualTo(15);
    }

    @Test
    void followUpOfAFollowUpRepeatsTheFirstQuestion() {
        var event = interpret(turn("and the ultrabook?")
                .after("what works with it?", "The TechPro X1 works with …")
                .after("what about the X2?", "The TechPro X2 works with …")
                .about("techpro-x2", "techpro-x1"));

        assertThat(event.top().intent()).isEqualTo(Intent.COMPATIBILITY);
        assertThat(event.question()).isEqualTo("what works with the UltraBook 14?");
    }

    @Test
    void followUpWithNothingToRepeatAsksAboutTheProduct() {
        var event = interpret(
                turn("What about the X2?").after("What laptops do you have?", "We have the TechPro X1 and X2."));

        assertThat(event.top().is(Intent.PRODUCT_INFO, Variants.ABOUT)).isTrue();
        assertThat(event.question()).isEqualTo("What about the TechPro X2?");
    }

    @Test
    void followUpMayNameAnotherCategory() {
        var event = interpret(turn("and monitors?").after("What laptops do you have?", "We have the TechPro X1."));

        assertThat(event.top().is(Intent.PRODUCT_INFO, Variants.LIST)).isTrue();
        assertThat(event.entities().categories()).containsExactly("Monitors");
    }

    @Test
    void followUpMayNameAnotherOrder() {
        var event = interpret(turn("and ORD-1005?").after("Track ORD-1001", "Your order is in transit."));

        assertThat(event.top().is(Intent.ORDER_STATUS, Variants.TRACK)).isTrue();
        assertThat(event.entities().orderIds()).containsExactly("ORD-1005");
        assertThat(event.routes()).containsExactly(Route.TOOLS);
    }

    @Test
    void thatOrderIsTheOneInFocus() {
        assertThat(interpret(turn("when will that order arrive?").aboutOrders("ORD-1001"))
                        .entities()
                        .orderIds())
                .containsExactly("ORD-1001");
        assertThat(interpret(turn("where is my order?").aboutOrders("ORD-1001"))
                        .entities()
                        .orderIds())
                .isEmpty();
    }

    @Test
    void itIsWhatWasSpokenOfLast() {
        var afterOrder = interpret(turn("I want to return it")
                .after("tell me about the X2", "The TechPro X2 is …")
                .after("track ORD-1001", "ORD-1001 is delivered.")
                .about("techpro-x2")
                .aboutOrders("ORD-1001"));

        assertThat(afterOrder.entities().orderIds()).containsExactly("ORD-1001");
        assertThat(afterOrder.entities().products()).isEmpty();

        var afterProduct = interpret(turn("I want to return it")
                .after("track ORD-1001", "ORD-1001 is delivered.")
                .after("tell me about the X2", "The TechPro X2 is …")
                .about("techpro-x2")
                .aboutOrders("ORD-1001"));

        assertThat(afterProduct.entities().orderIds()).isEmpty();
        assertThat(afterProduct.entities().products())
                .extracting(ProductMention::productId)
                .containsExactly("techpro-x2");
    }

    @Test
    void bareNumberAnswersTheQuestionForAnOrder() {
        var event = interpret(turn("1002").after("my package hasn't arrived", "I am sorry. Which order is it about?"));

        assertThat(event.entities().orderIds()).containsExactly("ORD-1002");
        assertThat(event.routes()).contains(Route.TOOLS);
    }

    @Test
    void messageWithTwoWishesIsTwoWishesInItsOrder() {
        var event = interpret(turn("Track ORD-1001 and what is your return policy?"));

        assertThat(event.top().is(Intent.ORDER_STATUS, Variants.TRACK)).isTrue();
        assertThat(event.routes()).containsExactly(Route.TOOLS);
        assertThat(event.further()).singleElement().satisfies(wish -> {
            assertThat(wish.text()).isEqualTo("what is your return policy?");
            assertThat(wish.intents().getFirst().is(Intent.REFUND, Variants.POLICY))
                    .isTrue();
            assertThat(wish.entities().orderIds()).isEmpty();
            assertThat(wish.routes()).contains(Route.RAG);
            assertThat(wish.embedding()).isNotNull();
        });
    }

    @Test
    void laterWishMayMeanWhatAnEarlierOneNamed() {
        var event = interpret(turn("Tell me about the X1. Which docks work with it?"));

        assertThat(event.wishes())
                .hasSize(2)
                .allSatisfy(wish -> assertThat(wish.entities().products())
                        .extracting(ProductMention::productId)
                        .containsExactly("techpro-x1"));
        assertThat(event.further().getFirst().question()).isEqualTo("Which docks work with the TechPro X1?");
    }

    @Test
    void sameTurnGivesTheSameEvent() {
        var first = interpret(turn("Compare them").about("techpro-x2", "techpro-x1"));
        var second = interpret(turn("Compare them").about("techpro-x2", "techpro-x1"));

        assertThat(second.meta().id()).isEqualTo(first.meta().id());
        assertThat(second.intents()).isEqualTo(first.intents());
        assertThat(first.meta().causeId()).isEqualTo("e-1");
    }

    private static List<String> products(Turn turn) {
        return interpret(turn).entities().products().stream()
                .map(ProductMention::productId)
                .toList();
    }

    private static IntentClassified interpret(Turn turn) {
        return interpreter.interpret(turn.build());
    }
}
