package io.souk.sample;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * {@code --kafka HOST:PORT --gateway URL}: ends when the catalogue has reached every reader and a guest's first questions are
 * answered from it. The first customer then meets no cold start.
 */
final class WarmUp {
    private static final String USAGE = "usage: WarmUp --kafka HOST:PORT --gateway URL";
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

    private final Instant deadline = Instant.now().plus(PATIENCE);
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String kafka;
    private final String gateway;

    private WarmUp(String kafka, String gateway) {
        this.kafka = kafka;
        this.gateway = gateway;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    private static int run(String[] args, PrintStream err) {
        if (args.length != 4 || !args[0].equals("--kafka") || !args[2].equals("--gateway")) {
            err.println(USAGE);
            return 2;
        }
        try {
            var warmUp = new WarmUp(args[1], args[3]);
            warmUp.awaitReaders();
            warmUp.ask();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("Warm-up interrupted");
            return 1;
        } catch (IOException | ExecutionException | IllegalStateException e) {
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
