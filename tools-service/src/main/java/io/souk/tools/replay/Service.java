package io.souk.tools.replay;

import io.souk.tools.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running tools-service with profile {@code import}. */
final class Service {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Map<String, String> headers;

    /** @param headers sent with each request, such as a service token */
    Service(String url, Map<String, String> headers) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.headers = Map.copyOf(headers);
    }

    record Answer(int status, JsonNode body) {
        /** {@code ok}, or the code of the refusal. */
        String outcome() {
            return status == 200 ? "ok" : body.path("code").asString("http " + status);
        }
    }

    Answer call(String operation, JsonNode arguments, String key) {
        return send(request("/v1/tools/" + operation)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(Json.text(arguments))));
    }

    void load(ObjectNode data, String mode) {
        var answer = send(request("/v1/admin/import?mode=" + mode).POST(BodyPublishers.ofString(Json.text(data))));
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("import was answered " + answer.status() + ": " + answer.body());
        }
    }

    ObjectNode export() {
        var answer = send(request("/v1/admin/export").GET());
        if (answer.status() != 200 || !(answer.body() instanceof ObjectNode data)) {
            throw new IllegalStateException("export was answered " + answer.status());
        }
        return data;
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            var text = response.body();
            return new Answer(
                    response.statusCode(),
                    text.isBlank() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
