package io.souk.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Focus;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.intent.classifier.IntentModel;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.ScriptedModel;
import io.souk.test.ScriptedModel.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/** Started as nobody wants it: with broken files, a slow language model, a candidate beside the live classifier. */
class UnderstandingFaultsIT {
    private static final String ENCODER = "bge-small-en-v1.5-q.onnx";

    @Test
    void brokenEncoderLeavesTheProcessAliveAndNotReadyWithTheReason() throws Exception {
        try (var service = started(new HiddenFile(ENCODER, new byte[] {1, 2, 3}))) {
            assertNotReady(service, "Embedding model bge-small-en-v1.5-q: it cannot be loaded");
        }
    }

    @Test
    void missingEncoderLeavesTheProcessAliveAndNotReadyWithTheReason() throws Exception {
        try (var service = started(new HiddenFile(ENCODER, null))) {
            assertNotReady(service, ENCODER + " is not on the class path");
        }
    }

    @Test
    void brokenClassifierLeavesTheProcessAliveAndNotReadyWithTheReason(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("candidate.bin"), new byte[] {9, 9, 9, 9, 9});

        try (var service = started(null, "souk.intent.model=" + file)) {
            assertNotReady(service, "candidate.bin cannot be read");
        }
    }

    @Test
    void silentLanguageModelLeavesTheDecisionHereAndTheConversationInOrder() {
        try (var endpoint = ScriptedModel.answering(new Answer.Text("{\"intents\":[\"payment\"]}"));
                var probe = new EventProbe(Infrastructure.kafka());
                var service = started(
                        null,
                        "souk.llm.base-url=" + endpoint.baseUrl(),
                        "souk.llm.model=tiny",
                        "souk.intent.doubtful-below=0.9999",
                        "souk.intent.model-limit=2s")) {
            assertThat(service.isRunning()).isTrue();
            // the first call of a process may take longer than the limit
            Awaitility.await().until(() -> {
                var turn = turn("c-" + UUID.randomUUID(), "that thing with the stuff " + UUID.randomUUID());
                probe.publish(turn);
                return answerTo(probe, turn).classifier().equals("llm");
            });
            endpoint.answer(new Answer.Silence());
            var doubtful = turn("c-" + UUID.randomUUID(), "hmm that thing with the stuff, you know");
            var certain = turn(doubtful.conversationId(), "?!");

            probe.publish(doubtful);
            probe.publish(certain);

            assertThat(answerTo(probe, certain).classifier()).isEqualTo("rules");
            assertThat(answerTo(probe, doubtful).classifier()).isEqualTo("embedding");
            assertThat(probe.seen(IntentClassified.class)
                            .filter(classified -> classified.conversationId().equals(doubtful.conversationId()))
                            .map(IntentClassified::turnId))
                    .containsExactly(doubtful.turnId(), certain.turnId());
        }
    }

    @Test
    void candidateReadsTheSameTurnsAndChangesNothing(@TempDir Path folder) throws Exception {
        var candidate = folder.resolve("candidate.bin");
        try (var packed = IntentModel.class.getResourceAsStream(IntentModel.RESOURCE)) {
            Files.write(candidate, packed.readAllBytes());
        }

        try (var probe = new EventProbe(Infrastructure.kafka());
                var service = started(null, "souk.intent.shadow-model=" + candidate)) {
            var turn = turn("c-" + UUID.randomUUID(), "can I pay with paypal");
            probe.publish(turn);
            answerTo(probe, turn);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    get(service, "/actuator/prometheus").body())
                            .contains("souk_intents_shadow_total{agrees=\"true\""));
            assertThat(probe.seen(IntentClassified.class)
                            .filter(classified -> classified.turnId().equals(turn.turnId())))
                    .hasSize(1);
        }
    }

    private static void assertNotReady(ConfigurableApplicationContext service, String reason) throws Exception {
        assertThat(get(service, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        var readiness = get(service, "/actuator/health/readiness");
        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"models\":{").contains(reason);
        var refused = post(service, "{\"texts\":[\"hi\"]}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"not-ready\"");
    }

    private static ConfigurableApplicationContext started(@Nullable HiddenFile file, String... settings) {
        var all = new ArrayList<>(List.of(
                "--server.port=0",
                "--SOUK_KAFKA=" + Infrastructure.kafka(),
                "--spring.kafka.consumer.group-id=faults-" + UUID.randomUUID(),
                "--spring.kafka.consumer.auto-offset-reset=latest"));
        Arrays.stream(settings).map(setting -> "--" + setting).forEach(all::add);
        var builder = new SpringApplicationBuilder(IntentServiceApplication.class);
        var context = (file == null ? builder : builder.resourceLoader(new DefaultResourceLoader(file)))
                .run(all.toArray(String[]::new));
        if (file == null && all.stream().noneMatch(setting -> setting.startsWith("--souk.intent.model="))) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> get(context, "/actuator/health/readiness").statusCode() == 200
                            && context.getBean(org.springframework.kafka.config.KafkaListenerEndpointRegistry.class)
                                            .getListenerContainer(TurnListener.ID)
                                            .getAssignedPartitions()
                                            .size()
                                    == 12);
        }
        return context;
    }

    private static IntentClassified answerTo(EventProbe probe, TurnPrepared turn) {
        return probe.await(
                IntentClassified.class,
                classified -> turn.meta().id().equals(classified.meta().causeId()));
    }

    private static TurnPrepared turn(String conversation, String text) {
        var id = UUID.randomUUID().toString();
        return new TurnPrepared(Meta.first(id, conversation, "t-" + id), text, "u-alice", List.of(), Focus.NONE, null);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext service, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, path)));
    }

    private static HttpResponse<String> post(ConfigurableApplicationContext service, String json)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(service, "/v1/intents/classify"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static URI uri(ConfigurableApplicationContext service, String path) {
        return URI.create("http://localhost:" + service.getEnvironment().getProperty("local.server.port") + path);
    }

    /** The class path as it is, but for one file. */
    private static final class HiddenFile extends ClassLoader {
        private final String name;
        private final byte @Nullable [] content;

        HiddenFile(String name, byte @Nullable [] content) {
            super(HiddenFile.class.getClassLoader());
            this.name = name;
            this.content = content;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String resource) {
            if (resource.equals(name)) {
                return content == null ? null : new ByteArrayInputStream(content);
            }
            return super.getResourceAsStream(resource);
        }
    }
}
