package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * A database that is away when a service starts is waited for, however long that takes, before its tables are looked at. Since
 * the service's own web server is not there yet, a small one says meanwhile that the service lives and is not ready.
 */
final class DatabaseWait implements FlywayMigrationStrategy {
    private static final Logger log = LoggerFactory.getLogger(DatabaseWait.class);
    private static final Duration POLL = Duration.ofSeconds(2); // each try leaves a stack in the log

    private static final String ALIVE = """
            {"status":"UP"}""";
    private static final String NOT_READY = """
            {"status":"DOWN","components":{"db":{"status":"DOWN"},"readinessState":{"status":"OUT_OF_SERVICE"}}}""";

    private final String address;
    private final int port;

    /** @param port of the service; below 1 for one that nobody can know, then nothing is served meanwhile */
    DatabaseWait(String address, int port) {
        this.address = address;
        this.port = port;
    }

    @Override
    public void migrate(Flyway flyway) {
        var database = flyway.getConfiguration().getDataSource();
        if (database != null && !isThere(database)) {
            log.warn("the database is away: waiting for it");
            var meanwhile = serve();
            try {
                do {
                    Thread.sleep(POLL);
                } while (!isThere(database));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while waiting for the database", e);
            } finally {
                if (meanwhile != null) {
                    meanwhile.stop(0);
                }
            }
            log.info("the database is there");
        }
        flyway.migrate();
    }

    private static boolean isThere(DataSource database) {
        try (var connection = database.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException | RuntimeException e) {
            if (isAway(e)) {
                return false;
            }
            throw new IllegalStateException("the database can't be used", e);
        }
    }

    /**
     * Not reached, not open yet, or too busy to answer in time, of which the pool says no code at all. A wrong password is no
     * reason to wait.
     */
    static boolean isAway(Exception error) {
        var causes = Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .toList();
        var states = causes.stream()
                .map(SQLException::getSQLState)
                .filter(Objects::nonNull)
                .toList();
        return states.isEmpty()
                ? causes.stream().anyMatch(SQLTransientException.class::isInstance)
                : states.stream()
                        .anyMatch(state -> state.startsWith("08") || state.startsWith("57P") || state.equals("55000"));
    }

    private @Nullable HttpServer serve() {
        if (port < 1) {
            return null;
        }
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
            server.createContext("/", exchange -> answer(exchange, 503, NOT_READY));
            server.createContext("/actuator/health/liveness", exchange -> answer(exchange, 200, ALIVE));
            server.start();
            return server;
        } catch (IOException e) {
            log.warn("port {} can't say that the database is away: {}", port, e.getMessage());
            return null;
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
