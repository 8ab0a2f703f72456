package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.ComplaintOpened;
import io.souk.events.Variants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** "The screen arrived cracked." */
@ExtendWith(OutputCaptureExtension.class)
class ComplaintIT extends ToolsIT {
    @Test
    void opensOneComplaintWithTheCustomersWordsAfterAYes(CapturedOutput output) {
        boughtHeadphones();
        var order = boughtMonitor(12);

        var proposed = hearsAsCustomer(complaint("The screen arrived cracked"));

        assertThat(proposed.outcome()).isEqualTo(Outcome.NEEDS_CONFIRMATION);
        var proposal = finding(proposed, Proposal.class);
        assertThat(proposal.orderId()).isEqualTo(order);
        assertThat(proposal.items()).extracting("name").containsExactly("Vireo 27 4K Pro");
        assertThat(proposal.amount()).isNull();
        assertThat(proposal.reason()).isEqualTo("The screen arrived cracked");

        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);

        assertThat(done.reference()).matches("CP-\\d{6}");
        assertThat(done.status()).isEqualTo("open");
        assertThat(done.repeated()).isFalse();
        var event = probe.await(
                ComplaintOpened.class, opened -> opened.complaintId().equals(done.reference()));
        assertThat(event.productId()).isEqualTo("vireo-27-4k-pro");
        assertThat(event.orderId()).isEqualTo(order);
        assertThat(reasonOf(done)).isEqualTo("The screen arrived cracked");
        assertThat(output).doesNotContain("arrived cracked");
    }

    @Test
    void asksWhichScreenWhenThereAreTwo() {
        var older = boughtMonitor(12);
        var newer = boughtMonitor(2);

        var asked = hearsAsCustomer(complaint("The screen arrived cracked"));

        assertThat(asked.outcome()).isEqualTo(Outcome.NEEDS_INPUT);
        assertThat(finding(asked, Question.class).slot()).isEqualTo("item");
        assertThat(finding(asked, Question.class).choices())
                .extracting("value")
                .containsExactly(newer + " Vireo 27 4K Pro", older + " Vireo 27 4K Pro");
        var proposed = hearsAsCustomer(says(older + " Vireo 27 4K Pro", Intent.ORDER_STATUS, Variants.TRACK)
                .about(older)
                .answering(pendingOf(asked)));
        assertThat(finding(proposed, Proposal.class).orderId()).isEqualTo(older);
        assertThat(finding(proposed, Proposal.class).reason()).isEqualTo("The screen arrived cracked");
    }

    @Test
    void asksWhatIsWrongWhenOnlyTheItemIsNamed() {
        boughtMonitor(3);

        var asked = hearsAsCustomer(complaint("I want to file a complaint about my monitor"));

        assertThat(finding(asked, Question.class).slot()).isEqualTo("reason");
        assertThat(finding(asked, Question.class).choices()).isEmpty();
        var proposed = hearsAsCustomer(
                says("it hums all night", Intent.OUT_OF_SCOPE, null).answering(pendingOf(asked)));
        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);
        assertThat(reasonOf(done)).isEqualTo("it hums all night");
    }

    @Test
    void findsTheComplaintThatIsAlreadyOpen() {
        boughtMonitor(3);
        var first = opened("The screen arrived cracked");

        var again = hearsAsCustomer(complaint("The screen is broken"));

        assertThat(finding(again, Done.class).reference()).isEqualTo(first.reference());
        assertThat(finding(again, Done.class).repeated()).isTrue();
        assertThat(count("complaint")).isEqualTo(1);
    }

    @Test
    void complainsAboutTheWholeOrderWhenItHasNotArrived() {
        var order = bought(Purchases.open(
                newOrderId(), customer, item("a-dock", "A Dock", "99.00"), item("b-dock", "B Dock", "99.00")));

        var proposed = hearsAsCustomer(
                complaint("your courier was rude, order " + order).about(order));

        assertThat(finding(proposed, Proposal.class).items()).isEmpty();
        assertThat(finding(proposed, Proposal.class).orderId()).isEqualTo(order);
    }

    @Test
    void tellsHowFarTheComplaintIs() {
        boughtMonitor(3);
        var opened = opened("The screen arrived cracked");

        var newest = hearsAsCustomer(says("any news on my complaint", Intent.COMPLAINT, Variants.STATUS));
        var foreign = hears(says("how far is it", Intent.COMPLAINT, Variants.STATUS)
                .by("u-bob")
                .reference(opened.reference()));

        assertThat(finding(newest, Done.class).reference()).isEqualTo(opened.reference());
        assertThat(refusalCode(foreign)).isEqualTo("complaint-not-found");
    }

    private Done opened(String words) {
        var proposed = hearsAsCustomer(complaint(words));
        return finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);
    }

    private String boughtMonitor(int daysAgo) {
        sells("vireo-27-4k-pro", "Vireo 27 4K Pro", "Monitors");
        return bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today().minusDays(daysAgo),
                item("vireo-27-4k-pro", "Vireo 27 4K Pro", "499.00")));
    }

    private String reasonOf(Done done) {
        return jdbc.sql("select reason from complaint where id = ?")
                .param(done.reference())
                .query(String.class)
                .single();
    }

    private static Says complaint(String text) {
        return says(text, Intent.COMPLAINT, Variants.REQUEST);
    }
}
