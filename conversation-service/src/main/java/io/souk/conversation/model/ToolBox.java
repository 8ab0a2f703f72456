package io.souk.conversation.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.conversation.reply.Gathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.PendingAction;
import io.souk.kit.ServiceClients;
import io.souk.kit.SoukHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The operations of tools-service as tools of a model, each called over HTTP as the customer whose turn it is. */
@Component
class ToolBox {
    private static final Logger log = LoggerFactory.getLogger(ToolBox.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Operations come with releases, not by the hour. */
    private static final Duration REGISTRY_AGE = Duration.ofMinutes(10);

    private final RestClient http;
    private final ToolProperties properties;
    private final MeterRegistry meters;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Registry registry = new Registry(List.of(), Instant.EPOCH);

    ToolBox(ServiceClients clients, ToolProperties properties, MeterRegistry meters) {
        this.http = clients.restClient(properties.url());
        this.properties = properties;
        this.meters = meters;
    }

    /** An operation as tools-service describes it. */
    record Operation(String name, String description, boolean consequential, ObjectNode schema) {}

    private record Registry(List<Operation> operations, Instant readAt) {
        boolean isOld() {
            return operations.isEmpty() || readAt.plus(REGISTRY_AGE).isBefore(Instant.now());
        }
    }

    private record Described(List<Operation> operations) {}

    /** As tools-service answers a proposal. */
    record Proposed(
            Outcome outcome,
            List<Finding> findings,
            @Nullable PendingAction pendingAction) {}

    /**
     * What came of a call.
     *
     * @param code why it was refused; null if it was not
     * @param body the result, or the words of the refusal
     */
    record Called(@Nullable String code, JsonNode body) {}

    /** tools-service is away, or too slow. */
    static final class AwayException extends RuntimeException {
        AwayException(@Nullable Throwable cause) {
            super("tools-service did not answer", cause);
        }
    }

    /**
     * Everything for one reply.
     *
     * @throws AwayException if the operations or the customer's orders can't be had
     */
    Errand errand(List<Gathered> wishes, String customer, Briefing briefing) {
        var operations = operations();
        var orders = within(() -> http.get()
                .uri("/v1/orders")
                .header(SoukHeaders.CUSTOMER, customer)
                .retrieve()
                .body(JsonNode.class));
        return new Errand(this, properties, operations, wishes, customer, orders, briefing);
    }

    /** What an operation says; whatever the arguments are, tools-service checks them and whose the things are. */
    Called call(Operation operation, ObjectNode arguments, String customer) {
        return sent(() -> http.post()
                .uri("/v1/tools/{name}", operation.name())
                .header(SoukHeaders.CUSTOMER, customer)
                .body(arguments)
                .retrieve()
                .body(JsonNode.class));
    }

    /**
     * What an operation would do.
     *
     * @param keep whether it is to wait for the customer's yes
     * @throws AwayException also if what came back is not understood
     */
    Proposed propose(Operation operation, ObjectNode arguments, String customer, Errand.Place place, boolean keep) {
        var request = JSON.createObjectNode()
                .put("conversationId", place.conversationId())
                .put("turnId", place.turnId())
                .put("cause", place.cause())
                .put("keep", keep);
        request.set("arguments", arguments);
        var answer = within(() -> http.post()
                .uri("/v1/tools/{name}/proposals", operation.name())
                .header(SoukHeaders.CUSTOMER, customer)
                .body(request)
                .retrieve()
                .body(Proposed.class));
        return Optional.ofNullable(answer).orElseThrow(() -> new AwayException(null));
    }

    void count(String tool, String outcome) {
        meters.counter("souk.llm.tools", "tool", tool, "outcome", outcome).increment();
    }

    private List<Operation> operations() {
        if (registry.isOld()) {
            var read = within(() -> http.get().uri("/v1/tools").retrieve().body(Described.class));
            registry = new Registry(read == null ? List.of() : List.copyOf(read.operations()), Instant.now());
        }
        return registry.operations();
    }

    private Called sent(Callable<@Nullable JsonNode> request) {
        try {
            var answer = within(request);
            return new Called(null, answer == null ? JSON.missingNode() : answer.path("result"));
        } catch (RefusedException e) {
            return new Called(e.code, e.body);
        }
    }

    /** A limit for all of a call, whatever it hangs in. */
    private <T extends @Nullable Object> T within(Callable<T> request) {
        var call = callers.submit(request);
        try {
            return call.get(properties.callLimit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new AwayException(e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new AwayException(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        if (cause instanceof RestClientResponseException answered
                && answered.getStatusCode().is4xxClientError()) {
            try {
                var body = JSON.readTree(answered.getResponseBodyAsByteArray());
                return new RefusedException(body.path("code").asString("refused"), body.path("detail"));
            } catch (JacksonException e) {
                return new AwayException(e);
            }
        }
        if (!(cause instanceof RestClientException)) {
            log.warn("call of a tool failed", cause);
        }
        return new AwayException(cause);
    }

    /** tools-service said no. */
    private static final class RefusedException extends RuntimeException {
        private final String code;
        private final transient JsonNode body;

        RefusedException(String code, JsonNode body) {
            super(code, null, false, false);
            this.code = code;
            this.body = body;
        }
    }
}
