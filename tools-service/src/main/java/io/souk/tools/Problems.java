package io.souk.tools;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.kit.ProblemException;
import io.souk.tools.IdempotentCalls.Answer;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Refusals as HTTP says them: the same codes and words as in a chat. */
final class Problems {
    private Problems() {}

    /** The acting customer; without one there is nothing to see. */
    static String signedIn(@Nullable String customer) {
        if (customer == null || customer.isBlank()) {
            throw of(Refusals.SIGN_IN_REQUIRED);
        }
        return customer;
    }

    static ProblemException of(Refusal refusal) {
        return new ProblemException(status(refusal), refusal.code(), refusal.detail());
    }

    /** What is stored for a consequential call, and given again when it is repeated. */
    static Answer answer(Finding finding, JsonMapper json) {
        return switch (finding) {
            case Done done -> new Answer(done.repeated() ? 200 : 201, json.writeValueAsString(done));
            case Refusal refusal -> {
                var problem = ProblemDetail.forStatusAndDetail(status(refusal), refusal.detail());
                var words = refusal.code().replace('-', ' ');
                problem.setType(URI.create("urn:problem:" + refusal.code()));
                problem.setTitle(Character.toUpperCase(words.charAt(0)) + words.substring(1));
                problem.setProperty("code", refusal.code());
                yield new Answer(status(refusal).value(), json.writeValueAsString(problem));
            }
            default -> new Answer(200, json.writeValueAsString(finding));
        };
    }

    static ResponseEntity<String> response(Answer answer) {
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
