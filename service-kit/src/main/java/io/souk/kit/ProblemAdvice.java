package io.souk.kit;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error leaves as an RFC 9457 problem with a stable {@code code}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException refusal) {
        return ResponseEntity.status(refusal.status())
                .body(problem(refusal.status(), refusal.code(), refusal.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception fault) {
        if (RetryPolicy.storeIsAway(fault)) {
            log.warn("a store is away: {}", fault.getClass().getSimpleName());
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "Not available right now, please try again."));
        }
        log.error("request failed", fault);
        return ResponseEntity.internalServerError()
                .body(problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong on our side."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception error, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var detail = detail(error, body);
        return super.handleExceptionInternal(
                error, problem(status, code(error, status), detail), headers, status, request);
    }

    private static String code(Exception error, HttpStatusCode status) {
        return switch (error) {
            case MethodArgumentNotValidException _,
                    HandlerMethodValidationException _,
                    HttpMessageNotReadableException _,
                    ServletRequestBindingException _ -> "invalid-arguments";
            default -> {
                var known = HttpStatus.resolve(status.value());
                yield known == null
                        ? "error"
                        : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        };
    }

    private static @Nullable String detail(Exception error, @Nullable Object body) {
        return switch (error) {
            case MethodArgumentNotValidException invalid
            when invalid.getFieldError() != null ->
                invalid.getFieldError().getField() + " "
                        + invalid.getFieldError().getDefaultMessage();
            case HttpMessageNotReadableException _ -> "The body is not the JSON that is expected here.";
            default -> body instanceof ProblemDetail problem ? problem.getDetail() : null;
        };
    }

    private static ProblemDetail problem(HttpStatusCode status, String code, @Nullable String detail) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:problem:" + code));
        var words = code.replace('-', ' ');
        problem.setTitle(Character.toUpperCase(words.charAt(0)) + words.substring(1));
        problem.setDetail(detail);
        problem.setProperty("code", code);
        return problem;
    }
}
