package io.souk.tools.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.json.Json;
import io.souk.tools.operations.ShopIT;
import io.souk.tools.replay.Compare;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Data sets in and out again. */
class ImportIT extends ShopIT {
    @BeforeEach
    void freshShop() {
        load();
    }

    @Test
    void whatComesInGoesOutTheSame() {
        assertThat(Compare.differences(shop(), export())).isEmpty();
    }

    @Test
    void replacingForgetsEverythingElse() {
        call("cancel_pending_order", "{\"order_id\": \"#W1000005\", \"reason\": \"no longer needed\"}", "k", null);
        call("transfer_to_human_agents", "{\"summary\": \"help\"}");
        assertThat(count("outbox") * count("audit_log") * count("ticket") * count("idempotency_key"))
                .isPositive();
        var data = shop();
        ((ObjectNode) data.get("orders")).remove("#W1000004");

        var answer = send(request("/v1/admin/import?mode=replace").POST(BodyPublishers.ofString(Json.text(data))));

        assertThat(answer.toString()).contains("status=200");
        assertThat(Compare.differences(data, export())).isEmpty();
        assertThat(count("outbox") + count("audit_log") + count("ticket") + count("idempotency_key") + count("refund"))
                .isZero();
    }

    @Test
    void mergingOverwritesWhatIsListedAndLeavesTheRest() {
        var returned = "{\"order_id\": \"#W1000002\", \"item_ids\": [\"9200000012\"],"
                + " \"payment_method_id\": \"credit_card_1100001\"}";
        call("return_delivered_order_items", returned, "k-1", null);
        call("cancel_pending_order", "{\"order_id\": \"#W1000011\", \"reason\": \"no longer needed\"}", "k-2", null);
        var part = Json.MAPPER.createObjectNode();
        part.putObject("orders").set("#W1000002", shop().at("/orders/#W1000002"));

        send(request("/v1/admin/import?mode=merge").POST(BodyPublishers.ofString(Json.text(part))));

        var state = export();
        assertThat(Compare.differences(shop().at("/orders/#W1000002"), state.at("/orders/#W1000002")))
                .isEmpty();
        assertThat(state.at("/orders/#W1000011/status").stringValue()).isEqualTo("cancelled");
        assertThat(jdbc.sql("select order_id from refund").query(String.class).list())
                .as("what was paid back for the order that was left alone")
                .containsExactly("#W1000011");
        assertThat(jdbc.sql("select key from idempotency_key")
                        .query(String.class)
                        .list())
                .containsExactly("k-2");
        assertThat(call("return_delivered_order_items", returned, "k-1", null).toString())
                .contains("status=200");
    }

    @Test
    void mergesCustomersAndProductsWhosePartsAreGone() {
        var part = shop();
        ((ObjectNode) part.at("/users/tomas_birk_1002/payment_methods")).remove("gift_card_1200001");
        ((ObjectNode) part.at("/products/9100000001/variants")).remove("9200000004");
        ((ObjectNode) part.at("/orders/#W1000001/items/0")).put("name", "Tab\there \\ and \"quotes\"\nbelow \\N");

        send(request("/v1/admin/import?mode=merge").POST(BodyPublishers.ofString(Json.text(part))));

        assertThat(Compare.differences(part, export())).isEmpty();
    }

    @Test
    void takesPartsOfAFormToo() {
        var boundary = "----shop";
        var body = new StringBuilder();
        shop().properties()
                .forEach(kind -> body.append(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s.json\"\r\n\r\n%s\r\n"
                                .formatted(boundary, kind.getKey(), kind.getKey(), Json.text(kind.getValue()))));
        body.append("--").append(boundary).append("--\r\n");

        var answer = send(request("/v1/admin/import")
                .setHeader("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body.toString())));

        assertThat(answer.toString()).contains("status=200");
        assertThat(Compare.differences(shop(), export())).isEmpty();
    }

    @Test
    void exportsSomeCustomersWithTheirOrders() {
        var some = Json.MAPPER.readTree(sent("/v1/admin/export?userId=tomas_birk_1002&userId=ines_okoro_1003"));

        assertThat(some.get("users").propertyNames()).containsExactlyInAnyOrder("tomas_birk_1002", "ines_okoro_1003");
        assertThat(some.get("orders").propertyNames()).containsExactlyInAnyOrder("#W1000011", "#W1000012");
        assertThat(some.get("products")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"users\": []}",
                "{\"users\": {\"a\": {}}}",
                "{\"orders\": {\"#W1\": {\"user_id\": \"nobody\"}}}",
                "{\"orders\": {\"#W1\": {\"user_id\": \"nobody\", \"address\": {}, \"items\": [], \"fulfillments\": [],"
                        + " \"status\": \"pending\", \"payment_history\": []}}}",
                "{\"products\": {\"1\": {\"name\": \"x\", \"variants\": {\"2\": {\"price\": \"free\"}}}}}"
            })
    void refusesWhatIsNoDataSetAndKeepsWhatItHas(String body) {
        var answer = send(request("/v1/admin/import").POST(BodyPublishers.ofString(body)));

        assertThat(answer.toString()).contains("status=422", "invalid-arguments");
        assertThat(Compare.differences(shop(), export())).isEmpty();
    }

    private String sent(String path) {
        return send(request(path).GET()).body();
    }
}
