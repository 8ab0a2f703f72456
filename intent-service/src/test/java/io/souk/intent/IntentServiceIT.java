package io.souk.intent;

import static io.souk.intent.Samples.product;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities.ProductMention;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.review.ReviewTurns;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** Ends with its class: the next one's turns are not for it to answer. */
@DirtiesContext
@RealServers(Server.KAFKA)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class IntentServiceIT {
    private static EventProbe probe;
    private static final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @BeforeAll
    static void connect() {
        probe = new EventProbe(Infrastructure.kafka());
        Samples.PRODUCTS.forEach(product -> probe.publish(Samples.upserted(product)));
    }

    @AfterAll
    static void close() {
        probe.close();
        http.close();
    }

    @Test
    void turnIsAnsweredByItsIntent() {
        var turn = turn("c-" + UUID.randomUUID(), "Track ORD-1001");

        probe.publish(turn);

        var classified = answerTo(turn);
        assertThat(classified.top().intent()).isEqualTo(Intent.ORDER_STATUS);
        assertThat(classified.entities().orderIds()).containsExactly("ORD-1001");
        assertThat(classified.routes()).containsExactly(Route.TOOLS);
        assertThat(classified.conversationId()).isEqualTo(turn.conversationId());
        assertThat(classified.turnId()).isEqualTo(turn.turnId());
        assertThat(classified.customerId()).isEqualTo("u-alice");
    }

    @Test
    void redeliveryGivesTheSameEventId() {
        var turn = turn("c-" + UUID.randomUUID(), "what's the refund policy?");

        probe.publish(turn);
        probe.publish(turn);

        Awaitility.await()
                .untilAsserted(() -> assertThat(probe.seen(IntentClassified.class)
                                .filter(classified -> turn.meta()
                                        .id()
                                        .equals(classified.meta().causeId())))
                        .hasSize(2));
        assertThat(probe.seen(IntentClassified.class)
                        .filter(classified ->
                                turn.meta().id().equals(classified.meta().causeId()))
                        .map(classified -> classified.meta().id())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void turnsOfAConversationKeepTheirOrder() {
        var conversation = "c-" + UUID.randomUUID();
        var turns = IntStream.range(0, 20)
                .mapToObj(i -> turn(conversation, "track ORD-10" + (10 + i)))
                .toList();

        turns.forEach(probe::publish);

        answerTo(turns.getLast());
        assertThat(probe.seen(IntentClassified.class)
                        .filter(classified -> classified.conversationId().equals(conversation))
                        .map(IntentClassified::turnId))
                .containsExactlyElementsOf(
                        turns.stream().map(TurnPrepared::turnId).toList());
    }

    @Test
    void poisonIsSetAsideAndTheNextTurnIsAnswered() {
        var conversation = "c-" + UUID.randomUUID();
        var poison = ("not an event " + conversation).getBytes(UTF_8);
        var turn = turn(conversation, "hello");

        probe.publishRaw(Topics.TURNS, conversation, poison, Map.of());
        probe.publish(turn);

        assertThat(probe.awaitDeadLetter(Topics.TURNS, poison).key()).isEqualTo(conversation);
        assertThat(answerTo(turn).top().intent()).isEqualTo(Intent.GREETING);
    }

    @Test
    void severalPoisonRecordsAmongTurnsHarmNoneOfThem() {
        var conversation = "c-" + UUID.randomUUID();
        var turns = IntStream.range(0, 3)
                .mapToObj(i -> turn(conversation, "track ORD-20" + (10 + i)))
                .toList();

        for (var i = 0; i < turns.size(); i++) {
            probe.publish(turns.get(i));
            probe.publishRaw(Topics.TURNS, conversation, ("poison " + i + conversation).getBytes(UTF_8), Map.of());
        }

        for (var i = 0; i < turns.size(); i++) {
            probe.awaitDeadLetter(Topics.TURNS, ("poison " + i + conversation).getBytes(UTF_8));
        }
        answerTo(turns.getLast());
        assertThat(probe.seen(IntentClassified.class)
                        .filter(classified -> classified.conversationId().equals(conversation))
                        .map(IntentClassified::turnId)
                        .distinct())
                .containsExactlyElementsOf(
                        turns.stream().map(TurnPrepared::turnId).toList());
        assertThat(probe.raw(Topics.deadLetter(Topics.TURNS)).stream()
                        .filter(letter -> conversation.equals(letter.key())))
                .hasSize(turns.size());
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void oddTextIsUnderstoodSomehowAndNeverSetAside(String text) {
        var turn = turn("c-" + UUID.randomUUID(), text);

        probe.publish(turn);

        assertThat(answerTo(turn).intents()).isNotEmpty();
        assertThat(probe.raw(Topics.deadLetter(Topics.TURNS)).stream()
                        .filter(letter -> turn.conversationId().equals(letter.key())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void oddTextIsClassifiedOrRefusedOverHttp(String text) throws Exception {
        var answer = post("{\"texts\":[" + quoted(text) + "]}");

        if (text.length() > 4_000) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid-arguments\"");
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"intent\":");
        }
    }

    static List<String> oddTexts() {
        return List.of(
                "x",
                "?",
                "😀😀😀",
                "\u0000\u0001\u001f\u007f",
                "\u200b\u202e\ufeff",
                "где мой заказ 1001?",
                "我的订单在哪里",
                "أين طلبي",
                "'; DROP TABLE orders; --",
                "<script>alert('ORD-1001')</script><img src=x onerror=alert(1)>",
                "half \ud83d and the other \ude00 half",
                "{\"texts\": null}",
                "a".repeat(4_000),
                "1".repeat(4_000),
                "where is my order? ".repeat(5_300),
                "😀".repeat(50_000));
    }

    /** As JSON, with half a character escaped. */
    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate((char) c)
                        ? String.format("\\u%04x", c)
                        : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }

    @Test
    void catalogueIsFollowedLive() {
        var zephyr = product("zephyr-9", "Zephyr Nova 9", "Zephyr", "Laptops");

        probe.publish(Samples.upserted(zephyr));
        Awaitility.await()
                .until(() -> productsIn("tell me about the zephyr nova 9").contains("zephyr-9"));

        probe.publish(Samples.upserted(product("zephyr-9", "Mistral Nova 9", "Zephyr", "Laptops")));
        Awaitility.await()
                .until(() -> productsIn("tell me about the mistral nova 9").contains("zephyr-9"));
        assertThat(productsIn("zephyr nova 9?")).doesNotContain("techpro-x1");

        probe.publishRaw(Topics.PRODUCTS, "zephyr-9", null, Map.of());
        Awaitility.await()
                .until(() -> productsIn("tell me about the mistral nova 9").isEmpty());
    }

    @Test
    void brokenProductDoesNotStopTheCatalogue() {
        var gale = product("gale-3", "Gale Breeze 3", "Gale", "Tablets");

        probe.publishRaw(Topics.PRODUCTS, "broken", "{".getBytes(UTF_8), Map.of());
        probe.publish(Samples.upserted(gale));

        Awaitility.await().until(() -> productsIn("gale breeze 3").contains("gale-3"));
    }

    @Test
    void readyMeansTheCatalogueWasRead() throws Exception {
        var readiness = get("/actuator/health/readiness");

        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(readiness.body())
                .contains("\"catalogue\":{\"details\":{\"products\":", "\"models\":{\"status\":\"UP\"");
    }

    @Test
    void textsAreClassifiedOverHttp() throws Exception {
        var answer = post("{\"texts\":[\"I want my money back for ORD-1001\",\"what works with the X1?\",\"\"]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"intent\":\"refund\"", "\"variant\":\"request\"", "\"orderIds\":[\"ORD-1001\"]")
                .contains("\"intent\":\"compatibility\"", "\"classifier\":\"embedding\"")
                .contains("\"intent\":\"out_of_scope\"", "\"classifier\":\"rules\"");
    }

    @Test
    void badRequestsAreRefusedWithACode() throws Exception {
        var tooMany = IntStream.range(0, 257).mapToObj(_ -> "\"hi\"").collect(Collectors.joining(",", "[", "]"));
        for (var body : List.of(
                "{\"texts\":" + tooMany + "}",
                "{\"texts\":[\"" + "x".repeat(4_001) + "\"]}",
                "{\"texts\":[]}",
                "{\"texts\":[null]}",
                "{\"texts\":[\"hi\",null]}",
                "{\"texts\":\"hi\"}",
                "{\"texts\":{}}",
                "{\"texts\":[{}]}",
                "[]",
                "null",
                "{\"texts\":[\"hi\"",
                "{\"texts\":[\"\\ud8\"]}",
                "",
                IntStream.range(0, 10_000)
                        .mapToObj(_ -> "\"hi\"")
                        .collect(Collectors.joining(",", "{\"texts\":[", "]}")),
                "{}",
                "nonsense")) {
            var answer = post(body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"invalid-arguments\"");
        }
    }

    @Test
    void decisionsAreCounted() throws Exception {
        var turn = turn("c-" + UUID.randomUUID(), "thanks a lot");

        probe.publish(turn);
        answerTo(turn);

        Awaitility.await().until(() -> get("/actuator/prometheus").body().contains("intent=\"thanks\""));
        assertThat(get("/actuator/prometheus").body())
                .contains("cache_gets_total{", "cache=\"intents\"")
                .contains("souk_intents_total{", "souk_intent_interpretation_seconds_bucket{");
    }

    @Test
    void reviewListsTurnsOfTheTopicsWithoutTheirNumbersAndNames() throws IOException {
        var turn = turn("c-" + UUID.randomUUID(), "my name is Zoe Quill, is ORD-4711 lost or what");
        probe.publish(turn);
        answerTo(turn);
        var screen = new ByteArrayOutputStream();

        ReviewTurns.run(
                Map.of("SOUK_KAFKA", Infrastructure.kafka(), "BELOW", "1.1", "MOST", "1000", "LIST", "1"),
                InputStream.nullInputStream(),
                new PrintStream(screen, true, UTF_8));

        assertThat(screen.toString(UTF_8))
                .contains("unsure\tmy name is Alex Kim, is {order} lost or what")
                .doesNotContain("Quill", "4711");
    }

    private List<String> productsIn(String text) {
        var turn = turn("c-" + UUID.randomUUID(), text);
        probe.publish(turn);
        return answerTo(turn).entities().products().stream()
                .map(ProductMention::productId)
                .toList();
    }

    private static IntentClassified answerTo(TurnPrepared turn) {
        return probe.await(
                IntentClassified.class,
                classified -> turn.meta().id().equals(classified.meta().causeId()));
    }

    private static TurnPrepared turn(String conversation, String text) {
        var id = UUID.randomUUID().toString();
        return new TurnPrepared(Meta.first(id, conversation, "t-" + id), text, "u-alice", List.of(), Focus.NONE, null);
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri("/v1/intents/classify"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
