package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a seller changes is so in every view of the catalogue: products, order desk, understanding, documents. */
@Order(4)
@ExtendWith(Platform.Provider.class)
class CatalogueIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Platform souk;
    private final String run = UUID.randomUUID().toString().substring(0, 6);
    private final String id = "fresh-" + run;
    private final String name = "Qwillon " + run;

    CatalogueIT(Platform souk) {
        this.souk = souk;
    }

    @Test
    void aPriceAndARemovalReachEveryViewSoon() {
        var seller = souk.signIn("sam");
        send(
                "PUT",
                souk.service("rag").resolve("/v1/documents"),
                Map.of(
                        "id",
                        "manual-" + id,
                        "title",
                        name + " Manual",
                        "category",
                        "manual",
                        "productId",
                        id,
                        "text",
                        "To wake the " + name + ", press its flurbel twice."),
                null);
        publish(seller, "61.50", 3);
        tell(
                "a new product",
                Map.of(
                        "graph", () -> price() == 61.5,
                        "tools", () -> toolsText().contains("61.5"),
                        "intent", this::isUnderstood,
                        "suggestions", () -> suggestions().contains(id),
                        "rag", this::isDocumented));

        publish(seller, "59.90", 0);
        tell(
                "another price and nothing left",
                Map.of(
                        "graph",
                                () -> price() == 59.9 && product().path("stock").asInt() == 0,
                        "tools",
                                () -> toolsText().contains("59.9")
                                        && toolsText().contains("false")));

        send("DELETE", catalogue(), null, seller);
        var other = "techpro-x1";
        tell(
                "a removal",
                Map.of(
                        "graph", () -> api("/api/products/" + id).statusCode() == 404,
                        "search",
                                () -> !api("/api/products?query=Qwillon").body().contains(id),
                        "comparison",
                                () -> api("/api/products/compare?ids=" + id + ',' + other)
                                                .statusCode()
                                        == 404,
                        "suggestions", () -> !suggestions().contains(id),
                        "tools", () -> tools().statusCode() >= 400,
                        "intent", () -> !isUnderstood(),
                        "rag", () -> !isDocumented()));
    }

    private void publish(String seller, String price, int stock) {
        send(
                "PUT",
                catalogue(),
                Map.of(
                        "name",
                        name,
                        "brand",
                        "Ampwell",
                        "category",
                        "Chargers & Power Banks",
                        "description",
                        "For whoever likes a flurbel" + run + '.',
                        "price",
                        new BigDecimal(price),
                        "currency",
                        "EUR",
                        "stock",
                        stock,
                        "specs",
                        Map.of("Weight", "90 g")),
                seller);
    }

    /** Watches all of them at once, waits for each, and says after how long it was so. */
    private static void tell(String what, Map<String, BooleanSupplier> views) {
        var began = System.nanoTime();
        var seen = new ConcurrentHashMap<String, Long>();
        var watchers = views.entrySet().stream()
                .map(view -> Thread.startVirtualThread(() -> {
                    await(what + " in " + view.getKey())
                            .atMost(PATIENCE)
                            .pollDelay(Duration.ZERO)
                            .pollInterval(Duration.ofMillis(20))
                            .until(view.getValue()::getAsBoolean);
                    seen.put(view.getKey(), (System.nanoTime() - began) / 1_000_000);
                }))
                .toList();
        await(what)
                .atMost(PATIENCE.multipliedBy(2))
                .until(() -> watchers.stream().noneMatch(Thread::isAlive));
        System.out.printf("%s was in every view, after ms: %s%n", what, seen);
        assertThat(seen).as(what).containsOnlyKeys(views.keySet());
    }

    private JsonNode product() {
        var answer = api("/api/products/" + id);
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    }

    private double price() {
        return product().path("price").asDouble(0);
    }

    private String suggestions() {
        var need = URLEncoder.encode("something for a flurbel" + run, StandardCharsets.UTF_8);
        return send("GET", souk.service("graph").resolve("/v1/products/recommend?need=" + need), null, null)
                .body();
    }

    private HttpResponse<String> tools() {
        return send(
                "POST", souk.service("tools").resolve("/v1/tools/get_product_details"), Map.of("product_id", id), null);
    }

    private String toolsText() {
        return tools().body();
    }

    private boolean isUnderstood() {
        return send(
                        "POST",
                        souk.service("intent").resolve("/v1/intents/classify"),
                        Map.of("texts", List.of("Tell me about the " + name)),
                        null)
                .body()
                .contains(id);
    }

    private boolean isDocumented() {
        return send(
                        "POST",
                        souk.service("rag").resolve("/v1/search"),
                        Map.of("query", "press the flurbel of the " + name, "topK", 10),
                        null)
                .body()
                .contains("manual-" + id);
    }

    private URI catalogue() {
        return souk.url().resolve("/api/catalog/products/" + id);
    }

    private HttpResponse<String> api(String path) {
        return send("GET", souk.url().resolve(path), null, null);
    }

    private HttpResponse<String> send(String method, URI where, @Nullable Object body, @Nullable String token) {
        var request = HttpRequest.newBuilder(where)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (token != null) {
                assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
