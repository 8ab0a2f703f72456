package io.souk.kit;

/** The broker did not acknowledge an event in time. Passing: trying again later may succeed. */
public final class UnpublishedEventException extends RuntimeException {
    UnpublishedEventException(Throwable cause) {
        super("the broker did not acknowledge", cause);
    }
}
