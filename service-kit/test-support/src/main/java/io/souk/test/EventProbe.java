package io.souk.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.souk.events.Event;
import io.souk.events.EventCodec;
import io.souk.events.Topics;
import io.souk.events.UndecodableEventException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Another system on the same broker: publishes events, and sees everything on every topic from its own start on. */
public final class EventProbe implements AutoCloseable, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventCodec codec = new EventCodec("/souk/test");
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;

    /**
     * Connects, creates the topics that are missing, and starts to read at their present ends.
     *
     * @param bootstrap of the broker, see {@link Infrastructure#kafka()}
     */
    public EventProbe(String bootstrap) {
        var settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        createTopics(settings);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = topics().flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reader = Thread.ofPlatform().daemon().name("event-probe").start(this::read);
    }

    /** On this run's broker, for a static field with {@code @RegisterExtension}: closed when its test class is done. */
    public static EventProbe ofTheClass() {
        return new EventProbe(Infrastructure.kafka());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Publishes as a service would, and returns when it is acknowledged. */
    public void publish(Event event) {
        send(codec.encode(event));
    }

    /** Publishes whatever bytes, with these headers; null is a tombstone. */
    @SuppressWarnings("NullAway") // Kafka's client does not say that a value may be null
    public void publishRaw(String topic, String key, byte @Nullable [] value, Map<String, String> headers) {
        var out = new ProducerRecord<String, byte[]>(topic, key, value);
        headers.forEach((name, text) -> out.headers().add(name, text.getBytes(UTF_8)));
        send(out);
    }

    /** Waits for an event of this class that fits, and returns the first. */
    public <E extends Event> E await(Class<E> type, Predicate<E> fits) {
        return Awaitility.await(type.getSimpleName())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> seen(type).filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The events of this class so far, in the order in which they arrived (per key: as published). */
    public <E extends Event> Stream<E> seen(Class<E> type) {
        return records.stream()
                .filter(received -> !received.topic().endsWith(Topics.DEAD_LETTER_SUFFIX) && received.value() != null)
                .flatMap(received -> decode(received).stream())
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** The records of a topic so far, as they are on the wire. */
    public List<ConsumerRecord<String, byte[]>> raw(String topic) {
        return records.stream()
                .filter(received -> received.topic().equals(topic))
                .toList();
    }

    /** Waits until exactly these bytes have been set aside from this topic; returns the dead letter with its reason headers. */
    public ConsumerRecord<String, byte[]> awaitDeadLetter(String topic, byte[] value) {
        return Awaitility.await("dead letter of " + topic)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> raw(Topics.deadLetter(topic)).stream()
                                .filter(letter -> Arrays.equals(letter.value(), value))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** The headers of a record as text; of a repeated one, the last. */
    public static Map<String, String> headers(ConsumerRecord<?, ?> received) {
        return Stream.of(received.headers().toArray())
                .filter(header -> header.value() != null)
                .collect(toMap(
                        header -> header.key(), header -> new String(header.value(), UTF_8), (first, last) -> last));
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

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        } catch (WakeupException e) {
            // close() was called
        }
    }

    private Optional<Event> decode(ConsumerRecord<String, byte[]> received) {
        try {
            return Optional.of(codec.decode(received.topic(), received.headers(), received.value()));
        } catch (UndecodableEventException e) {
            return Optional.empty();
        }
    }

    private void send(ProducerRecord<String, byte[]> out) {
        try {
            producer.send(out).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void createTopics(Properties settings) {
        try (var admin = AdminClient.create(settings)) {
            var missing = new ArrayList<NewTopic>();
            var present = admin.listTopics().names().get();
            topics().filter(topic -> !present.contains(topic)).forEach(topic -> {
                var partitions = topic.endsWith(Topics.DEAD_LETTER_SUFFIX) ? 1 : 12;
                missing.add(new NewTopic(topic, partitions, (short) 1));
            });
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> topics() {
        return Topics.all().stream().flatMap(topic -> Stream.of(topic, Topics.deadLetter(topic)));
    }
}
