package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Order;
import io.souk.events.Finding.Orders;
import io.souk.events.Finding.Question;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.events.Variants;
import io.souk.tools.orders.Status;
import io.souk.tools.products.Products.Kind;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** "Where is my order?" */
class LookUpIT extends ToolsIT {
    @Test
    void tracksTheOrderThatIsNamed() {
        var order = bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var evidence = hearsAsCustomer(track("Track " + order).about(order));

        assertThat(evidence.from()).isEqualTo(Route.TOOLS);
        assertThat(evidence.outcome()).isEqualTo(Outcome.FOUND);
        var view = finding(evidence, Order.class).order();
        assertThat(view.id()).isEqualTo(order);
        assertThat(view.status()).isEqualTo("IN_TRANSIT");
        assertThat(view.total()).isEqualByComparingTo("99.00");
        assertThat(view.delivery()).isNotNull().satisfies(delivery -> {
            assertThat(delivery.carrier()).isEqualTo("DHL");
            assertThat(delivery.late()).isFalse();
        });
    }

    @Test
    void takesTheOnlyOpenOrderWhenAParcelIsLate() {
        bought(Purchases.delivered(newOrderId(), customer, Purchases.today(), item("a", "A Dock", "9.00")));
        var open = bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var evidence = hearsAsCustomer(says("My package hasn't arrived", Intent.DELIVERY, Variants.LATE));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo(open);
    }

    @Test
    void asksWhichOrderAndShowsTheOneThatIsChosen() {
        var older = bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        var newer = bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var asked = hearsAsCustomer(says("My package hasn't arrived", Intent.DELIVERY, Variants.LATE));

        assertThat(asked.outcome()).isEqualTo(Outcome.NEEDS_INPUT);
        assertThat(finding(asked, Orders.class).orders()).extracting("id").containsExactly(newer, older);
        assertThat(finding(asked, Question.class).choices()).extracting("value").containsExactly(newer, older);
        var chosen = hearsAsCustomer(says("the second", Intent.GENERAL, null).answering(pendingOf(asked)));
        assertThat(finding(chosen, Order.class).order().id()).isEqualTo(older);
    }

    @Test
    void leavesAnAnsweredQuestionAlone() {
        bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));
        var asked = hearsAsCustomer(says("My package hasn't arrived", Intent.DELIVERY, Variants.LATE));
        hearsAsCustomer(says("the second", Intent.GENERAL, null).answering(pendingOf(asked)));

        var later = hearsAsCustomer(
                says("What about the X2?", Intent.PRODUCT_INFO, Variants.ABOUT).answering(pendingOf(asked)));

        assertThat(later.outcome()).isEqualTo(Outcome.NOTHING);
    }

    @Test
    void takesTheOrderThatTheConversationIsAbout() {
        var focus = bought(Purchases.open(newOrderId(), customer, item("a", "A Dock", "9.00")));
        bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var evidence = hearsAsCustomer(track("and where is my parcel now?").withFocusOn(null, focus));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo(focus);
    }

    @Test
    void myOrderIsTheOneOnItsWayAndNotTheDeliveredOneTalkedAboutBefore() {
        var delivered =
                bought(Purchases.delivered(newOrderId(), customer, Purchases.today(), item("a", "A Dock", "9.00")));
        var open = bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var evidence = hearsAsCustomer(track("where is my order?").withFocusOn(null, delivered));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo(open);
    }

    @Test
    void listsAllOrdersNewestFirst() {
        var older = bought(Purchases.delivered(
                newOrderId(), customer, Purchases.today().minusDays(40), item("a", "A Dock", "9.00")));
        var newer = bought(Purchases.open(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var evidence = hearsAsCustomer(says("my orders", Intent.ORDER_STATUS, Variants.MY_ORDERS));

        assertThat(finding(evidence, Orders.class).orders()).extracting("id").containsExactly(newer, older);
    }

    @Test
    void findsAnOrderByItsPlaceInTime() {
        var today = Purchases.today();
        var oldest =
                bought(Purchases.delivered(newOrderId(), customer, today.minusDays(90), item("a", "A Dock", "9.00")));
        var middle =
                bought(Purchases.delivered(newOrderId(), customer, today.minusDays(9), item("b", "B Dock", "9.00")));
        var newest = bought(Purchases.delivered(newOrderId(), customer, today, item("c", "C Dock", "9.00")));

        assertThat(tracked("where was the dock I got ages ago delivered?")).isEqualTo(oldest);
        assertThat(tracked("track my latest order")).isEqualTo(newest);
        assertThat(tracked("when did my first order arrive")).isEqualTo(oldest);
        assertThat(listed("which of my orders are still on the way")).isEmpty();
        assertThat(listed("show my orders")).containsExactly(newest, middle, oldest);
    }

    @Test
    void theOtherOneIsNotTheOneThatWasSpokenOf() {
        var one = bought(Purchases.open(newOrderId(), customer, item("a", "A Dock", "9.00")));
        var other = bought(Purchases.open(newOrderId(), customer, item("b", "B Dock", "9.00")));

        var evidence = hearsAsCustomer(track("and the other one?").withFocusOn(null, one));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo(other);
    }

    @Test
    void tellsOfTheMoneyForTheThingThatIsNamedAndNotOfTheLastReturn() {
        var older = bought(Purchases.order(
                newOrderId(),
                customer,
                Status.RETURN_REQUESTED,
                Purchases.today().minusDays(9),
                item("a", "A Dock", "9.00")));
        var other = bought(Purchases.delivered(newOrderId(), customer, Purchases.today(), item("b", "B Lamp", "9.00")));
        var proposed = hearsAsCustomer(
                says("return it", Intent.REFUND, Variants.REQUEST).about(other));
        hearsAsCustomer(says("yes", Intent.AFFIRM, null).answering(pendingOf(proposed)));

        var evidence = hearsAsCustomer(says("did the money for the dock arrive", Intent.REFUND, Variants.STATUS));

        assertThat(finding(evidence, Order.class).order().id()).isEqualTo(older);
    }

    private String tracked(String text) {
        return finding(hearsAsCustomer(track(text)), Order.class).order().id();
    }

    private List<String> listed(String text) {
        return hearsAsCustomer(says(text, Intent.ORDER_STATUS, Variants.MY_ORDERS)).findings().stream()
                .filter(Orders.class::isInstance)
                .flatMap(list -> ((Orders) list).orders().stream())
                .map(order -> order.id())
                .toList();
    }

    @Test
    void revealsNothingAboutTheOrdersOfOthers() {
        var foreign = bought(Purchases.open(newOrderId(), "u-other-" + customer, item("a", "A Dock", "9.00")));
        boughtHeadphones();

        for (var intent : List.of(
                track("where"),
                says("late", Intent.DELIVERY, Variants.LATE),
                says("money back", Intent.REFUND, Variants.REQUEST),
                says("it broke", Intent.COMPLAINT, Variants.REQUEST))) {
            var theirs = bodyOf(intent.by(customer).about(foreign).turn());
            var nobodys = bodyOf(intent.by(customer).about("ORD-999999").turn());

            assertThat(theirs).isEqualTo(nobodys).contains("order-not-found");
        }
    }

    @Test
    void asksAGuestToSignIn() {
        assertThat(refusalCode(hears(track("Track ORD-1001").about("ORD-1001"))))
                .isEqualTo("sign-in-required");
    }

    @Test
    void bringsNothingForWhatIsNotItsOwn() {
        var evidence = hearsAsCustomer(says("what is the refund policy", Intent.REFUND, Variants.POLICY));

        assertThat(evidence.outcome()).isEqualTo(Outcome.NOTHING);
        assertThat(evidence.findings()).isEmpty();
    }

    @Test
    void keepsSilentWhenTheTurnGoesToOthers() {
        var forOthers =
                track("where").by(customer).in(conversation).routedTo(Route.RAG).turn();

        probe.publish(forOthers);
        hearsAsCustomer(track("where"));

        assertThat(probe.seen(EvidenceGathered.class)
                        .filter(evidence -> evidence.turnId().equals(forOthers.turnId())))
                .isEmpty();
    }

    @Test
    void knowsTheCategoriesOfTheCatalogueUntilAProductIsGone() {
        var id = "p-" + customer;
        probe.publish(new ProductUpserted(
                Meta.first("e-" + id, id, null),
                id,
                "Quiet One",
                "Quiet",
                "Headphones",
                "Small earbuds for podcasts. They are light.",
                new BigDecimal("9.99"),
                "EUR",
                1,
                null,
                Map.of("Type", "In-ear"),
                List.of("Quiet buds"),
                List.of(),
                null));
        Awaitility.await()
                .untilAsserted(() -> assertThat(products.kinds(List.of(id)))
                        .containsEntry(id, new Kind("Headphones", "Quiet buds In-ear earbuds")));

        probe.publishRaw(Topics.PRODUCTS, id, null, Map.of());

        Awaitility.await().untilAsserted(() -> assertThat(products.find(id)).isEmpty());
    }

    private static Says track(String text) {
        return says(text, Intent.ORDER_STATUS, Variants.TRACK);
    }

    /** The very bytes on the topic. */
    private static String bodyOf(IntentClassified turn) {
        probe.publish(turn);
        evidenceOf(turn);
        return probe.raw(Topics.EVIDENCE).stream()
                .filter(record -> turn.turnId()
                        .equals(io.souk.test.EventProbe.headers(record).get("ce_correlationid")))
                .map(record -> Arrays.toString(record.value())
                        + new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
