package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.EventCodec;
import io.souk.events.HandoffEvent.HandoffRequested;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.Topics;
import io.souk.test.EventProbe;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@RealServers({Server.KAFKA, Server.POSTGRES})
class KafkaPolicyIT {
    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    @Autowired
    private KitApplication.HandoffListener handoffs;

    @Autowired
    private KitApplication.ProductListener products;

    @Autowired
    private MeterRegistry meters;

    private final String conversation = UUID.randomUUID().toString();

    @Test
    void bytesThatAreNoEventAreSetAsideAsReceivedAndTheNextEventIsHandled() {
        var garbage = ("\0\1 no event " + conversation).getBytes(UTF_8);

        probe.publishRaw(Topics.HANDOFFS, conversation, garbage, Map.of());
        probe.publish(request("please"));

        var letter = probe.awaitDeadLetter(Topics.HANDOFFS, garbage);
        assertThat(EventProbe.headers(letter))
                .containsEntry("kafka_dlt-original-topic", Topics.HANDOFFS)
                .hasEntrySatisfying(
                        RetryPolicy.REASON, reason -> assertThat(reason).isNotBlank());
        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));
    }

    @Test
    void anEventThatKeepsFailingIsTriedThreeTimesAndSetAside() {
        var request = request("explode");
        var sent = new EventCodec("/souk/test").encode(request);

        probe.publish(request);
        probe.publish(request("please"));

        var letter = probe.awaitDeadLetter(Topics.HANDOFFS, sent.value());
        assertThat(handoffs.tries).containsEntry(request.meta().id(), 3);
        assertThat(EventProbe.headers(letter)).containsEntry(RetryPolicy.REASON, "told to explode");
        assertThat(EventProbe.headers(letter))
                .containsEntry("ce_id", request.meta().id());
        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));
        assertThat(meters.get("souk.events.dead.lettered")
                        .tag("reason", "IllegalStateException")
                        .counter()
                        .count())
                .isPositive();
        assertThat(meters.get("souk.events.retried")
                        .tag("topic", Topics.HANDOFFS)
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aTypeFromTheFutureIsNoError() {
        probe.publishRaw(
                Topics.HANDOFFS,
                conversation,
                "{}".getBytes(UTF_8),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", conversation,
                        "ce_source", "/tomorrow",
                        "ce_type", "io.souk.support.handoff-sung.v9",
                        "ce_subject", conversation));
        probe.publish(request("please"));

        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));
        assertThat(probe.raw(Topics.deadLetter(Topics.HANDOFFS)))
                .noneMatch(letter -> conversation.equals(letter.key()));
    }

    @Test
    void aTombstoneArrivesAsAnAbsentEventWithItsKey() {
        probe.publishRaw(Topics.PRODUCTS, conversation, null, Map.of());

        await().untilAsserted(() -> assertThat(products.removed).contains(conversation));
    }

    @Test
    void logLinesOfAListenerCarryTheIdsAndNothingElseOfTheEvent() {
        var request = request("please");

        probe.publish(request);

        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));
        assertThat(handoffs.contexts)
                .anySatisfy(context -> assertThat(context)
                        .containsEntry("conversationId", conversation)
                        .containsEntry("turnId", "turn-1")
                        .containsEntry("eventId", request.meta().id()));
    }

    @Test
    void oneTraceGoesThroughTheTopics() {
        probe.publishRaw(
                Topics.HANDOFFS,
                conversation,
                """
                {"reason": "please", "summary": "s"}""".getBytes(UTF_8),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", conversation,
                        "ce_source", "/test",
                        "ce_type", "io.souk.support.handoff-requested.v1",
                        "ce_subject", conversation,
                        "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));

        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));

        assertThat(probe.raw(Topics.ORDERS))
                .filteredOn(sent -> conversation.equals(sent.key()))
                .singleElement()
                .extracting(sent -> EventProbe.headers(sent).get("traceparent"))
                .asString()
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void lagLatencyAndOffsetsAreMetrics() {
        probe.publish(request("please"));
        probe.await(DeliveryUpdated.class, answer -> answer.orderId().equals(conversation));

        await().untilAsserted(() -> assertThat(List.of(
                        "spring.kafka.listener",
                        "kafka.consumer.fetch.manager.records.lag.max",
                        "kafka.producer.record.send.total"))
                .allSatisfy(
                        name -> assertThat(meters.find(name).meter()).as(name).isNotNull()));
    }

    private HandoffRequested request(String reason) {
        var meta = Meta.first(UUID.randomUUID().toString(), conversation, "turn-1");
        return new HandoffRequested(meta, null, reason, "summary");
    }
}
