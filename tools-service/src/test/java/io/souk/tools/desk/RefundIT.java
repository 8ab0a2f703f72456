package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Variants;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** "I want to return my headphones", with everything that can go wrong on the way to one refund. */
class RefundIT extends ToolsIT {
    @Autowired
    Desk desk;

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
    void refundsOnceWhenTheYesIsDeliveredTwice() {
        boughtHeadphones();
        var proposed = hearsAsCustomer(wantsHeadphonesBack());
        var yes = Says.yes()
                .by(customer)
                .in(conversation)
                .answering(pendingOf(proposed))
                .turn();

        probe.publish(yes);
        probe.publish(yes);
        var reference = finding(evidenceOf(yes), Done.class).reference();
        hearsAsCustomer(says("how far is it", Intent.REFUND, Variants.STATUS));

        assertThat(probe.seen(EvidenceGathered.class)
                        .filter(evidence -> evidence.turnId().equals(yes.turnId())))
                .hasSize(1);
        assertThat(probe.seen(RefundRequested.class)
                        .filter(refund -> refund.refundId().equals(reference)))
                .hasSize(1);
        assertThat(count("refund")).isEqualTo(1);
    }

    @Test
    void answersASecondYesWithTheSameReference() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));

        var first = finding(hearsAsCustomer(Says.yes().answering(pending)), Done.class);
        var second = finding(hearsAsCustomer(Says.yes().answering(pending)), Done.class);
        var third = finding(hearsAsCustomer(Says.yes()), Done.class);

        assertThat(second.repeated()).isTrue();
        assertThat(second.reference()).isEqualTo(first.reference());
        assertThat(third.repeated()).isTrue();
        assertThat(third.reference()).isEqualTo(first.reference());
        assertThat(count("refund")).isEqualTo(1);
    }

    @Test
    void refundsOnceWhenTwoInstancesRunTheSameYes() throws Exception {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));
        var barrier = new CyclicBarrier(2);
        Callable<Done> yes = () -> {
            var turn =
                    Says.yes().by(customer).in(conversation).answering(pending).turn();
            barrier.await(10, TimeUnit.SECONDS);
            return finding(
                    outbox.<EvidenceGathered>transact(() -> desk.answer(turn).evidence()), Done.class);
        };

        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = threads.invokeAll(List.of(yes, yes));
            var one = both.getFirst().get();
            var other = both.getLast().get();

            assertThat(one.reference()).isEqualTo(other.reference());
            assertThat(List.of(one.repeated(), other.repeated())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(count("refund")).isEqualTo(1);
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
    void changesNothingAfterANo() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));

        var declined = hearsAsCustomer(Says.no().answering(pending));
        var late = hearsAsCustomer(Says.yes().answering(pending));

        assertThat(refusalCode(declined)).isEqualTo("dropped");
        assertThat(refusalCode(late)).isEqualTo("dropped");
        assertThat(count("refund")).isZero();
    }

    @Test
    void doesNotRunAnExpiredProposal() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));
        assertThat(pending.expiresAt()).isAfter(Instant.now().plusSeconds(9 * 60));
        jdbc.sql("update proposal set expires_at = now() - interval '1 second' where id = ?")
                .param(pending.proposalId())
                .update();

        assertThat(refusalCode(hearsAsCustomer(Says.yes().answering(pending)))).isEqualTo("proposal-expired");
        assertThat(count("refund")).isZero();
    }

    @Test
    void voidsAProposalWhoseOrderHasChanged() {
        var order = boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));
        jdbc.sql("update purchase_order set zip = '10115', version = version + 1 where id = ?")
                .param(order)
                .update();

        assertThat(refusalCode(hearsAsCustomer(Says.yes().answering(pending)))).isEqualTo("order-changed");
        assertThat(refusalCode(hearsAsCustomer(Says.yes().answering(pending)))).isEqualTo("order-changed");
        assertThat(count("refund")).isZero();
    }

    @Test
    void runsNothingButWhatWasShown() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));
        jdbc.sql("update proposal set terms = replace(terms, '279.00', '1.00') where id = ?")
                .param(pending.proposalId())
                .update();

        assertThat(refusalCode(hearsAsCustomer(Says.yes().answering(pending)))).isEqualTo("order-changed");
        assertThat(count("refund")).isZero();
    }

    @Test
    void takesAYesOnlyFromTheCustomerAndConversationThatWereAsked() {
        boughtHeadphones();
        var pending = pendingOf(hearsAsCustomer(wantsHeadphonesBack()));

        var stranger = hears(Says.yes().by("u-bob").answering(pending));
        var elsewhere = Says.yes()
                .by(customer)
                .in("c-elsewhere-" + customer)
                .answering(pending)
                .turn();
        probe.publish(elsewhere);

        assertThat(refusalCode(stranger)).isEqualTo("proposal-not-found");
        assertThat(refusalCode(evidenceOf(elsewhere))).isEqualTo("proposal-not-found");
        assertThat(count("refund")).isZero();
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

    private static Says wantsHeadphonesBack() {
        return says("I want to return my headphones", Intent.REFUND, Variants.REQUEST)
                .category("Headphones");
    }
}
