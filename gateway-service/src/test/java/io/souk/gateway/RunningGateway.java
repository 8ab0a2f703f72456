package io.souk.gateway;

import static java.util.Objects.requireNonNull;

import io.souk.events.Intent;
import io.souk.events.Meta;
import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import io.souk.test.RealServers;
import io.souk.test.RealServers.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gateway on a real broker; the services behind it are played by {@link Neighbours} and {@link EventProbe}. */
@RealServers(Server.KAFKA)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "souk.chat.heal-after=1s", "souk.chat.reply-limit=3s"})
@ActiveProfiles("local")
abstract class RunningGateway {
    static final Neighbours NEIGHBOURS = new Neighbours();
    static final JsonMapper JSON = JsonMapper.shared();
    static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    JwtEncoder encoder;

    @Autowired
    KafkaListenerEndpointRegistry listeners;

    EventProbe probe;

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry registry) {
        registry.add("souk.chat.conversation-url", NEIGHBOURS::url);
        registry.add("souk.shop.graph-url", NEIGHBOURS::url);
        registry.add("souk.shop.tools-url", NEIGHBOURS::url);
    }

    @BeforeEach
    void connect() {
        probe = new EventProbe(Infrastructure.kafka());
        awaitReading(listeners);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    static void awaitReading(KafkaListenerEndpointRegistry listeners) {
        Awaitility.await("reading replies").atMost(Duration.ofSeconds(30)).until(() -> {
            var assigned =
                    requireNonNull(listeners.getListenerContainer("replies")).getAssignedPartitions();
            return assigned != null && !assigned.isEmpty();
        });
    }

    String token(String customer, Duration lifetime) {
        return token(customer, "Someone", "customer", lifetime);
    }

    /** Dana works here. */
    String agentToken() {
        return token("u-dana", "Dana", "agent", Duration.ofHours(1));
    }

    private String token(String subject, String name, String role, Duration lifetime) {
        var now = Instant.now();
        var claims = JwtClaimsSet.builder()
                .issuer("souk-local")
                .subject(subject)
                .issuedAt(now.minusSeconds(600))
                .expiresAt(now.plus(lifetime))
                .claim("name", name)
                .claim("roles", List.of(role))
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims))
                .getTokenValue();
    }

    String token(String customer) {
        return token(customer, Duration.ofHours(1));
    }

    /** What conversation-service would do for an event it makes: remember it and publish it. */
    void replies(ReplyEvent... events) {
        for (var event : events) {
            NEIGHBOURS.remembers(event);
            probe.publish(event);
        }
    }

    static TurnAcknowledged ack(String conversationId, String turnId, long seq) {
        return new TurnAcknowledged(meta(conversationId, turnId, seq), seq, "m");
    }

    static ReplyDelta delta(String conversationId, String turnId, long seq, String text) {
        return new ReplyDelta(meta(conversationId, turnId, seq), seq, text);
    }

    static ReplyCompleted reply(String conversationId, String turnId, long seq, String text) {
        var citation = new Citation(1, "man-x1", "7", "man-x1#3", "TechPro X1 manual", "Battery", "Up to 14 hours.");
        return new ReplyCompleted(
                meta(conversationId, turnId, seq),
                seq,
                text,
                List.of(citation),
                List.of(),
                List.of("Compare them"),
                Intent.PRODUCT_INFO,
                0.9,
                Rung.COMPOSED,
                null,
                "m");
    }

    static Meta meta(String conversationId, String turnId, long seq) {
        return Meta.first(Meta.derivedId(conversationId, turnId, String.valueOf(seq)), conversationId, turnId);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode body(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }
}
