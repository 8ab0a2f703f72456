package io.souk.kit.llm;

import java.util.Locale;

/** No usable answer came, for the reason given. Never carries text of the request or the answer. */
public final class ModelFailedException extends RuntimeException {
    private final Reason reason;
    private final int status;

    /** Why; {@link #tag} is its name in metrics. */
    public enum Reason {
        /** No answer within the limit. */
        TIMEOUT,
        /** The endpoint can't be reached, or broke off. */
        UNREACHABLE,
        /** 429. */
        RATE_LIMITED,
        /** 5xx. */
        SERVER_ERROR,
        /** The endpoint doesn't accept the request, or us. */
        REJECTED,
        /** Not the protocol, empty, or refused by the model. */
        BAD_ANSWER,
        /** Not tried, since it failed too often just now. */
        CIRCUIT_OPEN;

        /** As in {@code rate-limited}. */
        public String tag() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    ModelFailedException(Reason reason, Throwable cause) {
        this(reason, cause, 0);
    }

    /** @param status of HTTP; 0 if there was none */
    ModelFailedException(Reason reason, Throwable cause, int status) {
        super("language model: " + reason.tag() + " (" + cause.getClass().getSimpleName() + ")", cause);
        this.reason = reason;
        this.status = status;
    }

    ModelFailedException(Reason reason) {
        super("language model: " + reason.tag());
        this.reason = reason;
        this.status = 0;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the model may have read what it was to answer: not if the endpoint said at once that it won't, or was not asked. */
    public boolean mayHaveCost() {
        return switch (reason) {
            case TIMEOUT, BAD_ANSWER -> true;
            case UNREACHABLE, RATE_LIMITED, SERVER_ERROR, REJECTED, CIRCUIT_OPEN -> false;
        };
    }

    /** Of HTTP; 0 if there was none. */
    int status() {
        return status;
    }
}
