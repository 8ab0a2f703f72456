package io.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.Intent;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Topics;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

class ChatSocketIT extends RunningGateway {

    @Test
    void aGuestsMessageIsPublishedUnderItsConversation() {
        try (var client = ChatClient.guest(port)) {
            assertThat(client.frame("ready").path("customer").isNull()).isTrue();
            assertThat(client.subprotocol()).isEqualTo("souk.v1");
            var conversationId = client.conversationId();

            client.say("m-1", "What laptops do you have?");

            var event =
                    probe.await(MessageReceived.class, it -> it.conversationId().equals(conversationId));
            assertThat(event.text()).isEqualTo("What laptops do you have?");
            assertThat(event.customerId()).isNull();
            assertThat(event.messageId()).isEqualTo("m-1");
            assertThat(event.turnId()).isEqualTo(Meta.derivedId(conversationId, "m-1"));
            var record = probe.raw(Topics.MESSAGES).stream()
                    .filter(it -> it.key().equals(conversationId))
                    .findFirst()
                    .orElseThrow();
            assertThat(EventProbe.headers(record))
                    .containsEntry("ce_type", "io.souk.chat.message-received.v1")
                    .containsEntry("ce_source", "/souk/gateway-service")
                    .containsEntry("ce_subject", conversationId)
                    .containsEntry("ce_correlationid", event.turnId())
                    .containsKey("traceparent");
        }
    }

    @Test
    void theTokenSaysWhoIsSpeakingHoweverItComes() {
        var token = token("u-alice");
        var ways = List.of(
                ChatClient.bearing(port, token),
                ChatClient.at(port, "", Map.of("Cookie", "souk_token=" + token)),
                ChatClient.at(port, "", Map.of(), "bearer." + token));
        for (var client : ways) {
            try (client) {
                assertThat(client.frame("ready").path("customer").asString()).isEqualTo("u-alice");
                assertThat(client.subprotocol()).isEqualTo("souk.v1");
                client.say("m", "Where is my order?");
                var event = probe.await(
                        MessageReceived.class, it -> it.conversationId().equals(client.conversationId()));
                assertThat(event.customerId()).isEqualTo("u-alice");
            }
        }
    }

    @Test
    void theSameIdTwiceIsOneMessage() {
        try (var client = ChatClient.guest(port)) {
            var conversationId = client.conversationId();

            client.say("twice", "Hello").say("twice", "Hello").say("other", "Hello");

            probe.await(
                    MessageReceived.class,
                    it -> it.conversationId().equals(conversationId) && "other".equals(it.messageId()));
            assertThat(probe.seen(MessageReceived.class)
                            .filter(it -> it.conversationId().equals(conversationId))
                            .map(it -> it.meta().id())
                            .distinct())
                    .hasSize(2);
        }
    }

    @Test
    void wrongInputIsAnsweredOnTheSameSocketWhichStaysUsable() {
        try (var client = ChatClient.guest(port)) {
            client.send("garbage \u0001 {");
            assertThat(client.error("invalid-json").path("detail").asString()).isNotBlank();
            client.send("[1,2]").send("{\"type\":\"dance\"}").send("{}");
            client.error("unknown-type");
            client.say("empty", "   ");
            assertThat(client.error("message-empty").path("id").asString()).isEqualTo("empty");
            client.say("long", "a".repeat(5_000));
            assertThat(client.error("message-too-long").path("id").asString()).isEqualTo("long");
            client.say("x".repeat(65), "Hello");
            client.error("invalid-arguments");
            client.send("{\"type\":\"message\",\"id\":\"nul\",\"text\":\"\\u0000\"}");
            client.frame("error", it -> it.path("id").asString().equals("nul"));

            client.send("{\"type\":\"message\",\"id\":\"fine\",\"text\":\"Hello \\ud800 there\"}");

            var event =
                    probe.await(MessageReceived.class, it -> it.conversationId().equals(client.conversationId()));
            assertThat(event.messageId()).isEqualTo("fine");
            assertThat(event.text()).isEqualTo("Hello \ufffd there");
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void whatIsNotAFrameOfOursEndsTheSocket() {
        try (var client = ChatClient.guest(port)) {
            client.frame("ready");
            client.send("{\"type\":\"message\",\"id\":\"1\",\"text\":\"" + "a".repeat(17_000) + "\"}");
            assertThat(client.closeCode()).isEqualTo(1009);
        }
        try (var client = ChatClient.guest(port)) {
            client.frame("ready");
            client.send("{\"type\":\"message\",\"id\":\"1\",\"text\":\"" + "€".repeat(6_000) + "\"}");
            assertThat(client.closeCode()).isEqualTo(1009);
        }
        try (var client = ChatClient.guest(port)) {
            client.frame("ready");
            client.sendBinary(new byte[] {1, 2, 3});
            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void whoSpeaksTooOftenIsToldWhenToGoOn() {
        try (var client = ChatClient.guest(port)) {
            for (var i = 0; i < 30; i++) {
                client.say("m-" + i, "Hello");
            }

            var error = client.error("rate_limited");

            assertThat(client.frames("error").map(it -> it.path("id").asString()))
                    .doesNotContain("m-0", "m-9");
            assertThat(error.path("id").asString()).startsWith("m-");
            assertThat(error.path("retryAfterMs").asLong()).isBetween(1L, 3_000L);
        }
    }

    @Test
    void repliesComeInOrderToEveryTabOfTheConversation() {
        try (var first = ChatClient.guest(port)) {
            var conversationId = first.conversationId();
            first.say("m", "Tell me about the X1");
            var turnId = probe.await(
                            MessageReceived.class, it -> it.conversationId().equals(conversationId))
                    .turnId();
            NEIGHBOURS.knows(conversationId, "");
            try (var second = ChatClient.at(port, "?conversationId=" + conversationId, Map.of())) {
                assertThat(second.conversationId()).isEqualTo(conversationId);

                replies(
                        ack(conversationId, turnId, 1),
                        delta(conversationId, turnId, 2, "Up to"),
                        reply(conversationId, turnId, 3, "Up to 14 hours [1]."));

                for (var client : List.of(first, second)) {
                    var reply = client.frame("reply");
                    assertThat(client.seqs()).containsExactly(1L, 2L, 3L);
                    assertThat(reply.path("text").asString()).isEqualTo("Up to 14 hours [1].");
                    assertThat(reply.path("intent").asString()).isEqualTo("product_info");
                    assertThat(reply.path("rung").asString()).isEqualTo("composed");
                    assertThat(reply.path("citations").path(0).path("title").asString())
                            .isEqualTo("TechPro X1 manual");
                    assertThat(client.frame("ack").path("turnId").asString()).isEqualTo(turnId);
                }
            }
        }
    }

    @Test
    void aGapIsFilledFromTheJournal() {
        try (var client = ChatClient.guest(port)) {
            var conversationId = client.conversationId();
            replies(ack(conversationId, "t", 1));
            NEIGHBOURS.remembers(delta(conversationId, "t", 2, "never on"));
            NEIGHBOURS.remembers(delta(conversationId, "t", 3, " Kafka"));

            replies(delta(conversationId, "t", 4, "!"), reply(conversationId, "t", 5, "never on Kafka!"));

            client.frame("reply");
            assertThat(client.seqs()).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void aReplyThatKafkaNeverDeliversIsFetchedFromTheJournal() {
        try (var client = ChatClient.guest(port)) {
            var conversationId = client.conversationId();
            client.say("m", "Hello");
            var turnId = probe.await(
                            MessageReceived.class, it -> it.conversationId().equals(conversationId))
                    .turnId();

            NEIGHBOURS.remembers(ack(conversationId, turnId, 1));
            NEIGHBOURS.remembers(reply(conversationId, turnId, 2, "Hello!"));

            assertThat(client.frame("reply").path("text").asString()).isEqualTo("Hello!");
            assertThat(client.seqs()).containsExactly(1L, 2L);
        }
    }

    @Test
    void aClientThatComesBackGetsWhatItMissedAndNothingTwice() {
        var conversationId = UUID.randomUUID().toString();
        for (var seq = 1; seq <= 5; seq++) {
            NEIGHBOURS.remembers(delta(conversationId, "t", seq, "piece " + seq));
        }
        try (var client = ChatClient.at(port, "?conversationId=" + conversationId, Map.of())) {
            client.frame("ready");

            client.resume(conversationId, 2);
            replies(reply(conversationId, "t", 6, "whole"));

            client.frame("reply");
            var resumed = client.frame("resumed");
            assertThat(resumed.path("recovered").asBoolean()).isTrue();
            assertThat(resumed.path("state").path("lastSeq").isIntegralNumber()).isTrue();
            assertThat(client.seqs()).containsExactly(3L, 4L, 5L, 6L);
        }
    }

    @Test
    void aHoleInTheJournalIsOwnedUp() {
        var conversationId = UUID.randomUUID().toString();
        NEIGHBOURS.remembers(delta(conversationId, "t", 9, "late"));
        try (var client = ChatClient.guest(port)) {
            client.resume(conversationId, 2);

            assertThat(client.frame("resumed").path("recovered").asBoolean()).isFalse();
            assertThat(client.seqs()).containsExactly(9L);
        }
    }

    @Test
    void someoneElsesConversationStaysShut() {
        var conversationId = UUID.randomUUID().toString();
        NEIGHBOURS.knows(conversationId, "u-alice");
        try (var bob = ChatClient.bearing(port, token("u-bob"))) {
            bob.frame("ready");
            bob.resume(conversationId, 0);
            bob.frame("resumed");

            replies(reply(conversationId, "t", 1, "Alice's parcel is on its way."));

            bob.error("not-your-conversation");
            assertThat(bob.frames("reply")).isEmpty();
        }
        try (var bob = ChatClient.at(
                port, "?conversationId=" + conversationId, Map.of("Authorization", "Bearer " + token("u-bob")))) {
            bob.say("m", "What was said here?");
            var turnId = probe.await(
                            MessageReceived.class,
                            it -> "What was said here?".equals(it.text()) && "u-bob".equals(it.customerId()))
                    .turnId();
            probe.publish(
                    new MessageRefused(meta(conversationId, turnId, 0), 0, "m", "not-your-conversation", "Not yours."));
            assertThat(bob.error("not-your-conversation").path("id").asString()).isEqualTo("m");
        }
    }

    @Test
    void aNewConversationMayBeNamedByTheClient() {
        var conversationId = "crm-" + UUID.randomUUID();
        try (var client = ChatClient.at(port, "?conversationId=" + conversationId, Map.of())) {
            assertThat(client.conversationId()).isEqualTo(conversationId);
            client.say("m", "Hello");
            probe.await(MessageReceived.class, it -> it.conversationId().equals(conversationId));

            replies(ack(conversationId, "t", 1), reply(conversationId, "t", 2, "Hello!"));

            client.frame("reply");
            assertThat(client.seqs()).containsExactly(1L, 2L);
        }
    }

    @Test
    void anExpiredOrForgedTokenClosesTheSocketWithItsOwnCode() {
        var expired = token("u-alice", Duration.ofMinutes(-2));
        for (var token : List.of(expired, "not.a.token", token("u-alice") + "x")) {
            try (var client = ChatClient.bearing(port, token)) {
                assertThat(client.closeCode()).isEqualTo(4401);
                assertThat(client.frames("ready")).isEmpty();
            }
        }
    }

    @Test
    void aTokenThatExpiresMeanwhileClosesTheSocket() {
        try (var client = ChatClient.bearing(port, token("u-alice", Duration.ofSeconds(2)))) {
            client.frame("ready");
            assertThat(client.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void anotherSitesPageMayNotOpenASocket() {
        Assertions.assertThatThrownBy(() -> ChatClient.at(port, "", Map.of("Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("WebSocketHandshakeException");
        try (var own = ChatClient.at(port, "", Map.of("Origin", "http://localhost:" + port))) {
            own.frame("ready");
        }
    }

    @Test
    void feedbackIsPublished() {
        try (var client = ChatClient.bearing(port, token("u-alice"))) {
            var conversationId = client.conversationId();

            client.send("{\"type\":\"feedback\",\"turnId\":\"t-1\",\"helpful\":false}");

            var feedback =
                    probe.await(FeedbackGiven.class, it -> it.conversationId().equals(conversationId));
            assertThat(feedback.turnId()).isEqualTo("t-1");
            assertThat(feedback.helpful()).isFalse();
            assertThat(feedback.customerId()).isEqualTo("u-alice");
        }
    }

    @Test
    void everyInstanceDeliversAndOneThatGoesDownSaysComeBack() {
        var other = new SpringApplicationBuilder(GatewayApplication.class)
                .web(WebApplicationType.SERVLET)
                .profiles("local")
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--SOUK_KAFKA=" + Infrastructure.kafka(),
                        "--souk.chat.conversation-url=" + NEIGHBOURS.url());
        try (other) {
            awaitReading(other.getBean(KafkaListenerEndpointRegistry.class));
            var otherPort =
                    ((ServletWebServerApplicationContext) other).getWebServer().getPort();
            try (var here = ChatClient.guest(port)) {
                var conversationId = here.conversationId();
                NEIGHBOURS.knows(conversationId, "");
                try (var there = ChatClient.guest(otherPort)) {
                    there.resume(conversationId, 0);
                    there.frame("resumed");

                    replies(ack(conversationId, "t", 1), reply(conversationId, "t", 2, "for both"));

                    here.frame("reply");
                    there.frame("reply");
                    assertThat(here.seqs()).isEqualTo(there.seqs()).containsExactly(1L, 2L);

                    other.close();
                    assertThat(there.closeCode()).isEqualTo(1012);
                    assertThat(here.isOpen()).isTrue();
                }
            }
        }
    }

    @Test
    void theDeskHearsOfConversationsThatNeedAPersonAndNobodyElseDoes() {
        var conversation = "c-" + UUID.randomUUID();
        try (var dana = ChatClient.bearing(port, agentToken());
                var alice = ChatClient.bearing(port, token("u-alice"))) {
            dana.send("{\"type\":\"desk\"}").send("{}").error("unknown-type"); // so it has sat down
            alice.send("{\"type\":\"desk\"}").error("agents-only");

            var handOff = reply(conversation, "t", 1, "A person takes over.");
            replies(
                    reply("elsewhere-" + conversation, "t", 1, "Nobody is needed here."),
                    new ReplyCompleted(
                            handOff.meta(),
                            1,
                            handOff.text(),
                            List.of(),
                            List.of(),
                            List.of(),
                            Intent.HUMAN_AGENT,
                            1,
                            Rung.HANDOFF,
                            null,
                            "m"),
                    new NoticePosted(meta(conversation, "n", 2), 2, "Out for delivery", "ORD-1", null),
                    new NoticePosted(meta(conversation, "n", 3), 3, "I am looking into it.", null, "Dana"));

            await().untilAsserted(() -> assertThat(dana.frames("handoff")).hasSize(2));
            assertThat(dana.frames("handoff")
                            .map(frame -> frame.path("conversationId").asString()))
                    .containsOnly(conversation);
            assertThat(alice.frames("handoff")).isEmpty();
        }
    }

    @Test
    void malformedBytesAreSetAsideAndTheNextReplyComes() {
        try (var client = ChatClient.guest(port)) {
            var conversationId = client.conversationId();
            var garbage = ("no event " + UUID.randomUUID()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            probe.publishRaw(Topics.REPLIES, conversationId, garbage, Map.of());

            replies(reply(conversationId, "t", 1, "fine"));

            client.frame("reply");
            probe.awaitDeadLetter(Topics.REPLIES, garbage);
        }
    }

    @Test
    void aFloodOfFramesEndsTheSocket() {
        try (var client = ChatClient.guest(port)) {
            client.frame("ready");
            var speaking = await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO);
            speaking.pollInterval(Duration.ofMillis(1)).until(() -> {
                try {
                    client.send("{}");
                } catch (CompletionException e) {
                    return true; // closed meanwhile
                }
                return !client.isOpen();
            });
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }
}
