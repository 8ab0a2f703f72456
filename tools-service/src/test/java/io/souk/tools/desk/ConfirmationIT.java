package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding.Done;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.events.Variants;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Yes and no, with everything that can go wrong on the way to doing once what was shown. */
class ConfirmationIT extends ToolsIT {
    @Autowired
    Reception reception;

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
                    outbox.<EvidenceGathered>transact(
                            () -> reception.answer(turn).evidence()),
                    Done.class);
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
}
