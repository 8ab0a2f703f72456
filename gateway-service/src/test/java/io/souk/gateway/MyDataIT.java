package io.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Meta;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MyDataIT extends RunningGateway {
    private final String customer = "u-" + UUID.randomUUID();

    @Test
    void aGuestHasNothingToAskFor() {
        assertThat(send(request("/api/me/data")).statusCode()).isEqualTo(401);
        assertThat(send(request("/api/me/data").DELETE()).statusCode()).isEqualTo(401);
    }

    @Test
    void anExportGathersFromEverybodyAndIsWrittenInTheBooks() {
        var export = as(customer, "/api/me/data");

        assertThat(export.statusCode()).isEqualTo(200);
        assertThat(export.body()).startsWith("{\"format\":\"souk.customer-data.v1\",\"customer\":\"" + customer + "\"");
        assertThat(NEIGHBOURS.calls("/v1/customers/" + customer + "/data")).hasSize(3);
        assertThat(probe.await(DataExported.class, it -> it.customerId().equals(customer))
                        .services())
                .containsExactly("tools-service", "conversation-service", "graph-service");
    }

    @Test
    void anExportWaitsForAServiceThatIsAway() {
        var unlucky = "u-missing-" + UUID.randomUUID();

        var later = as(unlucky, "/api/me/data");

        assertThat(later.statusCode()).isEqualTo(202);
        assertThat(later.headers().firstValue("Retry-After")).isPresent();
        assertThat(body(later).path("state").asString()).isEqualTo("open");
        var request = probe.await(ExportRequested.class, it -> it.customerId().equals(unlucky));
        assertThat(later.headers().firstValue("Location")).contains("/api/me/data/requests/" + request.requestId());
        assertThat(as(unlucky, "/api/me/data/requests/" + request.requestId()).statusCode())
                .isEqualTo(202);
        assertThat(as(unlucky, "/api/me/data").headers().firstValue("Location"))
                .isEqualTo(later.headers().firstValue("Location"));
    }

    @Test
    void anErasureClosesTheAccountAtOnceOnEveryWayInAndIsOneRequestHoweverOftenItIsAsked() {
        var token = token(customer);
        try (var socket = ChatClient.bearing(port, token)) {
            socket.frame("ready");

            var asked = send(bearer(request("/api/me/data"), token).DELETE());

            assertThat(asked.statusCode()).isEqualTo(202);
            var id = body(asked).path("id").asString();
            var request =
                    probe.await(ErasureRequested.class, it -> it.customerId().equals(customer));
            assertThat(request.requestId()).isEqualTo(id);
            assertThat(request.pseudonym()).startsWith("erased-").doesNotContain(customer);
            assertThat(socket.closeCode()).isEqualTo(4510);
            var again = send(bearer(request("/api/me/data"), token).DELETE());
            assertThat(body(again).path("id").asString()).isEqualTo(id);

            var refused = send(bearer(request("/api/orders"), token));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(body(refused).path("code").asString()).isEqualTo("account-erased");
            assertThat(send(request("/api/me").header("Cookie", "souk_token=" + token))
                            .body())
                    .isEqualTo("{\"customer\":null}");
            try (var next = ChatClient.bearing(port, token)) {
                assertThat(next.closeCode()).isEqualTo(4510);
            }
            assertThat(probe.seen(ErasureRequested.class)
                            .filter(it -> it.customerId().equals(customer)))
                    .hasSize(1);
        }
    }

    @Test
    void whatBecameOfARequestCanBeSeenWhileTheBooksAreAwayAndByNobodyElse() {
        var id = "missing-" + UUID.randomUUID();
        probe.publish(new ErasureRequested(Meta.first(id, customer, null), id, "erased-0123456789", now(), 1));
        probe.publish(new DataErased(
                Meta.first(id + "-1", customer, null), id, "graph-service", Map.of("purchases", 2L), now()));

        await("heard of it")
                .atMost(Duration.ofSeconds(20))
                .until(() -> body(as(customer, "/api/me/data/requests/" + id))
                                .path("receipts")
                                .size()
                        == 1);

        var seen = body(as(customer, "/api/me/data/requests/" + id));
        assertThat(seen.path("kind").asString()).isEqualTo("erasure");
        assertThat(seen.at("/receipts/0/service").asString()).isEqualTo("graph-service");
        assertThat(as("u-other", "/api/me/data/requests/" + id).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> as(String who, String path) {
        return send(bearer(request(path), token(who)));
    }

    private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
