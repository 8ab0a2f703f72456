package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.Finding.Done;
import io.souk.events.Intent;
import io.souk.events.OrderEvent.RefundUpdated;
import io.souk.events.Variants;
import io.souk.kit.SoukHeaders;
import io.souk.tools.payments.TestBank;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.json.JsonMapper;

/** What payment providers report of refunds. */
class SettlementIT extends ToolsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Value("${local.server.port}")
    int port;

    @Autowired
    TestBank bank;

    private String order = "";
    private String refund = "";

    @BeforeEach
    void hasAskedForARefund() throws Exception {
        order = boughtHeadphones();
        var asked = send(request("/v1/refunds", "{\"orderId\": \"%s\"}".formatted(order))
                .header(SoukHeaders.CUSTOMER, customer)
                .header(SoukHeaders.IDEMPOTENCY_KEY, UUID.randomUUID().toString()));
        refund = JsonMapper.shared().readTree(asked.body()).at("/reference").asString();
    }

    @Test
    void isApprovedThenPaidAndEverybodyKnows() throws Exception {
        var before = stored();

        assertThat(reports("e-1", "approved").statusCode()).isEqualTo(200);
        assertThat(reports("e-2", "paid").statusCode()).isEqualTo(200);

        assertThat(told(2)).extracting(RefundUpdated::status).containsExactly("approved", "paid");
        var said = finding(hearsAsCustomer(says("My refund?", Intent.REFUND, Variants.STATUS)), Done.class);
        assertThat(said.reference()).isEqualTo(refund);
        assertThat(said.status()).isEqualTo("paid");
        assertThat(get("/v1/orders/" + order)).contains("\"REFUNDED\"");
        assertThat(entries())
                .containsExactly(
                        "provider:testpay payments testpay/e-1 requested>approved",
                        "provider:testpay payments testpay/e-2 approved>paid");
        assertThat(stored()).as("order, payments and balances").isEqualTo(before);
    }

    @Test
    void theSameReportAgainAndOldNewsChangeNothing() throws Exception {
        reports("e-1", "failed");
        reports("e-2", "paid");

        for (var again : List.of(reports("e-2", "paid"), reports("e-1", "failed"), reports("e-3", "approved"))) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("\"paid\"", "\"repeated\":true");
        }

        assertThat(told(2)).extracting(RefundUpdated::status).containsExactly("failed", "paid");
        assertThat(entries()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount   | 279.01      | 422 | refund-amount-differs
            amount   | -279.00     | 422 | refund-amount-differs
            amount   | "much"      | 400 | invalid
            currency | "USD"       | 422 | refund-amount-differs
            refundId | "RF-000000" | 404 | refund-not-found
            status   | "requested" | 400 | invalid
            status   | "PAID"      | 400 | invalid
            id       | ""          | 400 | invalid
            """)
    void whatCannotBeIsRefused(String field, String value, int status, String code) throws Exception {
        var wrong =
                report("e-1", "paid", refund).replaceFirst('"' + field + "\": [^,}]*", '"' + field + "\": " + value);

        var answer = settles(wrong);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(entries()).isEmpty();
    }

    @Test
    void whatWasPaidDoesNotFailAndNoCustomerSaysSo() throws Exception {
        reports("e-1", "paid");

        assertThat(reports("e-2", "failed").body()).contains("refund-already-paid");
        var mine =
                send(request("/v1/settlements", report("e-3", "paid", refund)).header(SoukHeaders.CUSTOMER, customer));
        assertThat(mine.statusCode()).isEqualTo(403);
        assertThat(entries()).hasSize(1);
    }

    @Test
    void theSampleHasABankThatApprovesThenPays() {
        for (var state : List.of("requested", "approved", "paid")) {
            assertThat(jdbc.sql("select status from refund where id = ?")
                            .param(refund)
                            .query(String.class)
                            .single())
                    .isEqualTo(state);
            jdbc.sql("update refund set changed_at = '2001-01-01' where id = ?")
                    .param(refund)
                    .update();
            bank.move();
        }
        assertThat(entries()).hasSize(2).allMatch(entry -> entry.startsWith("provider:simulator payments"));
    }

    private List<RefundUpdated> told(int count) {
        return await().until(
                        () -> probe.seen(RefundUpdated.class)
                                .filter(update -> update.refundId().equals(refund))
                                .toList(),
                        updates -> updates.size() >= count);
    }

    private List<String> entries() {
        return jdbc.sql("""
                        select actor || ' ' || channel || ' ' || key || ' ' || (before ->> 'status') || '>' || (after ->> 'status')
                        from audit_log where order_id = ? and operation = 'refund-update' order by id""").param(order).query(String.class).list();
    }

    /** What an export would show. */
    private List<String> stored() {
        return jdbc.sql("""
                        select o::text from purchase_order o where id = :order
                        union all select p::text from payment_entry p where order_id = :order
                        union all select m::text from payment_method m where customer_id = :customer""")
                .param("order", order)
                .param("customer", customer)
                .query(String.class)
                .list();
    }

    private HttpResponse<String> reports(String id, String status) throws Exception {
        return settles(report(id, status, refund));
    }

    private static String report(String id, String status, String refund) {
        return """
                {"id": "%s", "provider": "testpay", "refundId": "%s", "status": "%s", "amount": 279.00, "currency": "EUR"}""".formatted(id, refund, status);
    }

    private HttpResponse<String> settles(String report) throws Exception {
        return send(request("/v1/settlements", report));
    }

    private String get(String path) throws Exception {
        return send(request(path, null).header(SoukHeaders.CUSTOMER, customer)).body();
    }

    private HttpRequest.Builder request(String path, @Nullable String json) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json");
        return json == null ? request.GET() : request.POST(BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
