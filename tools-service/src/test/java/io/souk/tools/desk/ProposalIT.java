package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding;
import io.souk.events.PendingAction;
import io.souk.kit.SoukHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a language model calls for is proposed, and done by nobody but a customer's yes. */
class ProposalIT extends ToolsIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Value("${local.server.port}")
    int port;

    @Test
    void isDoneByTheCustomersYesAndNotBefore() throws Exception {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));

        var shown = propose("cancel_pending_order", cancel(order), true, customer);

        assertThat(shown.at("/outcome").asString()).isEqualTo("NEEDS_CONFIRMATION");
        assertThat(shown.at("/findings/0/amount").decimalValue()).isEqualByComparingTo("99.00");
        assertThat(status(order)).isEqualTo("pending");
        var pointer = JSON.treeToValue(shown.at("/pendingAction"), PendingAction.class);
        var done = finding(hearsAsCustomer(Says.yes().answering(pointer)), Finding.Done.class);
        assertThat(done.orderId()).isEqualTo(order);
        assertThat(status(order)).isEqualTo("cancelled");
    }

    @Test
    void keepsNothingUnlessAsked() throws Exception {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));

        var told = propose("cancel_pending_order", cancel(order), false, customer);

        assertThat(told.at("/findings/0/kind").asString()).isEqualTo("proposal");
        assertThat(count("proposal")).isZero();
        assertThat(status(order)).isEqualTo("pending");
    }

    @Test
    void tellsWhatAReturnWouldGiveBackAndWhereItMayGo() throws Exception {
        var order = boughtHeadphones();
        var arguments = "{\"order_id\":\"%s\",\"item_ids\":[\"sonara-calm-700-1\"],\"payment_method_id\":\"%s\"}";

        var told = propose(
                "return_delivered_order_items", arguments.formatted(order, Purchases.visa(customer)), false, customer);
        var elsewhere = propose(
                "return_delivered_order_items", arguments.formatted(order, "paypal_" + customer), true, customer);

        assertThat(told.at("/findings/0/amount").decimalValue()).isEqualByComparingTo("279.00");
        assertThat(elsewhere.at("/findings/0/code").asString()).isEqualTo("refund-method-not-allowed");
        assertThat(count("proposal")).isZero();
    }

    @Test
    void knowsNothingOfOtherPeoplesOrdersAndAccounts() throws Exception {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        var address =
                "\"address1\":\"1 Side St\",\"address2\":\"\",\"city\":\"Bonn\",\"state\":\"\",\"country\":\"DE\",\"zip\":\"53111\"";

        var stranger = propose("cancel_pending_order", cancel(order), true, "u-stranger");
        var account = propose(
                "modify_user_address",
                "{\"user_id\":\"%s\",%s}".formatted(customer, address),
                true,
                "u-" + UUID.randomUUID());
        var own =
                propose("modify_user_address", "{\"user_id\":\"%s\",%s}".formatted(customer, address), true, customer);
        var moved = propose(
                "modify_pending_order_address", "{\"order_id\":\"%s\",%s}".formatted(order, address), true, customer);

        assertThat(stranger.at("/findings/0/code").asString()).isEqualTo("order-not-found");
        assertThat(account.at("/findings/0/code").asString()).isEqualTo("user-not-found");
        assertThat(own.at("/findings/0/address").asString()).contains("1 Side St", "Bonn");
        assertThat(moved.at("/findings/0/address").asString()).contains("1 Side St", "Bonn");
        assertThat(count("proposal")).isEqualTo(2);
    }

    @Test
    void takesOnlyWholeCallsOfWhatChangesSomething() throws Exception {
        assertThat(propose("cancel_pending_order", "{\"order_id\":\"ORD-1\"}", true, customer)
                        .at("/findings/0/code")
                        .asString())
                .isEqualTo("invalid-arguments");
        assertThat(propose("get_order_details", "{\"order_id\":\"ORD-1\"}", true, customer)
                        .at("/code")
                        .asString())
                .isEqualTo("unknown-operation");
        assertThat(propose("cancel_pending_order", cancel("ORD-1"), true, "")
                        .at("/code")
                        .asString())
                .isEqualTo("sign-in-required");
    }

    private static String cancel(String order) {
        return "{\"order_id\":\"%s\",\"reason\":\"no longer needed\"}".formatted(order);
    }

    private String status(String order) {
        return jdbc.sql("select status from purchase_order where id = ?")
                .param(order)
                .query(String.class)
                .single();
    }

    private JsonNode propose(String operation, String arguments, boolean keep, String acting) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/v1/tools/%s/proposals".formatted(port, operation)))
                .header(SoukHeaders.CUSTOMER, acting)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"conversationId\":\"%s\",\"turnId\":\"t\",\"cause\":\"%s\",\"keep\":%s,\"arguments\":%s}"
                                .formatted(conversation, UUID.randomUUID(), keep, arguments)))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}
