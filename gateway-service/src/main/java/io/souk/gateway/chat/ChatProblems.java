package io.souk.gateway.chat;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What a socket says as an error frame, said over REST as a problem. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChatProblems {
    private final MeterRegistry meters;

    ChatProblems(MeterRegistry meters) {
        this.meters = meters;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ChatException refusal) {
        meters.counter("souk.gateway.messages.rejected", "code", refusal.code().wireName())
                .increment();
        var problem = ProblemDetail.forStatusAndDetail(refusal.code().status(), refusal.getMessage());
        problem.setProperty("code", refusal.code().wireName());
        var response = ResponseEntity.status(refusal.code().status());
        var retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            problem.setProperty("retryAfterMs", retryAfter.toMillis());
            response.header(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds() + 1));
        }
        return response.body(problem);
    }
}
