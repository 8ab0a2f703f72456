package io.souk.tools.operations;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.kit.ProblemException;
import io.souk.tools.json.Json;
import io.souk.tools.operations.IdempotentCalls.Answer;
import io.souk.tools.refusals.Refusals;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Refusals as HTTP says them: the same codes and words as in a chat. */
public final class Problems {
    private Problems() {}

    /** The acting customer; without one there is nothing to see. */
    public static String signedIn(@Nullable String customer) {
        if (customer == null || customer.isBlank()) {
            throw of(Refusals.SIGN_IN_REQUIRED);
        }
        return customer;
    }

    /** A refusal to be thrown. */
    public static ProblemException of(Refusal refusal) {
        return new ProblemException(status(refusal), refusal.code(), refusal.detail());
    }

    /** What is stored for a consequential call, and given again when it is repeated. */
    public static Answer answer(Finding finding) {
        return switch (finding) {
            case Done done -> new Answer(done.repeated() ? 200 : 201, Json.text(done));
            case Refusal refusal -> refused(refusal, status(refusal));
            default -> new Answer(200, Json.text(finding));
        };
    }

    /** A refusal as a stored answer. */
    public static Answer refused(Refusal refusal, HttpStatus status) {
        var words = refusal.code().replace('-', ' ');
        var problem = Json.MAPPER
                .createObjectNode()
                .put("type", "urn:problem:" + refusal.code())
                .put("title", Character.toUpperCase(words.charAt(0)) + words.substring(1))
                .put("status", status.value())
                .put("detail", refusal.detail())
                .put("code", refusal.code());
        return new Answer(status.value(), Json.text(problem));
    }

    /** An answer as it leaves. */
    public static ResponseEntity<String> response(Answer answer) {
        var type = answer.status() < 400 ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON;
        return ResponseEntity.status(answer.status()).contentType(type).body(answer.body());
    }

    private static HttpStatus status(Refusal refusal) {
        return switch (refusal.code()) {
            case "sign-in-required" -> HttpStatus.UNAUTHORIZED;
            case "order-not-found", "refund-not-found", "complaint-not-found", "delivery-not-found" ->
                HttpStatus.NOT_FOUND;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
