package io.souk.kit;

import org.springframework.http.HttpStatus;

/** An expected refusal of an HTTP call, with words for the caller and a stable code. */
public final class ProblemException extends RuntimeException {
    private final HttpStatus status;
    private final String code;

    /**
     * A refusal.
     *
     * @param code stable, kebab-case: {@code order-not-found}
     * @param detail what the caller should know; reveals nothing about others
     */
    public ProblemException(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
