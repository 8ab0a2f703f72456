package io.souk.tools.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Meta;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.SoukHeaders;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import io.souk.tools.admin.TestData;
import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.deliveries.Delivery;
import io.souk.tools.deliveries.TestCarriers;
import io.souk.tools.deliveries.TrackingStep;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.PaymentEntry;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.payments.TestBank;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** In the very context of the dialogue's tests, imports and all; each test brings a customer whose every text holds the same mark. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "souk.tools.sample-data=../deploy/sample/data")
@ActiveProfiles("local")
@Import({TestBank.class, TestCarriers.class, TestData.class})
@RealServers({Server.KAFKA, Server.POSTGRES})
class PrivacyIT {
    private static EventProbe probe;

    /** In every text of this customer, so that whatever is left of it is found wherever it is. */
    private final String mark =
            "mark" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);

    private final String customer = "u-" + mark;
    private final String pseudonym =
            "erased-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final String requestId = UUID.randomUUID().toString();

    @Autowired
    private TestData data;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ErasedCustomers erased;

    @Autowired
    private PrivacyRequests requests;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void connect() {
        probe = new EventProbe(Infrastructure.kafka());
    }

    @AfterAll
    static void disconnect() {
        probe.close();
    }

    /** What is said here of a table is what {@link CustomerRecords} does with it; a new one must be thought of first. */
    private static final Map<String, String> TABLES = Map.ofEntries(
            Map.entry("customer", "goes; a row of the pseudonym takes its place"),
            Map.entry("payment_method", "renamed, or goes"),
            Map.entry("purchase_order", "pseudonymised"),
            Map.entry("order_line", "goods only"),
            Map.entry("payment_entry", "pseudonymised"),
            Map.entry("exchange_pair", "goods only"),
            Map.entry("delivery", "pseudonymised"),
            Map.entry("tracking_step", "pseudonymised"),
            Map.entry("refund", "pseudonymised"),
            Map.entry("refund_line", "goods only"),
            Map.entry("complaint", "pseudonymised"),
            Map.entry("ticket", "goes"),
            Map.entry("identification", "goes"),
            Map.entry("identity_claim", "a hash, for an hour"),
            Map.entry("rule", "of nobody"),
            Map.entry("rule_citation", "of documents"),
            Map.entry("rule_version", "of nobody"),
            Map.entry("proposal", "goes"),
            Map.entry("idempotency_key", "goes"),
            Map.entry("audit_log", "pseudonymised"),
            Map.entry("privacy_request", "id goes when it is done"),
            Map.entry("privacy_receipt", "counts only"),
            Map.entry("erased_customer", "id goes when the account is open again"),
            Map.entry("erasure_receipt", "counts only"),
            Map.entry("outbox", "pseudonymised"),
            Map.entry("processed_event", "ids of events"),
            Map.entry("product", "catalogue"),
            Map.entry("variant", "catalogue"),
            Map.entry("flyway_schema_history", "nobody"));

    @Test
    void everyTableIsThoughtOf() {
        var tables = jdbc.sql("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'""").query(String.class).list();

        assertThat(tables)
                .as("a new table: export and erase it in CustomerRecords, then say so here")
                .containsExactlyInAnyOrderElementsOf(TABLES.keySet());
    }

    @Test
    void anExportHasEverythingAndNoPaymentMethodInFull() {
        var order = buys();
        jdbc.sql("insert into identification (conversation_id, customer_id) values (?, ?)")
                .params("c-" + mark, customer)
                .update();

        var export = export();

        assertThat(export.propertyNames())
                .containsExactly(
                        "profile",
                        "addresses",
                        "paymentMethods",
                        "orders",
                        "deliveries",
                        "refunds",
                        "complaints",
                        "tickets",
                        "proposals",
                        "identifications",
                        "audit",
                        "privacyRequests");
        export.properties().stream()
                .filter(section -> !section.getKey().equals("privacyRequests"))
                .forEach(section ->
                        assertThat(section.getValue()).as(section.getKey()).isNotEmpty());
        assertThat(export.at("/profile/0/email").stringValue()).isEqualTo(mark + "@example.com");
        assertThat(export.at("/orders/0/id").stringValue()).isEqualTo(order);
        assertThat(export.at("/orders/0/items/0/price").decimalValue()).isEqualByComparingTo("249.00");
        assertThat(export.at("/deliveries/0/steps/0/place").stringValue()).contains(mark);
        assertThat(export.toString()).doesNotContain("credit_card_" + mark);
        assertThat(export.at("/orders/0/payments/0/paymentMethodId").stringValue())
                .isEqualTo("credit_card_" + mark.replaceFirst("[0-9-].*$", "") + "…" + mark.substring(12));
    }

    @Test
    void nothingOfAnErasedCustomerIsLeftAndTheBooksStillAddUp() {
        var order = buys();
        var paid = paid(order);

        probe.publish(request(1));
        var receipt = receipt(1);

        assertThat(receipt.service()).isEqualTo("tools-service");
        assertThat(receipt.counts())
                .containsEntry("orders", 1L)
                .containsEntry("profiles", 1L)
                .containsEntry("refunds", 1L)
                .containsEntry("complaints", 1L)
                .containsEntry("tickets", 1L)
                .containsEntry("proposals", 1L);
        others().forEach(service -> probe.publish(receiptOf(service)));
        awaitDone();
        jdbc.sql("update erased_customer set closed_until = now() - interval '1 second' where pseudonym = ?")
                .param(pseudonym)
                .update();
        erased.sweep();
        assertThat(leftOvers()).isEmpty();
        assertThat(paid(order)).isEqualTo(paid);
        assertThat(jdbc.sql(
                                "select customer_id, placed_on is not null as dated, country from purchase_order where id = ?")
                        .param(order)
                        .query()
                        .singleRow())
                .containsEntry("customer_id", pseudonym)
                .containsEntry("dated", true)
                .containsEntry("country", "DE");
        assertThat(jdbc.sql("select operation from audit_log where customer_id = ? order by id")
                        .param(pseudonym)
                        .query(String.class)
                        .list())
                .startsWith("refund", "erasure_requested")
                .contains("data_erased")
                .endsWith("erasure_completed");
        assertThatThrownBy(() -> jdbc.sql("update audit_log set actor = 'nobody' where customer_id = ?")
                        .param(pseudonym)
                        .update())
                .hasMessageContaining("append-only");
    }

    @Test
    void aRequestIsObeyedOnceAndConfirmedOnceHoweverOftenItIsDelivered() {
        buys();

        probe.publish(request(1));
        var first = receipt(1);
        probe.publish(request(1));
        probe.publish(request(2));

        var again = receipt(2);
        assertThat(again.counts()).isEqualTo(first.counts());
        assertThat(probe.seen(DataErased.class)
                        .filter(receipt -> receipt.requestId().equals(requestId))
                        .filter(receipt ->
                                receipt.meta().id().equals(first.meta().id())))
                .hasSize(1);
        assertThat(jdbc.sql("select count(*) from privacy_receipt where request_id = ?")
                        .param(requestId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whoeverHasNotConfirmedIsAskedAgainUntilAllHave() {
        buys();
        probe.publish(request(1));
        receipt(1);
        await("in the books").until(() -> seen().path("receipts").size() == 1);
        assertThat(seen().path("state").stringValue()).isEqualTo("open");
        assertThat(seen().path("waitingFor").valueStream().map(JsonNode::stringValue))
                .containsExactly("conversation-service", "graph-service");
        jdbc.sql("update privacy_request set asked_at = now() - interval '1 hour' where id = ?")
                .param(requestId)
                .update();

        requests.askAgain();
        requests.askAgain();

        probe.await(ErasureRequested.class, event -> event.requestId().equals(requestId) && event.attempt() == 2);
        others().forEach(service -> probe.publish(receiptOf(service)));
        awaitDone();
        assertThat(probe.seen(ErasureRequested.class)
                        .filter(event -> event.requestId().equals(requestId) && event.attempt() > 1))
                .hasSize(1);
        assertThat(jdbc.sql("select customer_id from privacy_request where id = ?")
                        .param(requestId)
                        .query()
                        .singleRow()
                        .get("customer_id"))
                .isNull();
    }

    @Test
    void whatComesAfterwardsIsRefusedOrSweptAway() {
        buys();
        probe.publish(request(1));
        receipt(1);

        var refused = RestClient.create("http://localhost:" + port)
                .post()
                .uri("/v1/tools/transfer_to_human_agents")
                .header(SoukHeaders.CUSTOMER, customer)
                .header(SoukHeaders.IDEMPOTENCY_KEY, mark)
                .header("Content-Type", "application/json")
                .body("{\"summary\": \"late\"}")
                .exchangeForRequiredValue(
                        (_, response) -> response.getStatusCode().value());
        jdbc.sql("insert into ticket (customer_id, summary) values (?, 'passed the erasure on its way')")
                .param(customer)
                .update();
        erased.sweep();

        assertThat(refused).isEqualTo(403);
        assertThat(jdbc.sql("select count(*) from ticket where customer_id = ?")
                        .param(customer)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsCommittedAndNotPublishedYetNamesThePseudonym() {
        buys();
        jdbc.sql("""
                        insert into outbox (topic, key, headers, value, created_at)
                        values ('orders.events', ?, '{}', convert_to(?, 'UTF8'), now() + interval '1 hour')""").params(mark, "{\"customerId\":\"" + customer + "\"}").update();

        probe.publish(request(1));
        receipt(1);

        assertThat(jdbc.sql("select convert_from(value, 'UTF8') from outbox where key = ?")
                        .param(mark)
                        .query(String.class)
                        .single())
                .isEqualTo("{\"customerId\":\"" + pseudonym + "\"}");
        jdbc.sql("delete from outbox where key = ?").param(mark).update();
    }

    @Test
    void anExportThatHadToWaitIsInTheBooksUntilItIsDelivered() {
        probe.publish(new ExportRequested(Meta.first(requestId, customer, null), requestId, now()));
        await("asked").atMost(Duration.ofSeconds(20)).until(() -> state().equals("open"));

        probe.publish(new DataExported(
                Meta.first(requestId + "-done", customer, null), requestId, List.of("tools-service"), now()));

        awaitDone();
        assertThat(jdbc.sql("select operation from audit_log where customer_id = ? order by id")
                        .param(customer)
                        .query(String.class)
                        .list())
                .containsExactly("export_requested", "data_exported");
    }

    private void awaitDone() {
        await("done").atMost(Duration.ofSeconds(20)).until(() -> state().equals("done"));
    }

    private String state() {
        return jdbc.sql(
                        "select case when completed_at is null then 'open' else 'done' end from privacy_request where id = ?")
                .param(requestId)
                .query(String.class)
                .optional()
                .orElse("unknown");
    }

    private static List<String> others() {
        return List.of("conversation-service", "graph-service");
    }

    private ErasureRequested request(int attempt) {
        return new ErasureRequested(
                Meta.first(requestId + '-' + attempt, customer, null), requestId, pseudonym, now(), attempt);
    }

    private DataErased receiptOf(String service) {
        return new DataErased(
                Meta.first(requestId + '-' + service, customer, null), requestId, service, Map.of(), now());
    }

    private DataErased receipt(int attempt) {
        var cause = requestId + '-' + attempt;
        return probe.await(
                DataErased.class, receipt -> cause.equals(receipt.meta().causeId()));
    }

    private JsonNode seen() {
        return get("/v1/privacy/requests/" + requestId);
    }

    private JsonNode export() {
        return get("/v1/customers/" + customer + "/data");
    }

    private JsonNode get(String path) {
        var json = RestClient.create("http://localhost:" + port)
                .get()
                .uri(path)
                .header(SoukHeaders.CUSTOMER, customer)
                .exchangeForRequiredValue(
                        (_, response) -> new String(response.getBody().readAllBytes(), UTF_8));
        return JsonMapper.shared().readTree(json);
    }

    private BigDecimal paid(String order) {
        return jdbc.sql("select sum(amount) from payment_entry where order_id = ?")
                .param(order)
                .query(BigDecimal.class)
                .single();
    }

    /** Where the mark still stands, in any column of any table. */
    private List<String> leftOvers() {
        var found = new ArrayList<String>();
        for (var table : TABLES.keySet()) {
            if (!table.equals("processed_event")) {
                jdbc.sql("select t::text from " + table + " t where t::text like ?")
                        .param("%" + mark + "%")
                        .query(String.class)
                        .list()
                        .forEach(row -> found.add(table + ": " + row));
            }
        }
        return found;
    }

    /** A customer, an order with a parcel, a refund, a complaint, a proposal, a ticket, a stored answer, and what the books say of it. */
    private String buys() {
        var address = new Address(mark + " street 1", mark, mark, mark, "DE", mark);
        var card = "credit_card_" + mark;
        data.add(new Customer(
                customer,
                new Customer.Profile(
                        new Customer.Name(mark, mark),
                        address,
                        mark + "@example.com",
                        Map.of(card, new PaymentMethod("credit_card", card, mark, "4242", null)),
                        List.of())));
        var order = "ORD-P" + UUID.randomUUID().toString().substring(0, 8);
        var line = new Line("Lamp", "lamp", "lamp-1", new BigDecimal("249.00"), Map.of());
        var today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        data.add(new Overview(
                new Purchase(
                        Order.fresh(
                                order,
                                customer,
                                address,
                                List.of(line),
                                List.of(new Order.Fulfillment(List.of(mark), List.of("lamp-1"))),
                                Status.DELIVERED,
                                List.of(PaymentEntry.payment(new BigDecimal("249.00"), card))),
                        today.minusDays(9),
                        BigDecimal.ZERO.setScale(2),
                        "EUR",
                        0,
                        0),
                new Delivery(
                        order,
                        "DHL",
                        mark,
                        Delivery.DELIVERED,
                        null,
                        today.minusDays(6),
                        List.of(new TrackingStep(Instant.now(), "delivered", mark, "left with " + mark))),
                List.of(),
                Map.of()));
        jdbc.sql("""
                        insert into refund (id, customer_id, order_id, status, amount, currency, payment_method_id, destination,
                            reason, conversation_id, requested_at, version)
                        values (:ref, :customer, :order, 'requested', 249.00, 'EUR', :card, :mark, :mark, :mark, now(), 0)""")
                .param("ref", "RF-" + order)
                .param("customer", customer)
                .param("order", order)
                .param("card", card)
                .param("mark", mark)
                .update();
        jdbc.sql("""
                        insert into complaint (id, customer_id, order_id, status, reason, conversation_id, opened_at, version)
                        values (?, ?, ?, 'open', ?, ?, now(), 0)""").params("CP-" + order, customer, order, mark, mark).update();
        jdbc.sql("""
                        insert into proposal (id, customer_id, conversation_id, operation, awaiting, terms, terms_sha256, state,
                            cause_id, created_at, expires_at, version)
                        values (?, ?, ?, 'refund', 'CONFIRMATION', ?, '-', 'OPEN', ?, now(), now(), 0)""")
                .params(mark, customer, mark, "{\"reason\": \"" + mark + "\"}", mark)
                .update();
        jdbc.sql("insert into ticket (customer_id, summary) values (?, ?)")
                .params(customer, mark)
                .update();
        jdbc.sql("insert into idempotency_key (caller, key, operation, request_hash, body) values (?, ?, 'x', 'x', ?)")
                .params(customer, mark, mark)
                .update();
        jdbc.sql("""
                        insert into audit_log (customer_id, order_id, operation, actor, channel, conversation_id, turn_id, key,
                            before, after)
                        values (:customer, :order, 'refund', 'customer:' || :customer, 'chat', :mark, :mark, :mark,
                            cast(:json as json), cast(:json as json))""")
                .param("customer", customer)
                .param("order", order)
                .param("mark", mark)
                .param(
                        "json",
                        "{\"user_id\": \"%s\", \"note\": \"for %s\", \"amount\": 249.00}".formatted(customer, mark))
                .update();
        return order;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
