package io.souk.local.neo4j;

import java.nio.file.Path;
import java.time.Duration;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * Starts Neo4j with Bolt on loopback: {@code Neo4jServer DIR PORT}. Without accounts, as nothing but this machine's own
 * user reaches it.
 */
final class Neo4jServer {

    private Neo4jServer() {}

    public static void main(String[] args) {
        var dir = Path.of(args[0]).toAbsolutePath();
        int port = Integer.parseInt(args[1]);
        long cache = Long.parseLong(System.getenv().getOrDefault("SOUK_NEO4J_CACHE_MB", "128"));
        DatabaseManagementService server = new DatabaseManagementServiceBuilder(dir)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
                .setConfig(BoltConnector.advertised_address, new SocketAddress("localhost", port))
                .setConfig(GraphDatabaseSettings.auth_enabled, false)
                .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(cache))
                // with both databases closed by then, waiting for silence on the sockets would add 10 s to every stop
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, Duration.ZERO)
                // 256 MB of preallocated log for each of two databases would be most of the start's time
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
                .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, ByteUnit.mebiBytes(16))
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "2 files")
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        System.out.println("Neo4j started on localhost:" + port);
    }
}
