package io.souk.bench;

import static io.souk.bench.Kafka.header;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many conversations at once, each of which says the next thing when it is due and the reply is there. It publishes to
 * {@code chat.messages} and reads {@code chat.replies} as other systems do, so that no limit per customer or address holds it back.
 */
final class Load implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reader;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("load-clock").factory());
    private final Map<String, Asked> waiting = new ConcurrentHashMap<>();
    private final List<Talk> talks = new ArrayList<>();

    /** What was seen at one rate. */
    record Measured(int target, double achieved, Latencies latencies) {
        /** As many turns as asked for, and nearly all of them fast. */
        boolean isSustained(Duration limit) {
            return achieved >= target * 0.95 && latencies.isBelow(limit, 95);
        }
    }

    Load(Kafka kafka, int conversations) {
        producer = kafka.producer();
        consumer = kafka.consumerAtTheEndOf("chat.replies");
        reader = Thread.ofPlatform().daemon().name("load-reader").start(this::read);
        var run = Long.toString(System.currentTimeMillis(), 36);
        for (int number = 0; number < conversations; number++) {
            // One in four is a customer with orders.
            talks.add(new Talk("bench-" + run + '-' + number, number % 4 == 0 ? "u-alice" : null));
        }
    }

    /** Offers this many turns per second and measures after {@code warmUp}, for as long as {@code window}. */
    Measured at(int turnsPerSecond, Duration warmUp, Duration window) throws InterruptedException {
        var step = new Step(talks.size() * 1_000_000_000L / turnsPerSecond);
        long start = System.nanoTime();
        for (int number = 0; number < talks.size(); number++) {
            talks.get(number).sayAt(start + number * step.period / talks.size(), step);
        }
        TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
        step.counting = true;
        TimeUnit.NANOSECONDS.sleep(window.toNanos());
        step.counting = false;
        step.ended = true;
        for (int tries = 0; tries < 500 && !waiting.isEmpty(); tries++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        waiting.clear();
        return new Measured(turnsPerSecond, step.completed.doubleValue() / window.toSeconds(), step.latencies);
    }

    /** A message that waits for its reply. */
    private record Asked(Talk talk, Step step, long due, long sent) {
        void answered(long now) {
            if (step.counting) {
                step.latencies.add(now - sent);
                step.completed.increment();
            }
            talk.sayAt(Math.max(now, due + step.period), step);
        }
    }

    /** One rate being tried. */
    private static final class Step {
        final long period;
        final Latencies latencies = new Latencies();
        final LongAdder completed = new LongAdder();
        volatile boolean counting;
        volatile boolean ended;

        Step(long period) {
            this.period = period;
        }
    }

    /** One seat: when a conversation is through with its questions, the next one takes it. */
    private final class Talk {
        private final String id;
        private final @Nullable String customer;
        private final List<Question> questions;
        private int asked;

        Talk(String id, @Nullable String customer) {
            this.id = id;
            this.customer = customer;
            this.questions = new ArrayList<>(Question.OF_GUESTS);
            if (customer != null) {
                questions.addAll(Question.OF_CUSTOMERS);
            }
        }

        void sayAt(long due, Step step) {
            if (!step.ended) {
                var _ = clock.schedule(() -> say(due, step), due - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        }

        private void say(long due, Step step) {
            if (step.ended) {
                return;
            }
            var conversation = id + '-' + asked / questions.size();
            var event = conversation + '-' + asked;
            var body = new HashMap<String, Object>();
            body.put("text", questions.get(asked % questions.size()).text());
            if (customer != null) {
                body.put("customerId", customer);
            }
            asked++;
            var message =
                    new ProducerRecord<String, byte[]>("chat.messages", conversation, JSON.writeValueAsBytes(body));
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", event,
                            "ce_source", "/souk/benchmarks",
                            "ce_type", "io.souk.chat.message-received.v1",
                            "ce_subject", conversation)
                    .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
            waiting.put(event, new Asked(this, step, due, System.nanoTime()));
            var _ = producer.send(message);
        }
    }

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                for (var received : consumer.poll(Duration.ofMillis(100))) {
                    if (header(received, "ce_type").equals(Kafka.REPLY)) {
                        var asked = waiting.remove(header(received, "ce_correlationid"));
                        if (asked != null) {
                            asked.answered(System.nanoTime());
                        }
                    }
                }
            }
        } catch (WakeupException e) {
            // close() was called
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }
}
