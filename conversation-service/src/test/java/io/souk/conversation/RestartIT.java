package io.souk.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.conversation.reply.Evidence;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Intent;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.events.Route;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.ScriptedModel;
import io.souk.test.ScriptedModel.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Services that come and go, on the same stores. */
class RestartIT {
    @RegisterExtension
    private static final EventProbe probe = EventProbe.ofTheClass();

    @Test
    void answersAfterARestartWhatWaitedForEvidenceBeforeIt() {
        var talk = new Talk(probe, "u-alice");
        MessageReceived waiting;
        MessageReceived queued;
        try (var _ = service()) {
            waiting = talk.say("Track ORD-1001");
            queued = talk.say("Hello");
            var intent = talk.understand(waiting, Intent.ORDER_STATUS, Route.TOOLS);
            probe.await(IntentAnnounced.class, seen -> seen.turnId().equals(intent.turnId()));
            probe.await(TurnAcknowledged.class, seen -> seen.turnId().equals(queued.turnId()));
        }
        assertThat(talk.replies()).noneMatch(ReplyCompleted.class::isInstance);

        try (var _ = service()) {
            assertThat(talk.reply(waiting).rung()).isEqualTo(Rung.PARTIAL);
            talk.understand(queued, Intent.GREETING);
            assertThat(talk.reply(queued).rung()).isEqualTo(Rung.COMPOSED);
        }
        talk.hasNoGaps();
    }

    @Test
    void answersOnceWhenTwoInstancesShareTheWork() {
        try (var _ = service();
                var _ = service()) {
            var talks = new LinkedHashMap<MessageReceived, Talk>();
            for (var i = 0; i < 12; i++) {
                var talk = new Talk(probe, "u-alice");
                talks.put(talk.say("Track ORD-1001"), talk);
            }
            talks.forEach((message, talk) -> talk.understand(message, Intent.ORDER_STATUS, Route.TOOLS, Route.RAG));

            // Nobody brings evidence, so both instances look for overdue turns at the same time.
            talks.forEach(
                    (message, talk) -> assertThat(talk.reply(message).rung()).isEqualTo(Rung.PARTIAL));

            for (var talk : talks.values()) {
                talk.hasNoGaps();
                assertThat(talk.replies().stream().filter(ReplyCompleted.class::isInstance))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aServiceThatStopsWhileTheModelWritesAnswersFirst() {
        var talk = new Talk(probe, "u-alice");
        try (var model = ScriptedModel.answering(new Answer.Silence())) {
            MessageReceived message;
            try (var _ = service("--souk.llm.base-url=" + model.baseUrl(), "--souk.llm.model=large")) {
                message = talk.say("What does delivery cost?");
                var intent = talk.understand(message, Intent.DELIVERY, Route.RAG);
                probe.publish(talk.evidence(intent.meta(), Route.RAG, Outcome.FOUND, Evidence.SHIPPING));
                Awaitility.await().until(() -> !model.requests().isEmpty());
                assertThat(talk.replies()).noneMatch(ReplyCompleted.class::isInstance);
            }
            try (var _ = service()) {
                assertThat(talk.reply(message).rung()).isEqualTo(Rung.COMPOSED);
            }
            assertThat(talk.replies().stream().filter(ReplyCompleted.class::isInstance))
                    .hasSize(1);
            talk.hasNoGaps();
        }
    }

    private static ConfigurableApplicationContext service(String... settings) {
        var all = new ArrayList<>(List.of(
                "--server.port=0",
                "--SOUK_KAFKA=" + Infrastructure.kafka(),
                "--SOUK_POSTGRES_URL=" + Infrastructure.postgresUrl()));
        all.addAll(List.of(settings));
        return new SpringApplicationBuilder(ConversationServiceApplication.class).run(all.toArray(String[]::new));
    }
}
