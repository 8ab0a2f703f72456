package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Bob wants his data, and then wants it gone, while a service is away. The last of all tests: there is no Bob afterwards. */
@Order(99)
@ExtendWith(Platform.Provider.class)
class PrivacyIT {
    private final Platform souk;

    PrivacyIT(Platform souk) {
        this.souk = souk;
    }

    @Test
    void exportAndErasureFinishOnceTheServiceThatWasAwayIsBack() {
        var token = souk.signIn("bob");
        try (var bob = Chat.as("bob", souk)) {
            bob.ask("What laptops do you have?");
            var before = souk.get("/api/me/data", token);
            assertThat(before.path("profile")).hasSize(1);
            assertThat(before.path("orders")).isNotEmpty();
            assertThat(before.at("/conversations").toString()).contains("What laptops do you have?");
            assertThat(before.has("purchases")).isTrue();

            souk.kill("conversation");
            JsonNode export;
            JsonNode erasure;
            try {
                export = souk.get("/api/me/data", token);
                erasure = souk.delete("/api/me/data", token);
                await("the others obey")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> request(erasure, token).path("receipts").size() == 2);
                assertThat(export.path("state").stringValue()).isEqualTo("open");
                assertThat(request(erasure, token).path("waitingFor").toString())
                        .isEqualTo("[\"conversation-service\"]");
            } finally {
                souk.start();
            }

            await("erased everywhere")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            request(erasure, token).path("state").stringValue().equals("done"));
            var after = souk.get("/api/me/data/requests/" + export.path("id").stringValue(), token);
            for (var section : new String[] {"profile", "orders", "refunds", "conversations", "audit", "purchases"}) {
                assertThat(after.path(section).isArray()).as(section).isTrue();
                assertThat(after.path(section)).as(section).isEmpty();
            }
            assertThatThrownBy(() -> souk.get("/api/orders", token)).hasMessageContaining("account-erased");
            assertThatThrownBy(() -> souk.signIn("bob")).hasMessageContaining("account-erased");
        }
    }

    private JsonNode request(JsonNode request, String token) {
        return souk.get("/api/me/data/requests/" + request.path("id").stringValue(), token);
    }
}
