package io.souk.sample;

import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.EventCodec;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * {@code --kafka HOST:PORT --gateway URL --turns N}: waits until the catalogue has reached every reader and a guest's first questions
 * are answered from it, then holds conversations of N turns in all, for two minutes at most. By then the JVMs have compiled most of
 * what a turn runs, and the first customer meets no cold start. Those conversations are a made-up customer's, whose data is erased at
 * the end as any customer's can be.
 */
final class WarmUp {
    private static final String USAGE = "usage: WarmUp --kafka HOST:PORT --gateway URL --turns N";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 250;
    private static final Map<String, List<String>> READERS = Map.of(
            Topics.PRODUCTS,
            List.of("graph-service", "rag-service", "tools-service"),
            Topics.DOCUMENTS,
            List.of("rag-service"));

    /** One for each way through the services; the last must come back with a source. */
    private static final List<String> QUESTIONS = List.of(
            "What laptops do you have?",
            "Compare the TechPro X1 and the TechPro X2",
            "What works with the TechPro X1?",
            "Where is my order?",
            "How long does the battery of the TechPro X1 last?",
            "What is the refund policy?");

    /** What a conversation is made of; later ones need the memory of earlier ones. */
    private static final List<String> CONVERSATION = List.of(
            "Which monitors do you sell?",
            "Tell me about the TechPro X2",
            "What about the X1?",
            "Compare them",
            "What works with it?",
            "Do you have headphones under 200?",
            "How much does the first one weigh?",
            "Show my orders",
            "How long does the battery of the TechPro X2 last?",
            "How long do I have to send something back?",
            "Thanks");

    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** As many as keep a small machine's processors busy. */
    private static final int AT_ONCE = 2;

    private final Instant deadline = Instant.now().plus(PATIENCE);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String kafka;
    private final String gateway;

    private final int turns;

    private WarmUp(String kafka, String gateway, int turns) {
        this.kafka = kafka;
        this.gateway = gateway;
        this.turns = turns;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    private static int run(String[] args, PrintStream err) {
        if (args.length != 6
                || !args[0].equals("--kafka")
                || !args[2].equals("--gateway")
                || !args[4].equals("--turns")
                || !args[5].matches("\\d{1,5}")) {
            err.println(USAGE);
            return 2;
        }
        try {
            var warmUp = new WarmUp(args[1], args[3], Integer.parseInt(args[5]));
            warmUp.awaitReaders();
            warmUp.ask();
            warmUp.converse();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Warm-up interrupted");
            return 1;
        } catch (IOException | ExecutionException | IllegalStateException | KafkaException e) {
            err.println("Warm-up failed: " + e.getMessage());
            return 1;
        }
    }

    private void awaitReaders() throws InterruptedException, ExecutionException, IOException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka, "client.id", "souk-warm-up"))) {
            for (var readers : READERS.entrySet()) {
                for (var group : readers.getValue()) {
                    await(group + " to read " + readers.getKey(), () -> hasRead(admin, group, readers.getKey()));
                }
            }
        }
    }

    private static boolean hasRead(Admin admin, String group, String topic)
            throws InterruptedException, ExecutionException {
        var description =
                admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic);
        if (description == null) {
            return false;
        }
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        description
                .partitions()
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(latest).all().get().entrySet().stream().allMatch(end -> {
            var read = committed.get(end.getKey());
            return end.getValue().offset() == 0
                    || (read != null && read.offset() >= end.getValue().offset());
        });
    }

    /** Each until it is answered: after a crash the partitions of the dead instance are first given to the new one. */
    private void ask() throws InterruptedException, ExecutionException, IOException {
        for (var question : QUESTIONS) {
            await("an answer to: " + question, () -> !reply(question).isEmpty());
        }
        await("an answer with a source", () -> reply(QUESTIONS.getLast()).contains("\"documentId\""));
    }

    /** As other systems do, over Kafka: the gateway has limits. What is under way at the end is swept away after the erasure. */
    private void converse() throws InterruptedException, ExecutionException {
        if (turns == 0) {
            return;
        }
        var customer = "warm-up-" + UUID.randomUUID();
        var codec = new EventCodec("/souk/warm-up");
        var until = Instant.now().plus(LONGEST);
        try (var producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
                var replies = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = replies.partitionsFor(Topics.REPLIES).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            replies.assign(partitions);
            replies.seekToEnd(partitions);
            partitions.forEach(replies::position);
            var begun = 0;
            var answered = 0;
            var asked = new HashMap<String, Integer>();
            while (answered < turns && Instant.now().isBefore(until)) {
                while (asked.size() < AT_ONCE) {
                    var conversation = customer + '-' + begun++;
                    asked.put(conversation, 0);
                    say(producer, codec, customer, conversation, 0);
                }
                for (var received : replies.poll(Duration.ofMillis(100))) {
                    if (asked.containsKey(received.key())
                            && codec.decode(received.topic(), received.headers(), received.value())
                                    instanceof ReplyCompleted) {
                        answered++;
                        var place = asked.merge(received.key(), 1, Integer::sum);
                        if (place < CONVERSATION.size()) {
                            say(producer, codec, customer, received.key(), place);
                        } else {
                            asked.remove(received.key());
                        }
                    }
                }
            }
            producer.send(codec.encode(erasureOf(customer))).get();
        }
    }

    private static ErasureRequested erasureOf(String customer) {
        var id = UUID.randomUUID().toString();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new ErasureRequested(Meta.first(id, customer, null), id, "erased-" + id.substring(0, 8), now, 1);
    }

    private static void say(
            KafkaProducer<String, byte[]> producer, EventCodec codec, String customer, String conversation, int place) {
        var id = conversation + '/' + place;
        var text = CONVERSATION.get(place);
        var _ = producer.send(codec.encode(new MessageReceived(
                Meta.first(id, conversation, Meta.derivedId(id)), text, customer, null, "warm-up")));
    }

    /** The JSON of the reply; empty while there is none to be had. */
    private String reply(String question) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/chat"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(40))
                .POST(BodyPublishers.ofString("{\"message\":\"" + question + "\"}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    private void await(String what, Fact fact) throws InterruptedException, ExecutionException, IOException {
        while (true) {
            if (fact.holds()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private interface Fact {
        boolean holds() throws InterruptedException, ExecutionException, IOException;
    }
}
