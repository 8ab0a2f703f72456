package io.souk.tools.operations;

import io.souk.kit.SoukHeaders;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import io.souk.tools.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A tools-service with profile {@code import} on a database of its own, and a small shop to load into it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("import")
@RealServers(Server.POSTGRES)
public abstract class ShopIT {
    protected static final Path SHOP = Path.of("src/test/resources/shop");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DATABASE = "souk_tools_import";

    @Value("${local.server.port}")
    protected int port;

    @Autowired
    protected JdbcClient jdbc;

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry registry) throws SQLException {
        var server = Infrastructure.postgresUrl();
        try (var connection = DriverManager.getConnection(server + "postgres", "souk", "souk");
                var statement = connection.createStatement();
                var found = connection
                        .createStatement()
                        .executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        }
        registry.add("spring.datasource.url", () -> server + DATABASE);
    }

    public record Answer(int status, String body, String contentType) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        JsonNode result() {
            return json().get("result");
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    protected static ObjectNode shop() {
        var data = Json.MAPPER.createObjectNode();
        for (var kind : List.of("users", "products", "orders")) {
            data.set(kind, Json.MAPPER.readTree(SHOP.resolve(kind + ".json")));
        }
        return data;
    }

    protected void load() {
        send(request("/v1/admin/import").POST(BodyPublishers.ofString(Json.text(shop()))));
    }

    protected JsonNode export() {
        return send(request("/v1/admin/export").GET()).json();
    }

    protected Answer call(String operation, String arguments) {
        return call(operation, arguments, UUID.randomUUID().toString(), null);
    }

    protected Answer call(String operation, String arguments, @Nullable String key, @Nullable String customer) {
        var request = request("/v1/tools/" + operation).POST(BodyPublishers.ofString(arguments));
        if (key != null) {
            request.header(SoukHeaders.IDEMPOTENCY_KEY, key);
        }
        if (customer != null) {
            request.header(SoukHeaders.CUSTOMER, customer);
        }
        return send(request);
    }

    protected HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json");
    }

    protected static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of all that operations may change, and of all that they leave behind. */
    protected List<String> checksums() {
        return List.of(
                        "customer",
                        "payment_method",
                        "product",
                        "variant",
                        "purchase_order",
                        "order_line",
                        "payment_entry",
                        "exchange_pair",
                        "refund",
                        "refund_line",
                        "complaint",
                        "ticket",
                        "audit_log",
                        "outbox")
                .stream()
                .map(table -> table
                        + ' '
                        + jdbc.sql("select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from " + table
                                        + " t")
                                .query(String.class)
                                .single())
                .toList();
    }

    protected int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
