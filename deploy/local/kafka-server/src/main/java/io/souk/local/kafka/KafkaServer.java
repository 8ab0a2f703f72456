package io.souk.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Starts a broker that is its own controller: {@code KafkaServer DIR PORT [CONTROLLER_PORT]}. Formatting a new folder
 * and starting share one JVM, which saves a second of every first start.
 */
final class KafkaServer {

    private KafkaServer() {}

    public static void main(String[] args) throws IOException {
        var dir = Path.of(args[0]).toAbsolutePath();
        int port = Integer.parseInt(args[1]);
        int controllerPort = args.length > 2 ? Integer.parseInt(args[2]) : port + 1;
        Files.createDirectories(dir);
        var config = dir.resolve("server.properties").toString();
        try (var out = Files.newBufferedWriter(Path.of(config))) {
            settings(dir.resolve("log"), port, controllerPort).store(out, "written at every start");
        }
        if (Files.notExists(dir.resolve("log/meta.properties"))) {
            var clusterId = Uuid.randomUuid().toString();
            StorageTool.execute(new String[] {"format", "--config", config, "--cluster-id", clusterId}, System.out);
        }
        Kafka.main(new String[] {config});
    }

    /** Durable as Kafka is by default (replication, not fsync); the rest fits one node on a laptop. */
    private static Properties settings(Path log, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "8");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("log.cleaner.dedupe.buffer.size", "16777216");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }
}
