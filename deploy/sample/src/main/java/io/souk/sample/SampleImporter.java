package io.souk.sample;

import io.souk.events.Event;
import io.souk.events.EventCodec;
import io.souk.events.Topics;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** {@code --kafka HOST:PORT --data DIR}: publishes the sample catalogue and ends when the broker has all of it. */
final class SampleImporter {
    private static final String USAGE = "usage: souk-sample-importer --kafka HOST:PORT --data DIR";
    private static final Set<String> TOPICS = Set.of(Topics.PRODUCTS, Topics.DOCUMENTS, Topics.ORDERS);
    private static final long POLL_MILLIS = 500;

    private final Map<String, Object> settings;
    private final String kafka;
    private final Duration patience;
    private final EventCodec codec = new EventCodec("/souk/sample-importer");

    /**
     * An importer to one broker.
     *
     * @param patience how long to wait for the services, which create the topics, and for the broker's word on each record
     */
    SampleImporter(String kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
        this.settings = Map.of("bootstrap.servers", kafka, "client.id", "souk-sample-importer");
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /** Returns the exit code: 0 done, 1 failed, 2 not understood; one line on {@code err} says why */
    static int run(String[] args, PrintStream out, PrintStream err) {
        var options = options(args);
        if (options == null) {
            err.println(USAGE);
            return 2;
        }
        try {
            var data = SampleData.read(Path.of(options.getOrDefault("--data", "")));
            new SampleImporter(options.getOrDefault("--kafka", ""), Duration.ofSeconds(60)).publish(data.events());
            out.println("Published %d products and %d documents."
                    .formatted(data.products().size(), data.documents().size()));
            return 0;
        } catch (BadSampleException | ImportException e) {
            err.println("Sample import failed: " + e.getMessage());
            return 1;
        }
    }

    /** Returns when every event has been acknowledged. */
    void publish(List<Event> events) throws ImportException {
        var deadline = Instant.now().plus(patience);
        awaitTopics(deadline);
        var producing = new HashMap<>(settings);
        producing.put("acks", "all");
        producing.put("enable.idempotence", true);
        producing.put("linger.ms", 20);
        producing.put("delivery.timeout.ms", (int) patience.toMillis());
        producing.put("request.timeout.ms", (int) Math.min(10_000, patience.toMillis() / 2));
        try (var producer = new KafkaProducer<>(producing, new StringSerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (var event : events) {
                sent.add(producer.send(codec.encode(event)));
            }
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new ImportException(
                    "the broker at " + kafka + " did not take all records: " + words(e.getCause()), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void awaitTopics(Instant deadline) throws ImportException {
        var asking = new HashMap<>(settings);
        asking.put("default.api.timeout.ms", (int) patience.toMillis());
        asking.put("request.timeout.ms", (int) Math.min(5_000, patience.toMillis()));
        try (var admin = Admin.create(asking)) {
            while (true) {
                var missing = new TreeSet<>(TOPICS);
                missing.removeAll(admin.listTopics().names().get());
                if (missing.isEmpty()) {
                    return;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new ImportException(
                            "no topic %s at %s after %d s; the services create it when they start"
                                    .formatted(String.join(", ", missing), kafka, patience.toSeconds()),
                            null);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (ExecutionException e) {
            var why = e.getCause() instanceof TimeoutException
                    ? "no Kafka broker answers at " + kafka
                    : words(e.getCause());
            throw new ImportException(why, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw new ImportException(words(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static @Nullable Map<String, String> options(String[] args) {
        var options = new HashMap<String, String>();
        for (var i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return args.length == 4 && options.keySet().equals(Set.of("--kafka", "--data")) ? options : null;
    }

    private static ImportException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ImportException("interrupted", cause);
    }

    private static String words(@Nullable Throwable cause) {
        if (cause == null) {
            return "unknown reason";
        }
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Kafka did not take it; the message is one line for a person. */
    static final class ImportException extends Exception {
        ImportException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
