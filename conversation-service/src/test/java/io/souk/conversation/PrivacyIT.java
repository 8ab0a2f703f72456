package io.souk.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Intent;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.events.Route;
import io.souk.kit.ErasedCustomers;
import io.souk.test.EventProbe;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations of a customer whose every message holds the same mark: exported, erased, and not coming back. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "souk.conversation.turn-limit=8s")
@RealServers({Server.KAFKA, Server.POSTGRES})
@DirtiesContext
class PrivacyIT {
    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    /** Every table: what {@code CustomerRecords} erases or knows to hold nobody. A new one must be thought of first. */
    private static final Set<String> TABLES = Set.of(
            "conversation",
            "turn",
            "journal",
            "model_spending",
            "model_answer",
            "outbox",
            "processed_event",
            "erased_customer",
            "erasure_receipt",
            "flyway_schema_history");

    private final String mark = "mark" + UUID.randomUUID().toString().substring(0, 8);
    private final String customer = "u-" + mark;
    private final String requestId = UUID.randomUUID().toString();
    private final String pseudonym = "erased-" + UUID.randomUUID().toString().substring(0, 8);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ErasedCustomers erased;

    @LocalServerPort
    private int port;

    @Test
    void everyTableIsThoughtOf() {
        assertThat(jdbc.sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'""").query(String.class).list())
                .as("a new table: export and erase it in CustomerRecords, then say so here")
                .containsExactlyInAnyOrderElementsOf(TABLES);
    }

    @Test
    void anExportHasAllThatWasSaidAndThoughtOfIt() {
        var talk = talked();

        var export = export();

        assertThat(export.propertyNames())
                .containsExactlyInAnyOrder("conversations", "feedback", "handOffs", "modelSpending");
        export.properties()
                .forEach(section ->
                        assertThat(section.getValue()).as(section.getKey()).isNotEmpty());
        assertThat(export.at("/conversations/0/id").stringValue()).isEqualTo(talk.id);
        assertThat(export.at("/conversations/0/messages")
                        .valueStream()
                        .map(message -> message.path("role").stringValue()))
                .containsExactly("customer", "assistant", "customer", "assistant");
        assertThat(export.at("/conversations/0/messages/0/text").stringValue()).contains(mark);
        assertThat(export.at("/conversations/0/journal")).isNotEmpty();
        assertThat(export.at("/feedback/0/helpful").booleanValue()).isTrue();
        assertThat(export.at("/handOffs/0/reason").stringValue()).isEqualTo("requested");
        assertThat(export.at("/modelSpending/0/tokens").intValue()).isEqualTo(7);
    }

    @Test
    void nothingOfAnErasedCustomerIsLeftAndNothingUnderWayBringsItBack() {
        talked();
        var talk = new Talk(probe, customer);
        var open = talk.say("Track ORD-1001 " + mark);
        var intent = talk.understand(open, Intent.ORDER_STATUS, Route.TOOLS);
        probe.await(IntentAnnounced.class, seen -> seen.turnId().equals(open.turnId()));
        jdbc.sql("""
                        insert into model_answer (embedding_model, subject, embedding, sources, answer, citations)
                        values ('m', :mark, '[1,2]', '{}', :mark, '[]')""").param("mark", mark).update();
        jdbc.sql("insert into outbox (topic, key, headers, value, created_at)"
                        + " values ('chat.replies', ?, '{}', ?, now() + interval '1 hour')")
                .params(talk.id, mark.getBytes(UTF_8))
                .update();

        probe.publish(request(1));
        var receipt = receipt(1);
        probe.publish(talk.evidence(intent.meta(), Route.TOOLS, Outcome.FOUND, Talk.order("ORD-1001")));
        probe.publish(open);
        var late = new Talk(probe, customer);
        var afterwards = late.say("Me again " + mark);
        var guest = new Talk(probe, null);
        guest.exchange("hello", Intent.GREETING);

        assertThat(receipt.service()).isEqualTo("conversation-service");
        assertThat(receipt.counts())
                .containsEntry("conversations", 2L)
                .containsEntry("messages", 3L)
                .containsEntry("modelSpending", 1L)
                .containsKeys("journalEntries", "cachedAnswers");
        awaitHandled(() -> isProcessed(afterwards) && isProcessed(open));
        assertThat(probe.seen(TurnAcknowledged.class).filter(ack -> ack.turnId().equals(afterwards.turnId())))
                .isEmpty();
        jdbc.sql("update erased_customer set closed_until = now() - interval '1 second' where pseudonym = ?")
                .param(pseudonym)
                .update();
        erased.sweep();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aRequestIsObeyedOnceHoweverOftenItIsDeliveredAndLooksAgainWhenAskedAgain() {
        talked();
        probe.publish(request(1));
        var first = receipt(1);

        probe.publish(request(1));
        probe.publish(request(2));

        assertThat(receipt(2).counts()).isEqualTo(first.counts());
        assertThat(probe.seen(DataErased.class)
                        .filter(receipt ->
                                receipt.meta().id().equals(first.meta().id())))
                .hasSize(1);
    }

    @Test
    void whatPassedTheErasureOnItsWayIsSweptAwayAndWhoComesBackLaterBeginsAnew() {
        probe.publish(request(1));
        receipt(1);
        jdbc.sql("insert into conversation (id, customer_id) values (?, ?)")
                .params(mark, customer)
                .update();

        erased.sweep();

        assertThat(jdbc.sql("select count(*) from conversation where customer_id = ?")
                        .param(customer)
                        .query(Integer.class)
                        .single())
                .isZero();
        jdbc.sql("update erased_customer set closed_until = now() - interval '1 second' where pseudonym = ?")
                .param(pseudonym)
                .update();
        new Talk(probe, customer).exchange("hello again", Intent.GREETING);
    }

    /** A message and its reply, an opinion of it, a hand-off, and what a model cost. */
    private Talk talked() {
        var talk = new Talk(probe, customer);
        var message = talk.say("Hello, this is " + mark);
        talk.understand(message, Intent.GREETING);
        talk.reply(message);
        probe.publish(
                new FeedbackGiven(Meta.first(UUID.randomUUID().toString(), talk.id, message.turnId()), true, customer));
        talk.exchange("I want a person, says " + mark, Intent.HUMAN_AGENT);
        awaitHandled(() -> jdbc.sql("select count(*) from turn where conversation_id = ? and helpful")
                        .param(talk.id)
                        .query(Integer.class)
                        .single()
                == 1);
        jdbc.sql("insert into model_spending (day, who, tokens, money) values (current_date, ?, 7, 0.1)")
                .param("customer " + customer)
                .update();
        return talk;
    }

    private boolean isProcessed(MessageReceived message) {
        return jdbc.sql("select count(*) from processed_event where event_key = ?")
                        .param(message.conversationId() + '/' + message.meta().id())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private static void awaitHandled(BooleanSupplier isHandled) {
        await("handled").atMost(Duration.ofSeconds(20)).until(isHandled::getAsBoolean);
    }

    private ErasureRequested request(int attempt) {
        return new ErasureRequested(
                Meta.first(requestId + '-' + attempt, customer, null),
                requestId,
                pseudonym,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                attempt);
    }

    private DataErased receipt(int attempt) {
        var cause = requestId + '-' + attempt;
        return probe.await(
                DataErased.class, receipt -> cause.equals(receipt.meta().causeId()));
    }

    private JsonNode export() {
        return JsonMapper.shared()
                .readTree(RestClient.create("http://localhost:" + port)
                        .get()
                        .uri("/v1/customers/" + customer + "/data")
                        .retrieve()
                        .body(String.class));
    }

    /** Where the mark still stands, in any column of any table. */
    private List<String> leftOvers() {
        var found = new ArrayList<String>();
        for (var table : TABLES) {
            jdbc.sql("select t::text from " + table + " t where t::text like ?")
                    .param("%" + mark + "%")
                    .query(String.class)
                    .list()
                    .forEach(row -> found.add(table + ": " + row));
        }
        return found;
    }
}
