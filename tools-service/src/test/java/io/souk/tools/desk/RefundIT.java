package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Variants;
import org.junit.jupiter.api.Test;

/** "I want to return my headphones": asked back, refused, proposed and done. */
class RefundIT extends ToolsIT {
    @Test
    void proposesThenRefundsOnceAfterAYes() {
        var order = boughtHeadphones();

        var proposed = hearsAsCustomer(wantsHeadphonesBack());

        assertThat(proposed.outcome()).isEqualTo(Outcome.NEEDS_CONFIRMATION);
        var proposal = finding(proposed, Proposal.class);
        assertThat(proposal.orderId()).isEqualTo(order);
        assertThat(proposal.items()).extracting("name").containsExactly("Sonara Calm 700");
        assertThat(proposal.amount()).isEqualByComparingTo("279.00");
        assertThat(proposal.destination()).isEqualTo("Visa ending 4242");
        assertThat(proposal.action()).isEqualTo(proposed.pendingAction());
        assertThat(pendingOf(proposed).awaiting()).isEqualTo(Awaiting.CONFIRMATION);
        assertThat(count("refund")).isZero();

        var turn = Says.yes()
                .by(customer)
                .in(conversation)
                .answering(pendingOf(proposed))
                .turn();
        probe.publish(turn);
        var confirmed = evidenceOf(turn);

        var done = finding(confirmed, Done.class);
        assertThat(done.repeated()).isFalse();
        assertThat(done.reference()).matches("RF-\\d{6}");
        assertThat(done.status()).isEqualTo("requested");
        assertThat(done.amount()).isEqualByComparingTo("279.00");
        var event =
                probe.await(RefundRequested.class, refund -> refund.refundId().equals(done.reference()));
        assertThat(event.meta().causeId()).isEqualTo(turn.meta().id());
        assertThat(event.meta().subject()).isEqualTo(order);
        assertThat(event.conversationId()).isEqualTo(conversation);
        assertThat(event.amount()).isEqualByComparingTo("279.00");
    }

    @Test
    void saysSoWhenTheItemHasBeenRefundedAlready() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));
        var first = finding(hearsAsCustomer(Says.yes().answering(pending)), Done.class);

        var again = hearsAsCustomer(wantsHeadphonesBack());

        assertThat(again.outcome()).isEqualTo(Outcome.FOUND);
        assertThat(finding(again, Done.class).reference()).isEqualTo(first.reference());
        assertThat(finding(again, Done.class).repeated()).isTrue();
    }

    @Test
    void refusesAfterTheReturnWindow() {
        var order = bought(Purchases.delivered(
                newOrderId(), customer, Purchases.today().minusDays(31), item("a-dock", "A Dock", "99.00")));

        var evidence = hearsAsCustomer(
                says("return the dock", Intent.REFUND, Variants.REQUEST).about(order));

        assertThat(refusalCode(evidence)).isEqualTo("return-window-over");
        assertThat(evidence.pendingAction()).isNull();
    }

    @Test
    void asksWhichItemAndGoesOnWithTheAnswer() {
        var order = bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today().minusDays(3),
                item("keywright-slate-75", "Keywright Slate 75", "129.00"),
                item("glider-m2", "Glider M2", "49.00")));

        var asked = hearsAsCustomer(says("I want my money back", Intent.REFUND, Variants.REQUEST));

        assertThat(asked.outcome()).isEqualTo(Outcome.NEEDS_INPUT);
        var question = finding(asked, Question.class);
        assertThat(question.slot()).isEqualTo("item");
        assertThat(question.choices())
                .extracting("value")
                .containsExactly(order + " Keywright Slate 75", order + " Glider M2", order + " everything");
        assertThat(pendingOf(asked).awaiting()).isEqualTo(Awaiting.INPUT);

        var proposed =
                hearsAsCustomer(says("the second one", Intent.GENERAL, null).answering(pendingOf(asked)));

        assertThat(finding(proposed, Proposal.class).items()).extracting("name").containsExactly("Glider M2");
        assertThat(finding(proposed, Proposal.class).amount()).isEqualByComparingTo("49.00");
        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);
        assertThat(done.amount()).isEqualByComparingTo("49.00");
    }

    @Test
    void asksAgainWhenTheAnswerSaysNothing() {
        bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today(),
                item("keywright-slate-75", "Keywright Slate 75", "129.00"),
                item("glider-m2", "Glider M2", "49.00")));
        var asked = hearsAsCustomer(says("I want my money back", Intent.REFUND, Variants.REQUEST));

        var again = hearsAsCustomer(
                says("hmm let me think", Intent.OUT_OF_SCOPE, null).answering(pendingOf(asked)));

        assertThat(again.outcome()).isEqualTo(Outcome.NEEDS_INPUT);
        assertThat(again.pendingAction()).isEqualTo(asked.pendingAction());
    }

    @Test
    void turnsToAnotherRequestInTheMiddleOfAQuestion() {
        var order = bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today(),
                item("keywright-slate-75", "Keywright Slate 75", "129.00"),
                item("glider-m2", "Glider M2", "49.00")));
        var asked = hearsAsCustomer(says("I want my money back", Intent.REFUND, Variants.REQUEST));

        var tracked = hearsAsCustomer(says("track " + order + " please", Intent.ORDER_STATUS, Variants.TRACK)
                .about(order)
                .answering(pendingOf(asked)));

        assertThat(finding(tracked, io.souk.events.Finding.Order.class).order().id())
                .isEqualTo(order);
    }
}
