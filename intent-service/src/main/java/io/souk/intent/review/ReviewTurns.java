package io.souk.intent.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.events.EventCodec;
import io.souk.events.Topics;
import io.souk.events.UndecodableEventException;
import io.souk.intent.classifier.IntentModel;
import io.souk.intent.training.TrainingSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code make review}: reads what happened from the topics, lets a person label what the classifier can learn from, and adds it to
 * the training file. Reads only, in no consumer group. Shows what customers wrote to whoever runs it; nothing is logged.
 */
public final class ReviewTurns {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final String USAGE = """
            Settings: SOUK_KAFKA (localhost:29092), TRAINING (file to add to), DAYS (7), BELOW (confidence, 0.6), MOST (50), LIST=1 (show only)
            """;

    private ReviewTurns() {}

    static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.out.print(USAGE);
            return;
        }
        LoggingSystem.get(ReviewTurns.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        run(System.getenv(), System.in, System.out);
    }

    /** Returns how many texts were added. */
    public static int run(Map<String, String> settings, InputStream answers, PrintStream screen) throws IOException {
        var queue = new ReviewQueue(Double.parseDouble(settings.getOrDefault("BELOW", "0.6")));
        read(
                settings.getOrDefault("SOUK_KAFKA", "localhost:29092"),
                Instant.now().minus(Duration.ofDays(Long.parseLong(settings.getOrDefault("DAYS", "7")))),
                queue);
        var items = queue.items().stream()
                .limit(Long.parseLong(settings.getOrDefault("MOST", "50")))
                .toList();
        if (settings.getOrDefault("LIST", "").equals("1")) {
            items.forEach(item -> screen.printf(
                    "%s\t%.2f\t%s\t%s%n",
                    item.reading(), item.confidence(), String.join(",", item.reasons()), item.masked()));
            return 0;
        }
        var training =
                Path.of(settings.getOrDefault("TRAINING", "intent-service/src/main/resources" + TrainingSet.RESOURCE));
        return new LabellingSession(
                        IntentModel.load().labels(),
                        training,
                        new BufferedReader(new InputStreamReader(answers, UTF_8)),
                        screen)
                .run(items);
    }

    private static void read(String brokers, Instant since, ReviewQueue queue) {
        var codec = new EventCodec("/souk/review");
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            for (var topic : List.of(Topics.TURNS, Topics.INTENTS, Topics.MESSAGES)) {
                var partitions = consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(Function.identity(), _ -> since.toEpochMilli()));
                consumer.assign(partitions.keySet());
                var ends = consumer.endOffsets(partitions.keySet());
                consumer.offsetsForTimes(partitions).forEach((partition, first) -> {
                    if (first == null) {
                        consumer.seekToEnd(List.of(partition));
                    } else {
                        consumer.seek(partition, first.offset());
                    }
                });
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    consumer.poll(POLL).forEach(received -> {
                        if (received.value() != null) {
                            try {
                                queue.add(codec.decode(received.topic(), received.headers(), received.value()));
                            } catch (UndecodableEventException e) {
                                // set aside by its reader long ago
                            }
                        }
                    });
                }
            }
        }
    }
}
