package io.souk.tools.desk;

import static io.souk.tools.desk.Purchases.item;
import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.DeliveryEvent.ParcelTracked;
import io.souk.events.EventCodec;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.Topics;
import io.souk.events.Variants;
import io.souk.kit.SoukHeaders;
import io.souk.test.EventProbe;
import io.souk.tools.deliveries.Delivery;
import io.souk.tools.overview.Overview;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What carriers report, from their call or the topic to the customer's timeline. */
class DeliveriesIT extends ToolsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Value("${local.server.port}")
    int port;

    @Test
    void takesInWhatACarrierCallsAndTellsTheCustomerAndTheWorld() throws Exception {
        var order = boughtOpen();
        var day = Purchases.today().plusDays(9);
        var report = """
                {"trackingNumber": "JD%s", "carrier": "DHL", "status": "delayed", "at": "%s", "sequence": 7,
                 "place": "Hanover", "text": "Held up by snow", "expectedOn": "%s"}""".formatted(order, now, day);

        var accepted = post("", report);
        post("", "[" + report + "]");

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(accepted.body()).at("/ids")).hasSize(1);
        var event = updateOf(order, "delayed");
        assertThat(event.customerId()).isEqualTo(customer);
        assertThat(event.expectedOn()).isEqualTo(day);
        var view = tracking(order);
        assertThat(view.at("/state").asString()).isEqualTo("delayed");
        assertThat(view.at("/expectedOn").asString()).isEqualTo(day.toString());
        sees(tracked(order, "in_transit", now.plusSeconds(1)));
        updateOf(order, "in_transit");
        assertThat(tracking(order).at("/steps")).hasSize(2);
        assertThat(probe.seen(DeliveryUpdated.class)
                        .filter(update -> update.orderId().equals(order)))
                .hasSize(2);
    }

    @Test
    void sortsWhatComesOutOfOrderAndNeverGoesBack() throws Exception {
        var order = boughtOpen();

        sees(tracked(order, "delivered", now));
        sees(tracked(order, "picked_up", now.minusSeconds(90)));
        sees(tracked(order, "out_for_delivery", now.minusSeconds(30)));

        await().untilAsserted(() -> assertThat(tracking(order).at("/steps")).hasSize(3));
        assertThat(tracking(order)
                        .at("/steps")
                        .valueStream()
                        .map(step -> step.at("/status").asString()))
                .containsExactly("picked_up", "out_for_delivery", "delivered");
        assertThat(order(order).at("/status").asString()).isEqualTo("DELIVERED");
        assertThat(probe.seen(DeliveryUpdated.class)
                        .filter(update -> update.orderId().equals(order)))
                .extracting(DeliveryUpdated::status)
                .containsExactly("delivered");
    }

    @Test
    void saysOfASecondScanThatItIsNoNews() {
        var order = boughtOpen();

        sees(tracked(order, "out_for_delivery", now.minusSeconds(60)));
        sees(tracked(order, "out_for_delivery", now.minusSeconds(20)));
        sees(tracked(order, "delivered", now));

        updateOf(order, "delivered");
        assertThat(probe.seen(DeliveryUpdated.class)
                        .filter(update -> update.orderId().equals(order)))
                .extracting(DeliveryUpdated::repeated)
                .containsExactly(null, true, null);
    }

    @Test
    void setsAsideWhatCannotBe() {
        var order = boughtOpen();
        sees(tracked(order, "delivered", now.minusSeconds(60)));
        updateOf(order, "delivered");

        assertThat(reasonOf(tracked(order, "in_transit", now))).contains("impossible", "delivered before");
        assertThat(reasonOf(tracked(boughtOpen(), "in_transit", now.plus(2, ChronoUnit.HOURS))))
                .contains("future");
        assertThat(reasonOf(tracked(boughtOpen(), "beamed_up", now))).contains("beamed_up is none of");
        assertThat(reasonOf(event("NR-" + UUID.randomUUID(), null, "in_transit", now)))
                .contains("unknown");
        assertThat(reasonOf(event("NR-" + UUID.randomUUID(), order, "in_transit", now)))
                .contains("do not belong together");
        assertThat(reasonOf(event("NR-" + UUID.randomUUID(), "ORD-0", "in_transit", now)))
                .contains("no order");
        assertThat(jdbc.sql("select count(*) from tracking_step where order_id = ?")
                        .param(order)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void sendsAnOrderWhenItsParcelIsPickedUpAndWritesThatDown() throws Exception {
        var waiting = Purchases.pending(newOrderId(), customer, item("a-dock", "A Dock", "99.00"));
        var unsent = new Delivery(waiting.id(), "DHL", null, Delivery.PREPARING, null, null, List.of());
        var order = bought(new Overview(waiting.purchase(), unsent, List.of()));
        var number = "NR-" + order;

        sees(event(number, order, "picked_up", now.minusSeconds(5)));
        sees(event(number, null, "out_for_delivery", now));

        updateOf(order, "out_for_delivery");
        assertThat(order(order).at("/status").asString()).isEqualTo("OUT_FOR_DELIVERY");
        assertThat(tracking(order).at("/trackingNumber").asString()).isEqualTo(number);
        assertThat(jdbc.sql(
                                "select actor || ' ' || channel || ' ' || (after ->> 'status') from audit_log where order_id = ?")
                        .param(order)
                        .query(String.class)
                        .list())
                .containsExactly("carrier:DHL deliveries processed");
        var told = finding(
                hearsAsCustomer(
                        says("where is it", Intent.ORDER_STATUS, Variants.TRACK).about(order)),
                Finding.Order.class);
        assertThat(told.order().status()).isEqualTo("OUT_FOR_DELIVERY");
        assertThat(Objects.requireNonNull(told.order().delivery()).steps()).hasSize(2);
    }

    @Test
    void noticesOnceThatAParcelIsLateHoweverManyLook() {
        var order = boughtOpen();
        var yesterday = Purchases.today().minusDays(1);
        jdbc.sql("update delivery set expected_on = ? where order_id = ?")
                .params(yesterday, order)
                .update();

        var another = CompletableFuture.runAsync(carriers::noticeLate);
        carriers.noticeLate();
        another.join();
        carriers.noticeLate();
        jdbc.sql("update delivery set expected_on = ? where order_id = ?")
                .params(Purchases.today(), order)
                .update();
        carriers.noticeLate();
        sees(tracked(order, "delivered", now));

        updateOf(order, "delivered");
        assertThat(probe.seen(DeliveryUpdated.class)
                        .filter(update -> update.orderId().equals(order)
                                && update.status().equals("late")))
                .singleElement()
                .satisfies(late -> {
                    assertThat(late.customerId()).isEqualTo(customer);
                    assertThat(late.expectedOn()).isEqualTo(yesterday);
                });
    }

    @Test
    void understandsACarrierWithWordsOfItsOwn() throws Exception {
        var order = boughtOpen();

        var answer = post("/snailpost", """
                {"nr": "JD%s", "code": "LADEN", "ts": "%s"}""".formatted(order, now));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(updateOf(order, "out_for_delivery").text()).isEqualTo("LADEN");
        assertThat(post("/nobody", "{}").statusCode()).isEqualTo(404);
        for (var wrong : List.of("[]", "{}", "{\"trackingNumber\": \"1\", \"at\": \"yesterday\"}", "nonsense")) {
            var refused = post("", wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).at("/code").asString()).isEqualTo("invalid-arguments");
        }
    }

    private String boughtOpen() {
        return bought(Purchases.open(newOrderId(), customer, item("a-dock", "A Dock", "99.00")));
    }

    private static ParcelTracked tracked(String order, String status, Instant at) {
        return event("JD" + order, null, status, at);
    }

    private static ParcelTracked event(String number, @Nullable String order, String status, Instant at) {
        return new ParcelTracked(
                Meta.first(UUID.randomUUID().toString(), number, null),
                number,
                "DHL",
                order,
                status,
                at,
                null,
                "Berlin",
                "It moved",
                (LocalDate) null);
    }

    private static void sees(ParcelTracked event) {
        probe.publish(event);
    }

    private static String reasonOf(ParcelTracked event) {
        sees(event);
        var letter = probe.awaitDeadLetter(
                Topics.TRACKING, new EventCodec("/souk/test").encode(event).value());
        return Objects.requireNonNull(EventProbe.headers(letter).get("souk_dlt-reason"));
    }

    private static DeliveryUpdated updateOf(String order, String status) {
        return probe.await(
                DeliveryUpdated.class,
                update -> update.orderId().equals(order) && update.status().equals(status));
    }

    private JsonNode tracking(String order) throws Exception {
        return get("/v1/orders/" + order + "/tracking");
    }

    private JsonNode order(String order) throws Exception {
        return get("/v1/orders/" + order);
    }

    private JsonNode get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header(SoukHeaders.CUSTOMER, customer)
                .build();
        return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private HttpResponse<String> post(String carrier, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/deliveries/events" + carrier))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }
}
