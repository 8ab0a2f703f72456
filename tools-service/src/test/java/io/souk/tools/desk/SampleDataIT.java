package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Order;
import io.souk.events.Finding.Orders;
import io.souk.events.Finding.Proposal;
import io.souk.events.Intent;
import io.souk.events.Variants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;

/** The sample marketplace's own orders, asked about as in the first conversation of the project. */
class SampleDataIT extends ToolsIT {
    @Autowired
    ApplicationRunner sampleData;

    @BeforeEach
    void catalogue() {
        sells("sonara-calm-700", "Sonara Calm 700", "Headphones");
        sells("vireo-27-4k-pro", "Vireo 27 4K Pro", "Monitors");
        sells("brightfold-tab-10", "Brightfold Tab 10", "Tablets");
    }

    @Test
    void tracksAlicesParcelWithDatesThatAreTrueToday() {
        var order = finding(
                        alice(says("Track ORD-1001", Intent.ORDER_STATUS, Variants.TRACK)
                                .about("ORD-1001")),
                        Order.class)
                .order();

        assertThat(order.status()).isEqualTo("IN_TRANSIT");
        assertThat(order.total()).isEqualByComparingTo("318.90");
        assertThat(order.delivery()).isNotNull().satisfies(delivery -> {
            assertThat(delivery.carrier()).isEqualTo("DHL");
            assertThat(delivery.expectedOn()).isEqualTo(Purchases.today().plusDays(2));
            assertThat(delivery.steps())
                    .hasSize(4)
                    .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        });
    }

    @Test
    void takesAlicesOnlyOpenOrder() {
        var evidence = alice(says("My package hasn't arrived", Intent.DELIVERY, Variants.LATE));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo("ORD-1001");
    }

    @Test
    void findsAlicesHeadphonesAndHerMonitor() {
        var refund = alice(says("I want to return my headphones", Intent.REFUND, Variants.REQUEST)
                .category("Headphones"));
        var complaint = alice(says("The screen arrived cracked", Intent.COMPLAINT, Variants.REQUEST));

        assertThat(finding(refund, Proposal.class).orderId()).isEqualTo("ORD-1002");
        assertThat(finding(complaint, Proposal.class).orderId()).isEqualTo("ORD-1003");
        assertThat(finding(complaint, Proposal.class).items())
                .extracting("productId")
                .containsExactly("vireo-27-4k-pro");
    }

    @Test
    void refusesBobAlicesOrder() {
        var evidence = hears(says("Track ORD-1001", Intent.ORDER_STATUS, Variants.TRACK)
                .by("u-bob")
                .about("ORD-1001"));

        assertThat(refusalCode(evidence)).isEqualTo("order-not-found");
    }

    @Test
    void knowsTheRefundsOfTheSample() {
        var newest = finding(alice(says("how far is my refund", Intent.REFUND, Variants.STATUS)), Done.class);
        var returned = finding(
                alice(says("and the one for ORD-1006", Intent.REFUND, Variants.STATUS)
                        .about("ORD-1006")),
                Done.class);

        assertThat(newest.orderId()).as("was cancelled").isEqualTo("ORD-1005");
        assertThat(newest.status()).isEqualTo("paid");
        assertThat(returned.orderId()).isEqualTo("ORD-1006");
        assertThat(returned.status()).isEqualTo("paid");
        assertThat(returned.destination()).isEqualTo("gift card ending 7731");
    }

    @Test
    void loadsOnlyIntoAnEmptyDatabase() throws Exception {
        var before = orders();

        sampleData.run(new DefaultApplicationArguments());

        assertThat(orders()).isEqualTo(before);
        assertThat(finding(alice(says("my orders", Intent.ORDER_STATUS, Variants.MY_ORDERS)), Orders.class)
                        .orders())
                .extracting("id")
                .containsExactly("ORD-1001", "ORD-1002", "ORD-1003", "ORD-1005", "ORD-1006", "ORD-1004");
    }

    private int orders() {
        return jdbc.sql("select count(*) from purchase_order")
                .query(Integer.class)
                .single();
    }

    private EvidenceGathered alice(Says says) {
        return hears(says.by("u-alice"));
    }
}
