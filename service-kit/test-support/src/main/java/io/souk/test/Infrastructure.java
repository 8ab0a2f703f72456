package io.souk.test;

import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.neo4j.Neo4jContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The one place that tests take real servers from: containers where a Docker engine answers, otherwise the servers of the local
 * runtime ({@code deploy/local}) as child processes. Each starts once per test JVM, when first asked for.
 */
public final class Infrastructure {
    private static final Supplier<String> KAFKA = once(() -> docker() ? kafkaContainer() : LocalServers.kafka());
    private static final Supplier<String> POSTGRES =
            once(() -> docker() ? postgresContainer() : LocalServers.postgres());
    private static final Supplier<String> NEO4J = once(() -> docker() ? neo4jContainer() : LocalServers.neo4j());

    private Infrastructure() {}

    /** Bootstrap servers. */
    public static String kafka() {
        return KAFKA.get();
    }

    /** JDBC URL up to and with the slash before the database name; user and password are {@code souk}. */
    public static String postgresUrl() {
        return POSTGRES.get();
    }

    /** Bolt URI. */
    public static String neo4jUri() {
        return NEO4J.get();
    }

    private static boolean docker() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // lives until Testcontainers' reaper takes it with the JVM
    private static String kafkaContainer() {
        var kafka = new KafkaContainer(DockerImageName.parse("apache/kafka-native:4.2.1"));
        kafka.start();
        return kafka.getBootstrapServers();
    }

    @SuppressWarnings("resource")
    private static String postgresContainer() {
        var image = DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres");
        var postgres = new PostgreSQLContainer(image)
                .withUsername("souk")
                .withPassword("souk")
                .withInitScript("io/souk/test/databases.sql");
        postgres.start();
        return "jdbc:postgresql://" + postgres.getHost() + ':' + postgres.getMappedPort(5432) + '/';
    }

    @SuppressWarnings("resource")
    private static String neo4jContainer() {
        var neo4j = new Neo4jContainer(
                        DockerImageName.parse("neo4j:2026.08.1-community").asCompatibleSubstituteFor("neo4j"))
                .withoutAuthentication();
        neo4j.start();
        return neo4j.getBoltUrl();
    }

    private static Supplier<String> once(Supplier<String> start) {
        return new Supplier<>() {
            private String address = "";

            @Override
            public synchronized String get() {
                if (address.isEmpty()) {
                    address = start.get();
                }
                return address;
            }
        };
    }
}
