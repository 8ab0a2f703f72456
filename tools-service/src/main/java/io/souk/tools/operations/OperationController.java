package io.souk.tools.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.kit.Outbox;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.souk.tools.audit.By;
import io.souk.tools.json.Json;
import io.souk.tools.operations.IdempotentCalls.Answer;
import io.souk.tools.refusals.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Operations over HTTP. The caller is one of us and has asked its customer already: a call here executes. With
 * {@code X-Souk-Customer} it sees and touches nothing of anybody else.
 */
@RestController
@RequestMapping("/v1/tools")
class OperationController {
    /** Callers here are ours and make keys that are theirs alone, whoever they act for. */
    private static final String US = "(internal)";

    private static final int LARGEST = 2_000_000;

    private final Operations operations;
    private final IdempotentCalls calls;
    private final Outbox outbox;
    private final MeterRegistry meters;

    OperationController(Operations operations, IdempotentCalls calls, Outbox outbox, MeterRegistry meters) {
        this.operations = operations;
        this.calls = calls;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** What a caller can choose from. */
    @GetMapping
    Map<String, List<Described>> all() {
        return Map.of(
                "operations",
                List.of(ToolOperation.values()).stream()
                        .map(operation -> new Described(
                                operation.wireName(),
                                operation.description(),
                                operation.isConsequential(),
                                operation.schema()))
                        .toList());
    }

    record Described(String name, String description, boolean consequential, JsonNode schema) {}

    @PostMapping("/{name}")
    ResponseEntity<String> run(
            @PathVariable String name,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @RequestHeader(name = SoukHeaders.AGENT, required = false) @Nullable String agent,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var operation = ToolOperation.of(name)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "unknown-operation", "There is no operation of this name."));
        var actor = customer == null || customer.isBlank() ? null : customer;
        var answer = operation.isConsequential()
                ? once(operation, By.http(actor, agent, IdempotentCalls.required(key)), body)
                : outbox.<Answer>transact(() -> answer(operation, parsed(body), By.http(actor, agent, "")));
        meters.counter(
                        "souk.tools.operations",
                        "operation",
                        operation.wireName(),
                        "outcome",
                        answer.status() < 400 ? "done" : "refused")
                .increment();
        return Problems.response(answer);
    }

    private Answer once(ToolOperation operation, By by, byte @Nullable [] body) {
        var request = parsed(body);
        Supplier<Answer> call = () -> answer(operation, request, by);
        // For another customer it is another call, whose answer is not this one's.
        var canonical = by.actor() + '\n' + (request == null ? "" : Json.canonical(request));
        return calls.once(US, by.key(), operation.wireName(), canonical, subject(request), call);
    }

    private Answer answer(ToolOperation operation, @Nullable JsonNode request, By by) {
        try {
            var result = operations.run(operation, Arguments.of(operation, request), by, null);
            return new Answer(200, Json.text(Map.of("result", result)));
        } catch (Refused refused) {
            return Problems.refused(refused.refusal(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /** Null if it is not JSON, or more than any call can be. */
    private static @Nullable JsonNode parsed(byte @Nullable [] body) {
        if (body == null || body.length == 0 || body.length > LARGEST) {
            return null;
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable String subject(@Nullable JsonNode request) {
        if (request == null) {
            return null;
        }
        var order = request.path("order_id");
        var subject = order.isString() ? order : request.path("user_id");
        return subject.isString() && subject.stringValue().indexOf('\0') < 0 ? subject.stringValue() : null;
    }
}
