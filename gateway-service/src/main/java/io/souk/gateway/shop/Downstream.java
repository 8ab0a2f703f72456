package io.souk.gateway.shop;

import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** One service behind the gateway. Its answers and problem details pass through; when it is away, that is a problem of its own. */
final class Downstream {
    private static final Logger log = LoggerFactory.getLogger(Downstream.class);
    private static final List<String> PASSED_ON = List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.ETAG);

    private final RestClient client;
    private final String name;

    Downstream(RestClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * Reads.
     *
     * @param path a template: what a caller wrote only ever fills its variables
     */
    ResponseEntity<byte[]> get(String path, @Nullable String customerId, Map<String, ?> variables) {
        return exchange(client.get().uri(path, variables), customerId);
    }

    ResponseEntity<byte[]> delete(String path, @Nullable String customerId, Map<String, ?> variables) {
        return exchange(client.method(HttpMethod.DELETE).uri(path, variables), customerId);
    }

    ResponseEntity<byte[]> post(String path, String customerId, String idempotencyKey, Map<String, Object> body) {
        var request = client.post()
                .uri(path)
                .header(SoukHeaders.IDEMPOTENCY_KEY, idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
        return exchange(request, customerId);
    }

    private ResponseEntity<byte[]> exchange(RestClient.RequestHeadersSpec<?> request, @Nullable String customerId) {
        if (customerId != null) {
            request.header(SoukHeaders.CUSTOMER, customerId);
        }
        try {
            return request.exchangeForRequiredValue((_, response) -> {
                if (response.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)) {
                    log.error("{} does not accept this gateway: SOUK_SERVICE_TOKEN differs", name);
                    throw unavailable();
                }
                var answer = ResponseEntity.status(response.getStatusCode());
                var headers = response.getHeaders();
                if (headers.getContentType() != null) {
                    answer.contentType(headers.getContentType());
                }
                PASSED_ON.forEach(header -> {
                    var value = headers.getFirst(header);
                    if (value != null) {
                        answer.header(header, value);
                    }
                });
                return answer.body(response.getBody().readAllBytes());
            });
        } catch (RestClientException e) {
            log.warn("{} did not answer: {}", name, e.getClass().getSimpleName());
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "This can't be reached right now. Please try again.");
    }
}
