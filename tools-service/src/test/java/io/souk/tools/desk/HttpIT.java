package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.OrderEvent.OrderCancelled;
import io.souk.events.OrderEvent.RefundRequested;
import io.souk.events.Variants;
import io.souk.kit.SoukHeaders;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other services ask of tools-service over HTTP. */
class HttpIT extends ToolsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    @Value("${local.server.port}")
    int port;

    @Test
    void showsOrdersToTheirOwnerOnly() throws Exception {
        var order = boughtHeadphones();

        var list = get("/v1/orders", customer);
        var one = get("/v1/orders/" + order, customer);
        var tracking = get("/v1/orders/" + order + "/tracking", customer);

        assertThat(body(list).at("/orders/0/id").asString()).isEqualTo(order);
        assertThat(body(one).at("/total").decimalValue()).isEqualByComparingTo("279.00");
        assertThat(body(one).at("/placedOn").asString())
                .isEqualTo(Purchases.today().minusDays(9).toString());
        assertThat(body(tracking).at("/carrier").asString()).isEqualTo("DHL");
        var foreign = get("/v1/orders/" + order, "u-stranger");
        var unknown = get("/v1/orders/ORD-999999", "u-stranger");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body().replace(order, "ORD-999999")).isEqualTo(unknown.body());
        assertThat(body(foreign).at("/code").asString()).isEqualTo("order-not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/orders", "/v1/orders/ORD-1001", "/v1/orders/ORD-1001/tracking", "/v1/refunds/RF-100001"})
    void asksForACustomer(String path) throws Exception {
        var answer = get(path, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(body(answer).at("/code").asString()).isEqualTo("sign-in-required");
    }

    @Test
    void refundsOnceForOneKeyAndTellsTheSameAgain() throws Exception {
        var order = boughtHeadphones();
        var key = UUID.randomUUID().toString();
        var request = "{\"orderId\":\"%s\",\"productId\":\"sonara-calm-700\"}".formatted(order);

        var first = post("/v1/refunds", key, request);
        var second = post("/v1/refunds", key, request);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        var reference = body(first).at("/reference").asString();
        probe.await(RefundRequested.class, refund -> refund.refundId().equals(reference));
        var shown = get("/v1/refunds/" + reference, customer);
        assertThat(body(shown).at("/amount").decimalValue()).isEqualByComparingTo("279.00");
        assertThat(get("/v1/refunds/" + reference, "u-stranger").statusCode()).isEqualTo(404);
        assertThat(count("refund")).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() throws Exception {
        var order = boughtHeadphones();
        var key = UUID.randomUUID().toString();
        post("/v1/refunds", key, "{\"orderId\":\"%s\"}".formatted(order));

        var other = post("/v1/complaints", key, "{\"orderId\":\"%s\",\"reason\":\"it hums\"}".formatted(order));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(body(other).at("/code").asString()).isEqualTo("idempotency-key-reused");
        assertThat(count("complaint")).isZero();
    }

    @Test
    void demandsAKey() throws Exception {
        var answer = post("/v1/refunds", null, "{\"orderId\":\"%s\"}".formatted(boughtHeadphones()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).at("/code").asString()).isEqualTo("idempotency-key-missing");
        assertThat(count("refund")).isZero();
    }

    @Test
    void refundsOnceWhenTwoCallersRace() throws Exception {
        var order = boughtHeadphones();
        var barrier = new CyclicBarrier(2);
        Callable<HttpResponse<String>> call = () -> {
            barrier.await(10, TimeUnit.SECONDS);
            return post("/v1/refunds", UUID.randomUUID().toString(), "{\"orderId\":\"%s\"}".formatted(order));
        };

        try (var threads = Executors.newFixedThreadPool(2)) {
            var both = threads.invokeAll(List.of(call, call));
            var one = both.getFirst().get();
            var other = both.getLast().get();

            assertThat(List.of(one.statusCode(), other.statusCode())).containsExactlyInAnyOrder(201, 200);
            assertThat(body(one).at("/reference")).isEqualTo(body(other).at("/reference"));
        }
        assertThat(count("refund")).isEqualTo(1);
    }

    @Test
    void storesRefusalsToo() throws Exception {
        var order = bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        var key = UUID.randomUUID().toString();

        var first = post("/v1/refunds", key, "{\"orderId\":\"%s\"}".formatted(order));
        jdbc.sql("update purchase_order set status = 'delivered', version = version + 1 where id = ?")
                .param(order)
                .update();
        var second = post("/v1/refunds", key, "{\"orderId\":\"%s\"}".formatted(order));

        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(first.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(body(first).at("/code").asString()).isEqualTo("order-not-delivered");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(count("refund")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"orderId\":\"\"}",
                "{\"orderId\":[1]}",
                "{\"orderId\":\"ORD-1\",\"productId\":\"\"}"
            })
    void refusesMalformedCalls(String request) throws Exception {
        var answer = post("/v1/refunds", UUID.randomUUID().toString(), request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body(answer).at("/code").asString()).isEqualTo("invalid-arguments");
    }

    @Test
    void opensAComplaintAboutAnItem() throws Exception {
        var order = boughtHeadphones();

        var answer = post(
                "/v1/complaints",
                UUID.randomUUID().toString(),
                "{\"orderId\":\"%s\",\"productId\":\"sonara-calm-700\",\"reason\":\"left side is silent\"}"
                        .formatted(order));

        assertThat(answer.statusCode()).isEqualTo(201);
        var reference = body(answer).at("/reference").asString();
        assertThat(body(get("/v1/complaints/" + reference, customer))
                        .at("/status")
                        .asString())
                .isEqualTo("open");
        var wrongItem = post(
                "/v1/complaints",
                UUID.randomUUID().toString(),
                "{\"orderId\":\"%s\",\"productId\":\"a-dock\",\"reason\":\"it hums\"}".formatted(order));
        assertThat(body(wrongItem).at("/code").asString()).isEqualTo("item-not-in-order");
    }

    @Test
    void letsNobodyLoadOrTakeAwayWholeDataSets() throws Exception {
        assertThat(get("/v1/admin/export", null).statusCode()).isEqualTo(404);
        assertThat(post("/v1/admin/import", null, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void runsOperationsForTheActingCustomerAndPublishesOnce() throws Exception {
        var order = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        var request = "{\"order_id\":\"%s\",\"reason\":\"no longer needed\"}".formatted(order);
        var key = UUID.randomUUID().toString();

        var first = post("/v1/tools/cancel_pending_order", key, request);
        var second = post("/v1/tools/cancel_pending_order", key, request);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        probe.await(OrderCancelled.class, cancelled -> cancelled.orderId().equals(order));
        post("/v1/tools/cancel_pending_order", UUID.randomUUID().toString(), request);
        assertThat(probe.seen(OrderCancelled.class)
                        .filter(cancelled -> cancelled.orderId().equals(order)))
                .hasSize(1);
    }

    @Test
    void showsThePeopleOfTheShopWhoDidWhatThroughWhichChannelOnceEach() throws Exception {
        var pending = bought(Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
        var address = """
                {"order_id": "%s", "address1": "Am Deich 1", "address2": "", "city": "Bremen", "state": "Bremen",
                 "country": "DE", "zip": "28195"}""".formatted(pending);
        var cancel = "{\"order_id\": \"%s\", \"reason\": \"no longer needed\"}".formatted(pending);
        var delivered = boughtHeadphones();
        var complaint = "{\"orderId\": \"%s\", \"reason\": \"it hums\"}".formatted(delivered);

        send(request("/v1/tools/modify_pending_order_address", "k-1", address).header(SoukHeaders.AGENT, "u-dana"));
        post("/v1/tools/modify_pending_order_address", "k-1", address);
        var proposed = hearsAsCustomer(says("cancel it, I no longer need it", Intent.ORDER_CHANGE, Variants.CANCEL)
                .about(pending));
        var yes = Says.yes()
                .by(customer)
                .in(conversation)
                .answering(pendingOf(proposed))
                .turn();
        probe.publish(yes);
        probe.publish(yes);
        evidenceOf(yes);
        post("/v1/tools/cancel_pending_order", "k-2", cancel); // refused: changes nothing, so it is not in there
        post("/v1/complaints", "k-3", complaint);
        post("/v1/complaints", "k-4", complaint); // finds the first one
        post("/v1/refunds", "k-5", "{\"orderId\": \"%s\"}".formatted(delivered));

        var ofPending = body(get("/v1/audit/orders/" + pending, null));
        assertThat(lines(ofPending))
                .containsExactly(
                        "modify_pending_order_address agent:u-dana http k-1 pending>pending",
                        "cancel_pending_order customer:" + customer + " chat "
                                + pendingOf(proposed).proposalId() + " pending>cancelled");
        assertThat(ofPending.at("/entries/0/after/address/city").asString()).isEqualTo("Bremen");
        assertThat(ofPending.at("/entries/1/turnId").asString()).isEqualTo(yes.turnId());
        assertThat(ofPending.at("/entries/1/conversationId").asString()).isEqualTo(conversation);
        assertThat(ofPending.at("/next").isNull()).isTrue();
        assertThat(lines(body(get("/v1/audit/orders/" + delivered, null))))
                .containsExactly(
                        "complaint customer:" + customer + " http k-3 >open",
                        "return_delivered_order_items customer:" + customer + " http k-5 delivered>return requested");
        assertThat(get("/v1/audit/orders/" + pending, customer).statusCode()).isEqualTo(403);
        assertThat(body(get("/v1/audit/orders/" + newOrderId(), null)).at("/entries"))
                .isEmpty();
    }

    private static Stream<String> lines(JsonNode page) {
        return page.at("/entries")
                .valueStream()
                .map(entry -> "%s %s %s %s %s>%s"
                        .formatted(
                                entry.at("/operation").asString(),
                                entry.at("/actor").asString(),
                                entry.at("/channel").asString(),
                                entry.at("/key").asString(),
                                entry.at("/before/status").asString(""),
                                entry.at("/after/status").asString()));
    }

    @Test
    void countsWhatItDoes() throws Exception {
        post("/v1/refunds", UUID.randomUUID().toString(), "{\"orderId\":\"%s\"}".formatted(boughtHeadphones()));

        assertThat(get("/actuator/prometheus", null).body())
                .containsPattern("souk_tools_operations_total\\{operation=\"refund\",outcome=\"done\"");
    }

    private HttpResponse<String> get(String path, @Nullable String customer) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (customer != null) {
            request.header(SoukHeaders.CUSTOMER, customer);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, @Nullable String key, String json) throws Exception {
        return send(request(path, key, json));
    }

    private HttpRequest.Builder request(String path, @Nullable String key, String json) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(SoukHeaders.CUSTOMER, customer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        if (key != null) {
            request.header(SoukHeaders.IDEMPOTENCY_KEY, key);
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode body(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
