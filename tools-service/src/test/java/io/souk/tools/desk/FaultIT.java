package io.souk.tools.desk;

import static io.souk.tools.desk.Says.says;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.EventCodec;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Intent;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.Topics;
import io.souk.events.Variants;
import io.souk.test.Infrastructure;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** What happens when something else breaks. */
class FaultIT extends ToolsIT {
    @Autowired
    Flyway flyway;

    @Test
    @Timeout(60)
    void saysWithinTwoSecondsThatTheDatabaseIsAwayAndKeepsTheProposal() throws Exception {
        boughtHeadphones();
        var pending =
                pendingOf(hearsAsCustomer(says("I want to return my headphones", Intent.REFUND, Variants.REQUEST)));
        var yes = Says.yes().by(customer).in(conversation).answering(pending).turn();
        var next = Says.yes().by(customer).in(conversation).answering(pending).turn();

        allowConnections(false);
        try {
            var asked = Instant.now();
            probe.publish(yes);
            probe.publish(next);

            for (var turn : List.of(yes, next)) {
                var failed = evidenceOf(turn);
                assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(failed.findings()).isEmpty();
                assertThat(Duration.between(asked, failed.meta().time())).isLessThan(Duration.ofSeconds(2));
            }
        } finally {
            allowConnections(true);
        }

        var done = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> hearsAsCustomer(Says.yes().answering(pending)),
                        evidence -> evidence.outcome() == Outcome.FOUND);
        assertThat(finding(done, Done.class).repeated())
                .as("nothing was done meanwhile")
                .isFalse();
        assertThat(count("refund")).isEqualTo(1);
        assertThat(count("audit_log")).isEqualTo(1);
    }

    @Test
    void anUpgradeMayTakeLongerThanACustomerWaits() throws Exception {
        try (var connection = flyway.getConfiguration().getDataSource().getConnection();
                var statement = connection.createStatement();
                var timeout = statement.executeQuery("show statement_timeout")) {
            timeout.next();
            assertThat(timeout.getString(1)).isEqualTo("0");
        }
    }

    @Test
    void setsPoisonAsideAndAnswersTheNextTurn() {
        var poison = "\u0000not an event".getBytes(UTF_8);

        probe.publishRaw(Topics.INTENTS, conversation, poison, Map.of());
        var letter = probe.awaitDeadLetter(Topics.INTENTS, poison);

        assertThat(letter.key()).isEqualTo(conversation);
        assertThat(hearsAsCustomer(says("my orders", Intent.ORDER_STATUS, Variants.MY_ORDERS))
                        .outcome())
                .isEqualTo(Outcome.FOUND);
    }

    @Test
    void publishesWhatADeadProcessLeftInTheOutbox() {
        var order = newOrderId();
        var left = new DeliveryUpdated(
                Meta.first("left-" + order, order, null), order, customer, "delayed", "Held up by snow", null);
        var out = new EventCodec("/souk/tools-service").encode(left);
        var headers = new HashMap<String, String>();
        out.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));

        jdbc.sql("insert into outbox (topic, key, headers, value, created_at)"
                        + " values (?, ?, cast(? as jsonb), ?, now() - interval '1 minute')")
                .params(out.topic(), out.key(), JsonMapper.shared().writeValueAsString(headers), out.value())
                .update();

        var published =
                probe.await(DeliveryUpdated.class, updated -> updated.orderId().equals(order));
        assertThat(published.meta().id()).isEqualTo("left-" + order);
        Awaitility.await()
                .untilAsserted(() -> assertThat(jdbc.sql("select count(*) from outbox where key = ?")
                                .param(order)
                                .query(Integer.class)
                                .single())
                        .isZero());
        assertThat(probe.seen(DeliveryUpdated.class)
                        .filter(update -> update.orderId().equals(order)))
                .hasSize(1);
    }

    /** As far as this service can tell, its database goes away and comes back. */
    private static void allowConnections(boolean allowed) throws SQLException {
        try (var admin = DriverManager.getConnection(Infrastructure.postgresUrl() + "postgres", "souk", "souk");
                var statement = admin.createStatement()) {
            statement.execute("alter database souk_tools allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'souk_tools'");
            }
        }
    }
}
