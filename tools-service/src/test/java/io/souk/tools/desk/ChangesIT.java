package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.Proposal;
import io.souk.events.Finding.Question;
import io.souk.events.Finding.Refusal;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.ExchangeRequested;
import io.souk.events.OrderEvent.OrderCancelled;
import io.souk.events.OrderEvent.OrderModified;
import io.souk.events.OrderEvent.ReturnRequested;
import io.souk.events.Variants;
import io.souk.tools.customers.Address;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Status;
import io.souk.tools.products.Product;
import io.souk.tools.products.Products.Offer;
import io.souk.tools.products.Variant;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everything a customer can have changed, said in a chat. */
class ChangesIT extends ToolsIT {
    @Autowired
    Orders orders;

    @Test
    void cancelsTheOnlyPendingOrderAfterAReasonAndAYes() {
        bought(Purchases.delivered(newOrderId(), customer, Purchases.today(), item("a-dock", "A Dock", "9.00")));
        var order = bought(Purchases.pending(newOrderId(), customer, item("b-dock", "B Dock", "99.00")));

        var asked = hearsAsCustomer(says("cancel my order", Intent.ORDER_CHANGE, Variants.CANCEL));

        assertThat(finding(asked, Question.class).slot()).isEqualTo("reason");
        assertThat(finding(asked, Question.class).choices())
                .extracting(Choice::value)
                .containsExactly("no longer needed", "ordered by mistake");
        var proposed = answers("I found it cheaper", asked);
        assertThat(finding(proposed, Question.class).slot()).isEqualTo("reason");
        proposed = answers("oh, I just don't need it any more", proposed);
        var proposal = finding(proposed, Proposal.class);
        assertThat(proposal.orderId()).isEqualTo(order);
        assertThat(proposal.amount()).isEqualByComparingTo("99.00");
        assertThat(proposal.destination()).isEqualTo("Visa ending 4242");
        assertThat(proposal.reason()).isEqualTo("no longer needed");
        assertThat(order(order).status()).isEqualTo("pending");

        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);

        assertThat(done.operation()).isEqualTo("cancel");
        assertThat(done.orderId()).isEqualTo(order);
        assertThat(done.repeated()).isFalse();
        assertThat(order(order).status()).isEqualTo("cancelled");
        assertThat(order(order).paymentHistory()).hasSize(2);
        var event = probe.await(
                OrderCancelled.class, cancelled -> cancelled.orderId().equals(order));
        assertThat(event.conversationId()).isEqualTo(conversation);
        var again = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);
        assertThat(again.repeated()).isTrue();
        var refund =
                finding(hearsAsCustomer(says("what about my refund?", Intent.REFUND, Variants.STATUS)), Done.class);
        assertThat(refund.operation()).isEqualTo("refund");
        assertThat(refund.orderId()).isEqualTo(order);
        assertThat(refund.status()).isEqualTo("approved");
        assertThat(refund.amount()).isEqualByComparingTo("99.00");
        assertThat(refund.destination()).isEqualTo("Visa ending 4242");
        var money = hearsAsCustomer(says("I want my money back for " + order, Intent.REFUND, Variants.REQUEST)
                .about(order));
        assertThat(finding(money, Done.class).reference()).isEqualTo(refund.reference());
        assertThat(count("refund")).isEqualTo(1);
    }

    @Test
    void aReasonThatSoundsLikeANoIsTheReason() {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));
        var asked = hearsAsCustomer(says("cancel my order", Intent.ORDER_CHANGE, Variants.CANCEL));

        var proposal = finding(
                hearsAsCustomer(says("no longer needed", Intent.DENY, null).answering(pendingOf(asked))),
                Proposal.class);

        assertThat(proposal.orderId()).isEqualTo(order);
        assertThat(proposal.reason()).isEqualTo("no longer needed");
    }

    @Test
    void saysWhyAnOrderCantBeCancelledAndWhatIsPossibleInstead() {
        var order = bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));

        var refused = hearsAsCustomer(
                says("cancel " + order, Intent.ORDER_CHANGE, Variants.CANCEL).about(order));

        assertThat(refusalCode(refused)).isEqualTo("order-not-pending");
        assertThat(finding(refused, Refusal.class).detail()).contains("on its way", "returned or exchanged");
        assertThat(refused.pendingAction()).isNull();
    }

    @Test
    void listsTheOrdersThatFitAndKeepsWhatWasSaid() {
        var dock = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));
        var lamp = bought(Purchases.pending(newOrderId(), customer, item("b-lamp", "B Lamp", "19.00")));

        var asked =
                hearsAsCustomer(says("please cancel an order, it was a mistake", Intent.ORDER_CHANGE, Variants.CANCEL));
        assertThat(finding(asked, Question.class).slot()).isEqualTo("order");
        assertThat(finding(asked, Question.class).choices())
                .extracting(Choice::value)
                .containsExactlyInAnyOrder(dock, lamp);

        // a digression leaves the question as it is
        var tracked = hearsAsCustomer(says("track " + lamp, Intent.ORDER_STATUS, Variants.TRACK)
                .about(lamp)
                .answering(pendingOf(asked)));
        assertThat(finding(tracked, Finding.Order.class).order().id()).isEqualTo(lamp);

        var proposal = finding(answers("the second one", asked), Proposal.class);
        assertThat(proposal.reason()).isEqualTo("ordered by mistake");
        assertThat(proposal.orderId())
                .isEqualTo(finding(asked, Question.class).choices().get(1).value());
    }

    @Test
    void sendsAPendingOrderElsewhereAskingForWhatIsMissing() {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));

        var asked = hearsAsCustomer(says("ship my order to another address", Intent.DELIVERY, Variants.ADDRESS));
        assertThat(finding(asked, Question.class).slot()).isEqualTo("address");
        assertThat(finding(asked, Question.class).missing()).containsExactly("address1", "city", "zip");
        asked = answers("Am Mühlbach 3", asked);
        assertThat(finding(asked, Question.class).missing()).containsExactly("city", "zip");
        var proposed = answers("50674 Cologne", asked);
        assertThat(finding(proposed, Proposal.class).address()).isEqualTo("Am Mühlbach 3, Cologne, 50674, DE");

        hearsAsCustomer(Says.yes().answering(pendingOf(proposed)));

        assertThat(order(order).address()).isEqualTo(new Address("Am Mühlbach 3", "", "Cologne", "", "DE", "50674"));
        assertThat(customers.find(customer).orElseThrow().profile().address()).isEqualTo(Purchases.BERLIN);
        probe.await(
                OrderModified.class,
                changed -> changed.orderId().equals(order) && changed.change().equals("address"));
    }

    @Test
    void changesTheDefaultAddress() {
        bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));

        var proposed = hearsAsCustomer(
                says("I moved, please update my address to Rosengasse 7, 1070 Vienna, Austria", Intent.ACCOUNT, null));
        assertThat(finding(proposed, Proposal.class).orderId()).isEmpty();
        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(proposed))), Done.class);

        assertThat(done.operation()).isEqualTo("profile_address");
        assertThat(customers.find(customer).orElseThrow().profile().address())
                .isEqualTo(new Address("Rosengasse 7", "", "Vienna", "", "AT", "1070"));
    }

    @Test
    void paysAnOrderWithAnotherMethodThatCoversIt() {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "120.00")));

        var refused = hearsAsCustomer(says("pay " + order + " with my gift card", Intent.PAYMENT, null)
                .about(order));
        assertThat(refusalCode(refused)).isEqualTo("insufficient-gift-card-balance");
        assertThat(finding(refused, Question.class).choices())
                .extracting(Choice::value)
                .containsExactly("PayPal");
        var proposed = answers("paypal then", refused);
        assertThat(finding(proposed, Proposal.class).payment()).isEqualTo("PayPal");
        hearsAsCustomer(Says.yes().answering(pendingOf(proposed)));

        assertThat(order(order).paymentHistory())
                .extracting("paymentMethodId")
                .containsExactly(Purchases.visa(customer), "paypal_" + customer, Purchases.visa(customer));
    }

    @Test
    void exchangesADeliveredItemForTheBlackOne() {
        sellsPhones();
        var order = bought(Purchases.delivered(
                newOrderId(), customer, Purchases.today(), phone("white-128"), item("a-dock", "A Dock", "9.00")));

        var proposed = hearsAsCustomer(
                says("exchange my phone for the black one with 256 GB", Intent.EXCHANGE, Variants.REQUEST)
                        .category("Phones"));

        var proposal = finding(proposed, Proposal.class);
        assertThat(proposed.outcome()).isEqualTo(Outcome.NEEDS_CONFIRMATION);
        assertThat(proposal.items()).extracting(OrderLine::itemId).containsExactly(id("white-128"));
        assertThat(proposal.newItems()).extracting(OrderLine::itemId).containsExactly(id("black-256"));
        assertThat(proposal.difference()).isEqualByComparingTo("70.00");
        assertThat(proposal.payment()).isEqualTo("Visa ending 4242");
        assertThat(proposal.others()).isEqualTo(1);

        // a yes with a change in it is shown anew, and not run
        var corrected = hearsAsCustomer(
                says("yes, but charge my gift card", Intent.AFFIRM, null).answering(pendingOf(proposed)));
        assertThat(finding(corrected, Proposal.class).payment()).startsWith("gift card ending");
        assertThat(order(order).status()).isEqualTo("delivered");

        var done = finding(hearsAsCustomer(Says.yes().answering(pendingOf(corrected))), Done.class);
        assertThat(done.newItems()).extracting(OrderLine::itemId).containsExactly(id("black-256"));
        assertThat(order(order).status()).isEqualTo("exchange requested");
        assertThat(order(order).exchangePaymentMethodId()).isEqualTo(Purchases.giftCard(customer));
        probe.await(ExchangeRequested.class, event -> event.orderId().equals(order));
    }

    @Test
    void asksForTheVariantAndTellsWhatIsNotAvailable() {
        sellsPhones();
        var order = bought(Purchases.pending(newOrderId(), customer, phone("white-128")));

        var asked = hearsAsCustomer(
                says("I'd like to change " + order + " to the green one", Intent.ORDER_CHANGE, Variants.CHANGE)
                        .about(order));
        assertThat(refusalCode(asked)).isEqualTo("new-item-unavailable");
        assertThat(finding(asked, Question.class).slot()).isEqualTo("variant");
        assertThat(finding(asked, Question.class).choices()).hasSize(3);
        var proposed = answers("the black one", asked);
        assertThat(finding(proposed, Proposal.class).difference()).isEqualByComparingTo("0.00");
        hearsAsCustomer(Says.yes().answering(pendingOf(proposed)));

        assertThat(order(order).status()).isEqualTo("pending (item modified)");
        assertThat(order(order).items()).extracting("itemId").containsExactly(id("black-128"));
        var refused = hearsAsCustomer(
                says("cancel " + order, Intent.ORDER_CHANGE, Variants.CANCEL).about(order));
        assertThat(refusalCode(refused)).isEqualTo("order-not-pending");
    }

    @Test
    void takesBackEverythingExceptTheMouseToAGiftCard() {
        sells("a-dock", "A Dock", "Docks & Hubs");
        sells("glider-m2", "Glider M2", "Keyboards & Mice");
        var order = bought(Purchases.delivered(
                newOrderId(),
                customer,
                Purchases.today(),
                item("a-dock", "A Dock", "99.00"),
                item("b-lamp", "B Lamp", "19.00"),
                item("glider-m2", "Glider M2", "49.00")));

        var proposed = hearsAsCustomer(
                says("return everything except the mouse, to my gift card", Intent.REFUND, Variants.REQUEST));
        var proposal = finding(proposed, Proposal.class);
        assertThat(proposal.items()).extracting(OrderLine::name).containsExactly("A Dock", "B Lamp");
        assertThat(proposal.amount()).isEqualByComparingTo("118.00");
        assertThat(proposal.destination()).startsWith("gift card ending");
        assertThat(proposal.others()).isEqualTo(1);

        var more = answers("the mouse too", proposed);
        assertThat(finding(more, Proposal.class).amount()).isEqualByComparingTo("167.00");
        hearsAsCustomer(Says.yes().answering(pendingOf(more)));

        assertThat(order(order).status()).isEqualTo(Status.RETURN_REQUESTED);
        assertThat(order(order).returnItems()).hasSize(3);
        assertThat(order(order).returnPaymentMethodId()).isEqualTo(Purchases.giftCard(customer));
        probe.await(ReturnRequested.class, event -> event.orderId().equals(order));
    }

    @Test
    void voidsAProposalWhoseOrderWasSentInTheMeantime() {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "9.00")));
        var proposed =
                hearsAsCustomer(says("cancel it, I don't need it any more", Intent.ORDER_CHANGE, Variants.CANCEL));
        jdbc.sql("update purchase_order set status = 'processed', version = version + 1 where id = ?")
                .param(order)
                .update();

        var refused = hearsAsCustomer(Says.yes().answering(pendingOf(proposed)));

        assertThat(refusalCode(refused)).isEqualTo("order-changed");
        assertThat(finding(refused, Refusal.class).detail()).contains("on its way");
        assertThat(order(order).status()).isEqualTo("processed");
    }

    private EvidenceGathered answers(String text, EvidenceGathered to) {
        return hearsAsCustomer(says(text, Intent.GENERAL, null).answering(pendingOf(to)));
    }

    private Order order(String id) {
        return orders.find(id).orElseThrow().order();
    }

    private String id(String variant) {
        return "phone-" + customer + '-' + variant;
    }

    private Line phone(String variant) {
        return item("phone-" + customer, id(variant), "Tavo One", "799.00", options(variant));
    }

    private void sellsPhones() {
        var variants = new LinkedHashMap<String, Variant>();
        for (var kind : new String[] {"white-128", "white-256", "black-128", "black-256", "green-128"}) {
            var price = new BigDecimal(kind.endsWith("256") ? "869.00" : "799.00");
            variants.put(id(kind), new Variant(id(kind), options(kind), !kind.startsWith("green"), price));
        }
        products.save(new Product("Tavo One", "phone-" + customer, variants), new Offer("Phones", null), "");
    }

    private static Map<String, String> options(String variant) {
        var options = new LinkedHashMap<String, String>();
        options.put("Colour", variant.substring(0, 1).toUpperCase(Locale.ROOT) + variant.substring(1, 5));
        options.put("Storage", variant.substring(6) + " GB");
        return options;
    }
}
