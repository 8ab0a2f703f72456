package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.test.Infrastructure;
import io.souk.test.LocalMachine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** A service that is started before its database. */
class DatabaseWaitIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DATABASE = "souk_kit_late";

    private final int port = LocalMachine.freePorts(1, 20_000, 28_000);

    @Test
    void waitsForItSaysSoAndIsReadyByItselfOnceItIsThere() throws Exception {
        sql("create database " + DATABASE);
        sql("alter database " + DATABASE + " allow_connections false");
        var service = CompletableFuture.supplyAsync(() -> SpringApplication.run(
                KitApplication.class,
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + Infrastructure.kafka(),
                "--spring.kafka.consumer.group-id=kit-late",
                "--spring.datasource.url=" + Infrastructure.postgresUrl() + DATABASE));
        try {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreException(ConnectException.class)
                    .untilAsserted(
                            () -> assertThat(get("readiness").statusCode()).isEqualTo(503));
            assertThat(get("readiness").body()).contains("\"db\":{\"status\":\"DOWN\"}");
            assertThat(get("liveness").statusCode()).isEqualTo(200);
            assertThat(service).isNotDone();

            sql("alter database " + DATABASE + " allow_connections true");

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(get("readiness").statusCode()).isEqualTo(200));
        } finally {
            sql("alter database " + DATABASE + " allow_connections true");
            service.join().close();
            sql("drop database " + DATABASE + " with (force)");
        }
    }

    private HttpResponse<String> get(String probe) throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:" + port + "/actuator/health/" + probe);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void sql(String statement) throws SQLException {
        try (var admin = DriverManager.getConnection(Infrastructure.postgresUrl() + "postgres", "souk", "souk");
                var work = admin.createStatement()) {
            work.execute(statement);
        }
    }
}
