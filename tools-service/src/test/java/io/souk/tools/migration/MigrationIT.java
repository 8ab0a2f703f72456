package io.souk.tools.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases that earlier versions wrote. */
@RealServers(Server.POSTGRES)
class MigrationIT {
    private final String database = "souk_tools_" + UUID.randomUUID().toString().replace("-", "");
    private final JdbcClient jdbc = JdbcClient.create(source());

    @BeforeEach
    void create() throws SQLException {
        onServer("create database " + database);
    }

    @AfterEach
    void drop() throws SQLException {
        onServer("drop database " + database);
    }

    @Test
    void ordersOfTheFirstSchemaStopTheUpgradeAndStay() {
        flyway("1", "no").migrate();
        v1Order("u-somebody", "A-17");

        assertThatThrownBy(() -> flyway("latest", "no").migrate())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("1 orders in the schema of version 1")
                .hasMessageContaining("SOUK_TOOLS_DISCARD_V1");

        assertThat(ids()).isEqualTo("A-17");
        assertThat(jdbc.sql("select count(*) from order_item")
                        .query(Integer.class)
                        .single())
                .isOne();
        flyway("latest", "yes").migrate();
        assertThat(ids()).isNull();
    }

    @Test
    void theSampleOfTheFirstSchemaGivesWay() {
        flyway("1", "no").migrate();
        v1Order("u-alice", "ORD-1001");

        flyway("latest", "no").migrate();

        assertThat(ids()).isNull();
    }

    @Test
    void everythingOfTheSecondSchemaSurvives() {
        flyway("2", "no").migrate();
        jdbc.sql("""
                        insert into customer (id, first_name, last_name, email, address1, address2, city, state, country,
                            zip, order_ids, first_name_folded, last_name_folded, email_folded)
                        values ('u-1', 'A', 'B', 'a@b.c', '', '', '', '', 'DE', '1', '{}', 'a', 'b', 'a@b.c')""").update();
        jdbc.sql("""
                        insert into purchase_order (id, customer_id, status, address1, address2, city, state, country, zip,
                            fulfillments, version)
                        values ('O-1', 'u-1', 'pending', '', '', '', '', 'DE', '1', '[]', 7)""").update();
        jdbc.sql("insert into product (id, name, category) values ('p-1', 'Thing', 'Things')")
                .update();
        jdbc.sql("""
                        insert into audit_log (customer_id, order_id, operation, actor, channel, key, after)
                        values ('u-1', 'O-1', 'x', 'system', 'http', 'k', '{}')""").update();
        jdbc.sql("""
                        insert into proposal (id, customer_id, conversation_id, operation, awaiting, terms, terms_sha256,
                            state, cause_id, created_at, expires_at, version)
                        values ('P-1', 'u-1', 'c', 'refund', 'CONFIRMATION', '{}', 'h', 'OPEN', 'e', now(), now(), 0)""").update();

        flyway("latest", "no").migrate();

        for (var table : new String[] {"customer", "purchase_order", "product", "audit_log", "proposal"}) {
            assertThat(jdbc.sql("select count(*) from " + table)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isOne();
        }
        assertThat(jdbc.sql("select version from purchase_order")
                        .query(Integer.class)
                        .single())
                .isEqualTo(7);
    }

    @Test
    void tablesThatHaveMovedIntoTheKitSince() {
        flyway("latest", "no").migrate();
        jdbc.sql("delete from flyway_schema_history where version in ('8', '9') or script like 'R%'")
                .update();
        jdbc.sql("""
                        insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                            installed_by, execution_time, success)
                        values (100, '6', 'erasures', 'SQL', 'V6__erasures.sql', 1, 'souk', 1, true)""").update();
        jdbc.sql("insert into erasure_receipt values ('r-1', 1, '{}', now())").update();

        flyway("latest", "no").migrate();

        assertThat(jdbc.sql("select request_id from erasure_receipt")
                        .query(String.class)
                        .list())
                .containsExactly("r-1");
    }

    private void v1Order(String customer, String order) {
        jdbc.sql("""
                        insert into customer (id, username, first_name, last_name, email, line1, city, postal_code, country)
                        values (?, ?, 'A', 'B', 'a@b.c', 'Street 1', 'Town', '1', 'DE')""").params(customer, customer).update();
        jdbc.sql("""
                        insert into purchase_order (id, customer_id, status, placed_on, shipping_cost, currency,
                            payment_method, line1, city, postal_code, country, version)
                        values (?, ?, 'DELIVERED', '2026-01-01', 0, 'EUR', 'Visa', 'Street 1', 'Town', '1', 'DE', 0)""").params(order, customer).update();
        jdbc.sql("insert into order_item (order_id, line_no, product_id, name, quantity, unit_price)"
                        + " values (?, 1, 'p', 'Thing', 2, 9.90)")
                .param(order)
                .update();
    }

    private @Nullable String ids() {
        return jdbc.sql("select string_agg(id, ' ') from purchase_order")
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private Flyway flyway(String target, String discard) {
        return Flyway.configure()
                .dataSource(source())
                .locations("classpath:db/kit", "classpath:db/kit-privacy", "classpath:db/migration")
                // as in the kit's defaults
                .ignoreMigrationPatterns("*:missing", "*:future")
                .placeholders(Map.of("discardV1", discard))
                .target(target)
                .load();
    }

    private DriverManagerDataSource source() {
        return new DriverManagerDataSource(Infrastructure.postgresUrl() + database, "souk", "souk");
    }

    private static void onServer(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(Infrastructure.postgresUrl() + "postgres", "souk", "souk");
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }
}
