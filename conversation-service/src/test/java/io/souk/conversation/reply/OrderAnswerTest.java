package io.souk.conversation.reply;

import static io.souk.conversation.reply.Evidence.ORDER;
import static io.souk.conversation.reply.Evidence.REFUND_TIME;
import static io.souk.conversation.reply.Evidence.RETURN_WINDOW;
import static io.souk.conversation.reply.Evidence.X1;
import static io.souk.conversation.reply.Evidence.asked;
import static io.souk.conversation.reply.Evidence.pending;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Order;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.OrderView;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Finding.Refusal;
import io.souk.events.Intent;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderAnswerTest {
    private static final List<OrderLine> HEADPHONES =
            List.of(new OrderLine("sonara-calm-700", "Sonara Calm 700", 1, new BigDecimal("329.00")));

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
    void tracksAnOrderWithCarrierDateAndLastNews() {
        var reply = asked("Track ORD-1001", Intent.ORDER_STATUS, "track")
                .found(Route.TOOLS, new Order(ORDER))
                .reply();

        assertThat(reply.text())
                .contains(
                        "ORD-1001 (Portage TB4 Dock) is in transit with DHL",
                        "JD014600003829471120",
                        "Tuesday, 25 November 2031",
                        "Arrived at the delivery region, Berlin");
        assertThat(reply.cards()).containsExactly(new Order(ORDER));
    }

    @Test
    void addsUpWhatSeveralOrdersCost() {
        var other = new OrderView("ORD-1002", "delivered", null, HEADPHONES, new BigDecimal("333.90"), "EUR", null);

        var reply = asked("what did I pay in all for both", Intent.ORDER_STATUS, "my_orders")
                .found(Route.TOOLS, new Finding.Orders(List.of(ORDER, other)))
                .reply();

        assertThat(reply.text()).contains("€552.90", "€219.00 for ORD-1001", "€333.90 for ORD-1002 (Sonara Calm 700)");
    }

    @Test
    void saysWhatTheOneThingCostThatIsAskedAbout() {
        var order = new OrderView(
                "ORD-1002",
                "in_transit",
                null,
                List.of(new OrderLine(X1.id(), X1.name(), 2, new BigDecimal("1299.00")), HEADPHONES.getFirst()),
                new BigDecimal("2927.00"),
                "EUR",
                null);

        var reply = asked("how much of that was the X1", Intent.ORDER_STATUS, "track")
                .about(X1)
                .found(Route.TOOLS, new Order(order))
                .reply();

        assertThat(reply.text()).contains("€2,598.00 for 2 × TechPro X1", "€2,927.00 in all");
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

        assertThat(reply.text())
                .contains("can't find that order among your orders")
                .doesNotContain("whatever");
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
    void saysWhatARefusalItDoesNotKnowSays() {
        var reply = asked("Cancel it", Intent.ORDER_CHANGE, "cancel")
                .brought(Route.TOOLS, Outcome.NOTHING, null, new Refusal("brand-new-code", "It has left already."))
                .reply();

        assertThat(reply.text()).isEqualTo("It has left already.");
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

    @ParameterizedTest
    @CsvSource({
        "what else was in there?, ORD-1001 holds Portage TB4 Dock",
        "what did that one cost me with the shipping, came to €219.00",
        "when did I order it, You ordered it on"
    })
    void whatIsAskedOfAnOrderComesBeforeWhereItIs(String question, String answer) {
        var reply = asked(question, Intent.ORDER_STATUS, "track")
                .found(Route.TOOLS, new Order(ORDER))
                .reply();

        assertThat(reply.text()).containsSubsequence(answer, "in transit").doesNotContain("Last news");
    }

    @Test
    void someOfTheOrdersAreNotCalledAllOfThem() {
        var reply = asked("which orders are still on the way?", Intent.ORDER_STATUS, "my_orders")
                .found(Route.TOOLS, new Finding.Orders(List.of(ORDER)))
                .reply();

        assertThat(reply.text()).contains("one order").doesNotContain("You have");
    }

    @Test
    void anUnknownOrderIsNamedInTheRefusal() {
        var reply = asked("track ORD-9", Intent.ORDER_STATUS, "track")
                .ofOrder("ORD-9")
                .found(Route.TOOLS, new Refusal("order-not-found", "I can't find that order in your account."))
                .reply();

        assertThat(reply.text()).contains("find ORD-9 among your orders");
    }

    @Test
    void whoeverAsksWhatElseIsPossibleIsToldThatFirst() {
        var reply = asked("what can I do instead?", Intent.REFUND, Variants.REQUEST)
                .found(Route.TOOLS, new Refusal("return-window-over", "The 30 days were over on 3 May."))
                .reply();

        assertThat(reply.text()).contains("complaint").doesNotContain("3 May");
        assertThat(reply.offer()).isNotNull();
    }

    @Test
    void ordersToChooseFromAreSuggestedByWhatIsInThem() {
        var action = pending("cancel", Awaiting.INPUT);
        var label = "Portage TB4 Dock, ordered 3 May (ORD-1001)";
        var reply = asked("cancel my order", Intent.ORDER_CHANGE, "cancel")
                .brought(
                        Route.TOOLS,
                        Outcome.NEEDS_INPUT,
                        action,
                        new Question(action, "order", List.of(new Choice("ORD-1001", label))))
                .reply();

        assertThat(reply.suggestions()).containsExactly(label);
    }
}
