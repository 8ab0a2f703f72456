package io.souk.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.MessageEvent.MessageReceived;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final Map<String, String> HEADERS = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "crm-1",
            "ce_source", "/crm",
            "ce_type", "io.souk.chat.message-received.v1",
            "ce_subject", "conv-1");
    private final EventCodec codec = new EventCodec("/souk/test");

    @Test
    void anotherSystemsMessageNeedsOnlyTheRequiredHeadersAndAText() {
        var event = (MessageReceived) decode(HEADERS, """
                {"text": "hello"}""");

        assertThat(event.text()).isEqualTo("hello");
        assertThat(event.customerId()).isNull();
        assertThat(event.conversationId()).isEqualTo("conv-1");
        assertThat(event.turnId()).isEqualTo("crm-1");
    }

    @Test
    void structuredModeIsRead() {
        var structured = """
                {"specversion": "1.0", "id": "crm-2", "source": "/crm", "subject": "conv-1",
                 "type": "io.souk.chat.message-received.v1", "datacontenttype": "application/json",
                 "data": {"text": "hello"}}""";

        var event = decode(Map.of("content-type", "application/cloudevents+json"), structured);

        assertThat(event)
                .isInstanceOfSatisfying(
                        MessageReceived.class,
                        message -> assertThat(message.text()).isEqualTo("hello"));
    }

    @Test
    void inStructuredModeTheDataMayComeFirstOrInBase64() {
        var attributes = """
                "specversion": "1.0", "id": "crm-2", "source": "/crm", "subject": "conv-1", "weather": {"sky": "grey"},
                "type": "io.souk.chat.message-received.v1", "time": "2026-11-22T12:15:30+02:00", "correlationid": null
                """;

        var first = decode(
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"), """
                {"data": {"text": "grüezi"}, %s}""".formatted(attributes));
        var inBase64 = decode(Map.of("content-type", "application/cloudevents+json"), """
                {%s, "data_base64": "%s"}""".formatted(
                        attributes, Base64.getEncoder().encodeToString("{\"text\": \"grüezi\"}".getBytes(UTF_8))));

        assertThat(first).isEqualTo(inBase64);
        assertThat(((MessageReceived) first).text()).isEqualTo("grüezi");
        assertThat(first.meta().time()).isEqualTo("2026-11-22T10:15:30Z");
        assertThat(first.meta().correlationId()).isNull();
    }

    @Test
    void aTypeFromTheFutureIsUnknownAndNotAnError() {
        assertThat(decode(with("ce_type", "io.souk.chat.message-whispered.v3"), "{}"))
                .isInstanceOf(MessageEvent.Unknown.class);
    }

    @Test
    void aFieldFromTheFutureIsIgnored() {
        assertThat(decode(HEADERS, """
                {"text": "hello", "mood": "sunny"}""")).isInstanceOf(MessageReceived.class);
    }

    @Test
    void aConstantFromTheFutureReadsAsTheDefaultOne() {
        var event = codec.decode(
                Topics.EVIDENCE, headers(with("ce_type", "io.souk.chat.evidence-gathered.v1")), """
                {"from": "crystal-ball", "outcome": "SHRUGGED", "findings": [{"kind": "hologram", "colour": "blue"}]}""".getBytes(UTF_8));

        assertThat(event).isInstanceOfSatisfying(EvidenceGathered.class, evidence -> {
            assertThat(evidence.from()).isEqualTo(Route.UNKNOWN);
            assertThat(evidence.outcome()).isEqualTo(EvidenceEvent.Outcome.FAILED);
            assertThat(evidence.findings()).containsExactly(new Finding.Unknown());
        });
    }

    @Test
    void aBodyCannotForgeTheHeaders() {
        var event = decode(HEADERS, """
                {"text": "hello", "meta": {"id": "forged", "subject": "another-conversation"}}""");

        assertThat(event.meta().subject()).isEqualTo("conv-1");
    }

    @Test
    void whatCannotBeReadSaysWhy() {
        assertUndecodable(HEADERS, "{}", "text is missing");
        assertUndecodable(HEADERS, "not json", "Unrecognized token");
        assertUndecodable(HEADERS, "[1, 2]", "body is not a JSON object");
        assertUndecodable(without("ce_subject"), """
                {"text": "hello"}""", "ce_subject is missing");
        assertUndecodable(HEADERS, "", "body is not a JSON object");
        assertUndecodable(without("ce_id"), """
                {"text": "hello"}""", "ce_id is missing");
        assertUndecodable(with("ce_time", "yesterday"), """
                {"text": "hello"}""", "could not be parsed");
        assertUndecodable(Map.of("content-type", "application/cloudevents+json"), "[1]", "not a structured event");
        assertUndecodable(Map.of(), "\0\1\2", "not a CloudEvent");
    }

    @Test
    void aNegativePriceIsRefusedInWordsASellerUnderstands() {
        var headers = headers(with("ce_type", "io.souk.catalog.product-upserted.v1"));
        var body = """
                {"id": "conv-1", "name": "X", "brand": "B", "category": "C", "currency": "EUR", "stock": 1, "price": -1}""";

        assertThatThrownBy(() -> codec.decode(Topics.PRODUCTS, headers, body.getBytes(UTF_8)))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessageContaining("price is negative");
    }

    @Test
    void theSameCauseAlwaysLeadsToTheSameIds() {
        var cause = Meta.first("m-1", "conv-1", "turn-1");

        assertThat(cause.next("turn").id()).isEqualTo(cause.next("turn").id());
        assertThat(cause.next("turn").id()).isNotEqualTo(cause.next("reply").id());
        assertThat(cause.next("turn").causeId()).isEqualTo("m-1");
        assertThat(cause.next("turn").correlationId()).isEqualTo("turn-1");
    }

    @Test
    void moneyKeepsItsScale() {
        var sent = codec.encode(new EvidenceGathered(
                Meta.first("e-1", "conv-1", "turn-1"),
                Route.TOOLS,
                EvidenceEvent.Outcome.FOUND,
                List.of(new Finding.Done(
                        "refund", "RF-1", "ORD-1", "requested", new BigDecimal("249.00"), "EUR", null, false)),
                null));

        var event = (EvidenceGathered) codec.decode(sent.topic(), sent.headers(), sent.value());

        assertThat(((Finding.Done) event.findings().getFirst()).amount()).isEqualTo(new BigDecimal("249.00"));
    }

    @Test
    void aVectorTravelsUnchanged() {
        var vector = new float[] {0.1f, -3.5f, Float.MIN_VALUE};

        assertThat(Embedding.of("m", vector).floats()).containsExactly(vector);
    }

    private void assertUndecodable(Map<String, String> headers, String body, String reason) {
        assertThatThrownBy(() -> decode(headers, body))
                .isInstanceOf(UndecodableEventException.class)
                .hasMessageContaining(reason);
    }

    private Event decode(Map<String, String> headers, String body) {
        return codec.decode(Topics.MESSAGES, headers(headers), body.getBytes(UTF_8));
    }

    private static Map<String, String> with(String name, String value) {
        var headers = new LinkedHashMap<>(HEADERS);
        headers.put(name, value);
        return headers;
    }

    private static Map<String, String> without(String name) {
        var headers = new LinkedHashMap<>(HEADERS);
        headers.remove(name);
        return headers;
    }

    private static Headers headers(Map<String, String> values) {
        var headers = new RecordHeaders();
        values.forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
