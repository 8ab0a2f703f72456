package io.souk.events;

/** A record that is not an event of its topic. Trying again will not help: it belongs on the dead-letter topic. */
public final class UndecodableEventException extends RuntimeException {
    public UndecodableEventException(String topic, String reason, Throwable cause) {
        super("not an event of " + topic + ": " + reason, cause);
    }
}
