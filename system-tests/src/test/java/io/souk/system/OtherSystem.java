package io.souk.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A CRM, say: Kafka's own client, JSON, the headers that are documented, and nothing of ours. */
final class OtherSystem implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Said> said = new CopyOnWriteArrayList<>();
    private final Thread reader;

    /** Something on {@code chat.replies}. */
    record Said(String conversationId, String type, String eventId, String turnId, JsonNode body) {
        boolean isReply() {
            return type.equals("io.souk.chat.reply-completed.v1");
        }
    }

    OtherSystem(Platform platform) {
        var settings = new Properties();
        settings.put("bootstrap.servers", platform.kafka());
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor("chat.replies").stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofPlatform().daemon().name("other-system").start(this::read);
    }

    /** Publishes a message with the headers that are required, and no other. */
    void says(String conversationId, String eventId, String text, @Nullable String customerId) {
        publish(
                "chat.messages",
                conversationId,
                body(text, customerId, eventId),
                Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", eventId,
                        "ce_source", "/crm",
                        "ce_type", "io.souk.chat.message-received.v1",
                        "ce_subject", conversationId));
    }

    /** The same as one JSON document, CloudEvents' structured mode. */
    void saysStructured(String conversationId, String eventId, String text) {
        var event = new LinkedHashMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", eventId);
        event.put("source", "/crm");
        event.put("type", "io.souk.chat.message-received.v1");
        event.put("subject", conversationId);
        event.put("datacontenttype", "application/json");
        event.put("data", Map.of("text", text));
        publish(
                "chat.messages",
                conversationId,
                JSON.writeValueAsBytes(event),
                Map.of("content-type", "application/cloudevents+json"));
    }

    void publish(String topic, String key, byte[] value, Map<String, String> headers) {
        var out = new ProducerRecord<String, byte[]>(topic, key, value);
        headers.forEach((name, text) -> out.headers().add(name, text.getBytes(UTF_8)));
        try {
            producer.send(out).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that was said in a conversation so far; what was delivered twice counts once. */
    List<Said> heard(String conversationId) {
        var byId = new LinkedHashMap<String, Said>();
        said.stream()
                .filter(event -> event.conversationId().equals(conversationId))
                .forEach(event -> byId.putIfAbsent(event.eventId(), event));
        return List.copyOf(byId.values());
    }

    /** The whole replies in a conversation so far. */
    List<Said> replies(String conversationId) {
        return heard(conversationId).stream().filter(Said::isReply).toList();
    }

    /** Waits for this many whole replies in a conversation. */
    List<Said> awaitReplies(String conversationId, int count) {
        return await(count + " replies in " + conversationId)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> replies(conversationId), replies -> replies.size() >= count);
    }

    private static byte[] body(String text, @Nullable String customerId, String messageId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("text", text);
        body.put("messageId", messageId);
        if (customerId != null) {
            body.put("customerId", customerId);
        }
        return JSON.writeValueAsBytes(body);
    }

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                for (var received : consumer.poll(Duration.ofMillis(200))) {
                    var type = header(received, "ce_type");
                    if (type != null) {
                        said.add(new Said(
                                received.key(),
                                type,
                                String.valueOf(header(received, "ce_id")),
                                String.valueOf(header(received, "ce_correlationid")),
                                JSON.readTree(received.value())));
                    }
                }
            }
        } catch (WakeupException e) {
            // close() was called
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> received, String name) {
        var header = received.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    /** Every record on these topics, from their beginning to where they end now. */
    static List<ConsumerRecord<String, byte[]>> everythingOn(Platform platform, String... topics) {
        var settings = new Properties();
        settings.put("bootstrap.servers", platform.kafka());
        try (var reader = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = Arrays.stream(topics)
                    .flatMap(topic -> reader.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            var ends = reader.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
