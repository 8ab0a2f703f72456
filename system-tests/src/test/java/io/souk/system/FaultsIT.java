package io.souk.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.OrderEvent.ComplaintOpened;
import io.souk.events.Topics;
import io.souk.test.EventProbe;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stopped services, killed processes and garbage: nobody is left without an answer, and nobody gets two. */
@Order(5)
@ExtendWith(Platform.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Platform souk;
    private OtherSystem crm;
    private EventProbe probe;

    FaultsIT(Platform souk) {
        this.souk = souk;
    }

    @BeforeAll
    void connect() {
        crm = new OtherSystem(souk);
        probe = new EventProbe(souk.kafka());
    }

    @AfterAll
    void disconnect() {
        crm.close();
        probe.close();
    }

    @Test
    void anOrderSystemThatDiesBetweenCommitAndPublishIsApologisedForAndTellsItOnceWhenItIsBack() throws Exception {
        try (var alice = Chat.as("alice", souk)) {
            dieWithACommittedComplaint("u-emeka", "ORD-1024");
            try {
                var apology = alice.ask("Track ORD-1001");

                System.out.printf(
                        "with tools-service stopped, an order question was answered %d ms after its acknowledgement%n",
                        apology.after().toMillis());
                assertThat(apology.after()).isLessThan(Duration.ofSeconds(5));
                assertThat(apology.text()).contains("order system");
                assertThat(apology.rung()).isEqualTo("partial");
                assertThat(alice.ask("Tell me about the X1").rung()).isEqualTo("composed");
            } finally {
                souk.start();
            }

            await("orders are back")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> alice.ask("Track ORD-1001").text(), text -> text.contains("DHL"));
            assertThat(probe.await(ComplaintOpened.class, FaultsIT::isTheComplaint)
                            .customerId())
                    .isEqualTo("u-emeka");
            alice.sawEveryPlaceOnce();
            assertThat(alice.all("reply")).hasSameSizeAs(alice.all("ack").toList());
            assertThat(probe.seen(ComplaintOpened.class).filter(FaultsIT::isTheComplaint))
                    .hasSize(1);
        }
    }

    /** What happens to orders cannot be published while the service commits it; then the process is killed. */
    private void dieWithACommittedComplaint(String customer, String order) throws Exception {
        var request = HttpRequest.newBuilder(souk.service("tools").resolve("/v1/complaints"))
                .header("Content-Type", "application/json")
                .header("X-Souk-Customer", customer)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{\"orderId\": \"" + order + "\", \"reason\": \"it hums\"}"));
        limitOrderEvents(AlterConfigOp.OpType.SET);
        try {
            assertThat(HTTP.send(request.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            assertThat(probe.seen(ComplaintOpened.class)).noneMatch(FaultsIT::isTheComplaint);
            souk.kill("tools");
        } finally {
            limitOrderEvents(AlterConfigOp.OpType.DELETE);
        }
    }

    /** To a size that no event has: the broker takes none. */
    private void limitOrderEvents(AlterConfigOp.OpType how) throws Exception {
        var limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"), how);
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ORDERS);
        try (var admin = Admin.create(Map.of("bootstrap.servers", souk.kafka()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
        }
    }

    private static boolean isTheComplaint(ComplaintOpened complaint) {
        return complaint.orderId().equals("ORD-1024");
    }

    /** All that somebody reads. */
    static Stream<String> topics() {
        return Topics.all().stream().filter(topic -> !topic.equals(Topics.HANDOFFS));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void bytesThatAreNoEventAreSetAsideAndTheNextMessageWorks(String topic) {
        var conversation = "garbage-" + UUID.randomUUID();
        var garbage = ("no event " + conversation).getBytes(UTF_8);

        crm.publish(topic, conversation, garbage, Map.of());

        var letter = probe.awaitDeadLetter(topic, garbage);
        assertThat(EventProbe.headers(letter))
                .containsEntry("kafka_dlt-original-topic", topic)
                .containsKey("souk_dlt-reason");
        try (var readers = new Readers(souk)) {
            await("every reader has moved on").atMost(Duration.ofSeconds(30)).until(() -> readers.haveReadAllOf(topic));
        }
        crm.says(conversation, "after", "What laptops do you have?", null);
        assertThat(crm.awaitReplies(conversation, 1)
                        .getFirst()
                        .body()
                        .get("text")
                        .stringValue())
                .contains("TechPro X1");
    }

    @Test
    void aConversationServiceThatDiesInTheMiddleLosesNothingAndRepeatsNothing() {
        var conversations = IntStream.range(0, 5)
                .mapToObj(number -> "killed-" + number + '-' + UUID.randomUUID())
                .toList();
        var messages = IntStream.range(0, 8).mapToObj(number -> "m" + number).toList();
        try (var guest = Chat.asGuest(souk)) {
            var said = messages.stream()
                    .map(_ -> guest.say("What laptops do you have?"))
                    .toList();
            for (var message : messages) {
                conversations.forEach(conversation -> crm.says(conversation, message, "Tell me about the X2", null));
            }

            await("the first replies")
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> conversations.stream()
                            .anyMatch(conversation -> !crm.replies(conversation).isEmpty()));
            souk.kill("conversation");
            assertThat(conversations)
                    .as("killed before all was answered")
                    .anySatisfy(conversation ->
                            assertThat(crm.replies(conversation)).hasSizeLessThan(messages.size()));
            souk.start();

            for (var conversation : conversations) {
                assertThat(crm.awaitReplies(conversation, messages.size()))
                        .extracting(OtherSystem.Said::turnId)
                        .containsExactlyElementsOf(messages);
                assertThat(crm.heard(conversation))
                        .extracting(event -> event.body().get("seq").asLong())
                        .isEqualTo(LongStream.rangeClosed(
                                        1, crm.heard(conversation).size())
                                .boxed()
                                .toList());
            }
            said.forEach(guest::reply);
            assertThat(guest.all("reply").map(reply -> reply.get("id").stringValue()))
                    .containsExactlyElementsOf(said);
            guest.sawEveryPlaceOnce();
        }
    }
}
