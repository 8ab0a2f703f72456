package io.souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

class SellerIT extends RunningGateway {
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void theSampleSellerPutsAProductOfHerOwn() {
        var signedIn = send(json(request("/api/auth/token"), "{\"username\":\"sam\",\"password\":\"souk\"}"));
        var token = body(signedIn).path("accessToken").asString();

        var taken = put("p-" + run, product("\"Lamp\"", "19.90"), token);

        assertThat(taken.statusCode()).isEqualTo(202);
        var event = probe.await(ProductUpserted.class, product -> product.id().equals("p-" + run));
        assertThat(event.sellerId()).isEqualTo("s-ampwell");
        assertThat(event.price()).isEqualByComparingTo("19.90");
    }

    @Test
    void onlySellersMayAndOnlyTheirOwn() {
        NEIGHBOURS.sells("other-" + run, "s-other");

        assertThat(put("p-" + run, product("\"Lamp\"", "1"), token("u-alice")).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/catalog/products/p-" + run)
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
        var others = put("other-" + run, product("\"Lamp\"", "1"), seller("s-own"));
        assertThat(others.statusCode()).isEqualTo(403);
        assertThat(body(others).path("code").asString()).isEqualTo("not-your-product");
        assertThat(delete("other-" + run, seller("s-own")).statusCode()).isEqualTo(403);
    }

    @Test
    void aRemovedProductIsGoneFromTheTopic() {
        var removed = delete("gone-" + run, seller("s-own"));

        assertThat(removed.statusCode()).isEqualTo(202);
        Awaitility.await()
                .untilAsserted(() -> assertThat(probe.raw(Topics.PRODUCTS)).anySatisfy(tombstone -> {
                    assertThat(tombstone.key()).isEqualTo("gone-" + run);
                    assertThat(tombstone.value()).isNull();
                }));
    }

    @Test
    void aRefusalSaysWhatIsWrong() {
        assertThat(refusal(product("\"Lamp\"", "-1"))).contains("price is negative");
        assertThat(refusal(product("\"<b>Lamp</b>\"", "1"))).contains("name holds HTML");
        assertThat(refusal("{\"name\":\"Lamp\",\"colour\":\"red\"}")).contains("there is no field colour");
        assertThat(refusal("{\"name\":\"Lamp\",\"price\":1,\"stock\":1.5}")).contains("stock is not a whole number");
    }

    @Test
    void anImportTakesWhatIsRightAndReportsTheRestByLine() {
        NEIGHBOURS.sells("theirs-" + run, "s-other");
        var lines = String.join(
                "\n",
                line("a-" + run, "10"),
                "",
                "{broken",
                line("b-" + run, "-3"),
                line("theirs-" + run, "4"),
                "{\"id\":\"x\",\"name\":\"" + "a".repeat(70_000) + "\"}",
                line("c-" + run, "12.50"));

        var report = body(send(importing(lines, "application/x-ndjson")));

        assertThat(report.path("taken").asInt()).isEqualTo(2);
        assertThat(report.path("refused").asInt()).isEqualTo(4);
        assertThat(report.path("lines").findValuesAsString("line")).containsExactly("3", "4", "5", "6");
        assertThat(report.path("lines").findValuesAsString("reason"))
                .anyMatch(reason -> reason.contains("valid JSON"))
                .anyMatch(reason -> reason.contains("price is negative"))
                .anyMatch(reason -> reason.contains("another seller"))
                .anyMatch(reason -> reason.contains("64 KiB"));
        probe.await(ProductUpserted.class, product -> product.id().equals("c-" + run));
    }

    @Test
    void aTableIsImportedWithItsSpecsAndLinks() {
        var table = """
                id,name,brand,category,price,currency,stock,aliases,categoryParents,compatibleWith,spec:Weight
                t-%s,"Lamp ""Sun"", large",Lux,Lamps,49.90,EUR,3,Sun; Big Sun,Home > Light,d1=same bulb,1.2 kg
                u-%s,Lamp,Lux,Lamps,much,EUR,3,,,,
                """.formatted(run, run);

        var report = body(send(importing(table, "text/csv")));

        assertThat(report.path("taken").asInt()).isEqualTo(1);
        assertThat(report.path("lines").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(report.path("lines").path(0).path("reason").asString()).isEqualTo("price is not a number");
        var lamp = probe.await(ProductUpserted.class, product -> product.id().equals("t-" + run));
        assertThat(lamp.name()).isEqualTo("Lamp \"Sun\", large");
        assertThat(lamp.aliases()).containsExactly("Sun", "Big Sun");
        assertThat(lamp.categoryParents()).containsExactly("Home", "Light");
        assertThat(lamp.specs()).containsEntry("Weight", "1.2 kg");
        assertThat(lamp.compatibleWith())
                .singleElement()
                .satisfies(link -> assertThat(link.productId()).isEqualTo("d1"));
    }

    private String refusal(String product) {
        var refused = put("p-" + run, product, seller("s-own"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(body(refused).path("code").asString()).isEqualTo("product-refused");
        return body(refused).path("detail").asString();
    }

    private static String product(String name, String price) {
        return "{\"name\":%s,\"brand\":\"Lux\",\"category\":\"Lamps\",\"price\":%s,\"currency\":\"EUR\",\"stock\":3}"
                .formatted(name, price);
    }

    private static String line(String id, String price) {
        return product("\"Lamp\"", price).replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private HttpResponse<String> put(String id, String product, String token) {
        return send(request("/api/catalog/products/" + id)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .PUT(HttpRequest.BodyPublishers.ofString(product)));
    }

    private HttpResponse<String> delete(String id, String token) {
        return send(request("/api/catalog/products/" + id)
                .header("Authorization", "Bearer " + token)
                .DELETE());
    }

    private HttpRequest.Builder importing(String body, String type) {
        return request("/api/catalog/products/import")
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + seller("s-own"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String seller(String id) {
        var claims = JwtClaimsSet.builder()
                .issuer("souk-local")
                .subject("u-" + id)
                .issuedAt(Instant.now().minusSeconds(60))
                .expiresAt(Instant.now().plusSeconds(600))
                .claim("roles", List.of("seller"))
                .claim("seller", id)
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims))
                .getTokenValue();
    }
}
