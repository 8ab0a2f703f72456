package io.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.ReplyEvent.MessageRefused;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestIT extends RunningGateway {
    private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
    }

    @Test
    void aSampleUserSignsInAndOut() {
        var signedIn = send(json(request("/api/auth/token"), "{\"username\":\"alice\",\"password\":\"souk\"}"));

        assertThat(signedIn.statusCode()).isEqualTo(200);
        var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains("souk_token=", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
        var token = body(signedIn).path("accessToken").asString();
        var me = body(send(request("/api/me").header("Authorization", "Bearer " + token)));
        assertThat(me.toString()).isEqualTo("{\"customer\":\"u-alice\",\"name\":\"Alice\",\"roles\":[\"customer\"]}");
        assertThat(body(send(request("/api/me").header("Cookie", cookie.substring(0, cookie.indexOf(';')))))
                        .path("customer")
                        .asString())
                .isEqualTo("u-alice");

        var signedOut = send(json(request("/api/auth/logout"), "")
                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                .header("Sec-Fetch-Site", "same-origin"));

        assertThat(signedOut.statusCode()).isEqualTo(204);
        assertThat(signedOut.headers().firstValue("Set-Cookie").orElseThrow()).contains("souk_token=;", "Max-Age=0");
    }

    @Test
    void withoutATokenOneIsAGuest() {
        assertThat(send(request("/api/me")).body()).isEqualTo("{\"customer\":null}");
    }

    @Test
    void aCookieThatIsNoLongerGoodMakesAGuestAndIsTakenAway() {
        var me = send(request("/api/me").header("Cookie", "souk_token=stale.token.here"));

        assertThat(me.body()).isEqualTo("{\"customer\":null}");
        assertThat(me.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    }

    @Test
    void aBadTokenInTheHeaderIsRefused() {
        var refused = send(request("/api/me").header("Authorization", "Bearer nonsense"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(body(refused).path("code").asString()).isEqualTo("invalid-token");
    }

    @Test
    void guessingAPasswordIsSlowedDown() {
        var wrong = "{\"username\":\"dana\",\"password\":\"guess\"}";
        for (var i = 0; i < 5; i++) {
            var refused = send(json(request("/api/auth/token"), wrong));
            assertThat(body(refused).path("code").asString()).isEqualTo("wrong-credentials");
        }

        var limited = send(json(request("/api/auth/token"), wrong));

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(body(limited).path("code").asString()).isEqualTo("too-many-attempts");
    }

    @Test
    void anotherSitesPageCannotActWithTheCookie() {
        var cookie = "souk_token=" + token("u-alice");
        var refund = "{\"orderId\":\"ORD-1001\"}";

        for (var forged : new HttpRequest.Builder[] {
            request("/api/refunds").header("Cookie", cookie).header("Sec-Fetch-Site", "cross-site"),
            request("/api/refunds").header("Cookie", cookie).header("Origin", "https://evil.example"),
            request("/api/refunds").header("Cookie", cookie)
        }) {
            var refused = send(json(forged, refund));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(body(refused).path("code").asString()).isEqualTo("cross-origin");
        }
        for (var own : new HttpRequest.Builder[] {
            request("/api/refunds").header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin"),
            request("/api/refunds").header("Cookie", cookie).header("Origin", "http://localhost:" + port),
            request("/api/refunds").header("Authorization", "Bearer " + token("u-alice"))
        }) {
            assertThat(send(json(own, refund)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneMessageOneReplyForClientsWithoutSockets() {
        var answer = meanwhile(() -> send(json(request("/api/chat"), "{\"message\":\"How long does it last?\"}")));
        var message = probe.await(MessageReceived.class, it -> it.text().equals("How long does it last?"));
        assertThat(message.channel()).isEqualTo("api");

        replies(
                ack(message.conversationId(), message.turnId(), 1),
                reply(message.conversationId(), message.turnId(), 2, "Up to 14 hours [1]."));

        var body = body(answer.join());
        assertThat(body.path("response").asString()).isEqualTo("Up to 14 hours [1].");
        assertThat(body.path("intent").asString()).isEqualTo("product_info");
        assertThat(body.path("confidence").asDouble()).isEqualTo(0.9);
        assertThat(body.path("session_id").asString()).isEqualTo(message.conversationId());
        assertThat(body.path("turn_id").asString()).isEqualTo(message.turnId());
        assertThat(body.path("sources").path(0).toString())
                .isEqualTo("{\"title\":\"TechPro X1 manual\",\"section\":\"Battery\",\"documentId\":\"man-x1\","
                        + "\"quote\":\"Up to 14 hours.\"}");
    }

    @Test
    void sayingItAgainWithTheSameKeyGivesTheFirstReply() {
        var session = "s-" + UUID.randomUUID();
        var question = "{\"message\":\"Again?\",\"session_id\":\"" + session + "\"}";
        var first = meanwhile(() -> send(json(request("/api/chat"), question).header("Idempotency-Key", "k-1")));
        var message =
                probe.await(MessageReceived.class, it -> it.conversationId().equals(session));
        replies(reply(session, message.turnId(), 1, "Once."));
        assertThat(body(first.join()).path("response").asString()).isEqualTo("Once.");

        var second = send(json(request("/api/chat"), question).header("Idempotency-Key", "k-1"));

        assertThat(body(second).path("response").asString()).isEqualTo("Once.");
        assertThat(probe.seen(MessageReceived.class)
                        .filter(it -> it.conversationId().equals(session)))
                .hasSize(1);
    }

    @Test
    void chatErrorsAreProblemsWithACode() {
        assertProblem(send(json(request("/api/chat"), "{\"message\":\" \"}")), 400, "message-empty");
        assertProblem(
                send(json(request("/api/chat"), "{\"message\":\"" + "a".repeat(4_001) + "\"}")),
                400,
                "message-too-long");
        assertProblem(send(json(request("/api/chat"), "nonsense")), 400, "invalid-arguments");
        assertProblem(
                send(json(request("/api/chat"), "{\"message\":\"Hi\",\"session_id\":\"a/b\"}")),
                400,
                "invalid-arguments");
    }

    @Test
    void aBodyIsShortAndSaysSo() {
        assertProblem(
                send(json(request("/api/chat"), "{\"message\":\"" + "a".repeat(70_000) + "\"}")),
                413,
                "content-too-large");
        var chunked = HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString("{}"));
        assertProblem(
                send(request("/api/chat")
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .POST(chunked)),
                411,
                "length-required");
    }

    @Test
    void aReplyThatDoesNotComeIsAProblemInTheEnd() {
        assertProblem(send(json(request("/api/chat"), "{\"message\":\"Anybody there?\"}")), 504, "reply-late");
    }

    @Test
    void aRefusalOfConversationServiceIsAProblem() {
        var answer = meanwhile(
                () -> send(json(request("/api/chat"), "{\"message\":\"Whose is this?\",\"session_id\":\"alices\"}")));
        var message = probe.await(MessageReceived.class, it -> it.text().equals("Whose is this?"));

        probe.publish(new MessageRefused(
                meta("alices", message.turnId(), 0), 0, message.messageId(), "not-your-conversation", "Not yours."));

        assertProblem(answer.join(), 403, "not-your-conversation");
    }

    @Test
    void tooManyMessagesAreRefusedWithATime() {
        var token = "Bearer " + token("u-hasty");
        var calls = Stream.generate(() -> meanwhile(() -> send(
                        json(request("/api/chat"), "{\"message\":\"Hello\"}").header("Authorization", token))))
                .limit(30)
                .toList();

        var refused = calls.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.statusCode() == 429)
                .toList();

        assertThat(refused).hasSizeBetween(10, 20);
        assertProblem(refused.getFirst(), 429, "rate_limited");
        assertThat(refused.getFirst().headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void productsArePassedOnAndMayBeKept() {
        var found = send(request("/api/products?query=usb%20c%26page%3D9&page=0"));

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(body(found).path("path").asString()).isEqualTo("/v1/products?page=0&query=usb%20c%26page%3D9");
        assertThat(found.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=30", "public");
        var tag = found.headers().firstValue("ETag").orElseThrow();
        var again =
                send(request("/api/products?query=usb%20c%26page%3D9&page=0").header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(body(send(request("/api/products/techpro-x1/compatible")))
                        .path("path")
                        .asString())
                .isEqualTo("/v1/products/techpro-x1/compatible");
        assertThat(body(send(request("/api/products/compare?ids=a,b")))
                        .path("path")
                        .asString())
                .contains("/v1/products/compare?ids=a");
    }

    @Test
    void ordersAreTheCustomersOwn() {
        assertProblem(send(request("/api/orders")), 401, "sign-in-required");

        var bearer = "Bearer " + token("u-alice");
        send(request("/api/orders/ORD-1001/tracking")
                .header("Authorization", bearer)
                .header("X-Souk-Customer", "u-bob"));

        var calls = NEIGHBOURS.calls("/v1/orders/ORD-1001/tracking");
        assertThat(calls).singleElement().extracting(Neighbours.Call::customer).isEqualTo("u-alice");
        assertProblem(send(request("/api/orders/missing").header("Authorization", bearer)), 404, "order-not-found");
    }

    @Test
    void theAuditLogIsForThePeopleOfTheShop() {
        assertProblem(send(request("/api/audit/orders/ORD-1001")), 401, "sign-in-required");
        assertProblem(
                send(request("/api/audit/orders/ORD-1001").header("Authorization", "Bearer " + token("u-alice"))),
                403,
                "agents-only");
        assertThat(NEIGHBOURS.calls("/v1/audit")).isEmpty();

        var seen = send(request("/api/audit/orders/%23W1?after=7").header("Authorization", "Bearer " + agentToken()));

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(NEIGHBOURS.calls("/v1/audit/orders/")).singleElement().satisfies(call -> {
            assertThat(call.path()).contains("W1").doesNotContain("#");
            assertThat(call.customer()).isNull();
        });
    }

    @Test
    void aRefundCarriesItsKey() {
        var bearer = "Bearer " + token("u-alice");
        send(json(request("/api/refunds"), "{\"orderId\":\"ORD-7\"}")
                .header("Authorization", bearer)
                .header("Idempotency-Key", "my-key"));
        send(json(request("/api/complaints"), "{\"orderId\":\"ORD-7\"}").header("Authorization", bearer));

        assertThat(NEIGHBOURS.calls("/v1/refunds")).anySatisfy(call -> {
            assertThat(call.idempotencyKey()).isEqualTo("my-key");
            assertThat(call.body()).isEqualTo("{\"orderId\":\"ORD-7\"}");
        });
        assertThat(NEIGHBOURS.calls("/v1/complaints"))
                .anySatisfy(call -> assertThat(call.idempotencyKey()).isNotBlank());
    }

    @Test
    void theApiDescribesItself() {
        var api = body(send(request("/v3/api-docs")));

        assertThat(api.path("paths").propertyNames())
                .contains("/api/chat", "/api/auth/token", "/api/products/{id}", "/api/orders/{id}/tracking");
        assertThat(send(request("/swagger-ui")).statusCode()).isBetween(200, 302);
        assertThat(send(request("/swagger-ui/index.html")).statusCode()).isEqualTo(200);
    }

    @Test
    void operatorsEndpointsAreNotOnThePublicPort() {
        assertThat(send(request("/actuator/health")).statusCode()).isEqualTo(404);
    }

    @Test
    void everyAnswerTellsTheBrowserWhatNotToDo() {
        var headers = send(request("/api/me")).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(body(response).path("code").asString()).isEqualTo(code);
    }

    @Test
    void onlyThePeopleOfTheShopSeeAndAnswerHandoffs() {
        for (var path : new String[] {"/api/handoffs", "/api/handoffs/c-1/messages"}) {
            assertThat(send(request(path)).statusCode()).isEqualTo(401);
            var asCustomer = send(request(path).header("Authorization", "Bearer " + token("u-alice")));
            assertThat(asCustomer.statusCode()).isEqualTo(403);
            assertThat(body(asCustomer).path("code").asString()).isEqualTo("agents-only");
        }
        var conversation = "c-" + UUID.randomUUID();
        var said = send(json(request("/api/handoffs/" + conversation + "/messages"), "{\"text\":\"Hello, I am Dana.\"}")
                .header("Authorization", "Bearer " + agentToken()));
        var handedBack = send(json(request("/api/handoffs/" + conversation + "/hand-back"), "")
                .header("Authorization", "Bearer " + agentToken()));

        assertThat(said.statusCode()).isEqualTo(202);
        assertThat(handedBack.statusCode()).isEqualTo(202);
        var reply = probe.await(AgentReplied.class, it -> it.conversationId().equals(conversation));
        assertThat(reply.text()).isEqualTo("Hello, I am Dana.");
        assertThat(reply.agentId()).isEqualTo("u-dana");
        assertThat(reply.agentName()).isEqualTo("Dana");
        probe.await(HandedBack.class, it -> it.conversationId().equals(conversation));
    }

    @Test
    void aPersonWithNothingToSayIsToldSo() {
        var empty = send(json(request("/api/handoffs/c-1/messages"), "{\"text\":\" \"}")
                .header("Authorization", "Bearer " + agentToken()));

        assertThat(empty.statusCode()).isEqualTo(400);
    }
}
