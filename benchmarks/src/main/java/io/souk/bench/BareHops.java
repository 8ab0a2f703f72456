package io.souk.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What Kafka alone would need for a turn: the same number of topics one after the other (messages, turns, intents, evidence,
 * replies), as many partitions, the same acknowledgements, and nothing done in between.
 */
final class BareHops implements AutoCloseable {
    static final int HOPS = 5;
    private static final int PARTITIONS = 12;
    private static final int BYTES = 1_500;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Kafka kafka;
    private final List<String> topics;
    private final List<Relay> relays = new ArrayList<>();
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> last;

    BareHops(Kafka kafka) {
        this.kafka = kafka;
        var run = Long.toString(System.currentTimeMillis(), 36);
        topics = IntStream.rangeClosed(1, HOPS)
                .mapToObj(hop -> "bench." + run + ".hop-" + hop)
                .toList();
        kafka.administer(admin -> admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .all());
        for (int hop = 0; hop < HOPS - 1; hop++) {
            relays.add(new Relay(topics.get(hop), topics.get(hop + 1)));
        }
        producer = kafka.producer();
        last = kafka.consumerAtTheEndOf(topics.getLast());
    }

    /** Sends one record through all hops, on a key of its own. */
    void once(int number, Latencies latencies) {
        var key = "key-" + number;
        long sent = System.nanoTime();
        var _ = producer.send(new ProducerRecord<>(topics.getFirst(), key, new byte[BYTES]));
        while (System.nanoTime() - sent < PATIENCE.toNanos()) {
            for (var received : last.poll(Duration.ofMillis(100))) {
                if (received.key().equals(key)) {
                    latencies.add(System.nanoTime() - sent);
                    return;
                }
            }
        }
        throw new IllegalStateException("a record got lost between the hops");
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
        producer.close();
        last.close();
        kafka.administer(admin -> admin.deleteTopics(topics).all());
    }

    /** A service that does nothing. */
    private final class Relay {
        private final KafkaConsumer<String, byte[]> consumer;
        private final Thread thread;

        Relay(String from, String to) {
            consumer = kafka.consumerAtTheEndOf(from);
            thread = Thread.ofPlatform().daemon().name(from).start(() -> run(to));
        }

        private void run(String to) {
            try (consumer;
                    var producer = kafka.producer()) {
                while (!Thread.currentThread().isInterrupted()) {
                    for (var received : consumer.poll(Duration.ofMillis(500))) {
                        var _ = producer.send(new ProducerRecord<>(to, received.key(), received.value()));
                    }
                }
            } catch (WakeupException e) {
                // close() was called
            }
        }

        void close() {
            consumer.wakeup();
            try {
                thread.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
