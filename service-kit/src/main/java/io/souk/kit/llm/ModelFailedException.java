package io.souk.kit.llm;

import java.util.Locale;

/** No usable answer came, for the reason given. Never carries text of the request or the answer. */
public final class ModelFailedException extends RuntimeException {
    private final Reason reason;

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
        super("language model: " + reason.tag() + " (" + cause.getClass().getSimpleName() + ")", cause);
        this.reason = reason;
    }

    ModelFailedException(Reason reason) {
        super("language model: " + reason.tag());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
