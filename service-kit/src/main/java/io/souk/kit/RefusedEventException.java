package io.souk.kit;

/** An event that no retry makes right: set aside at once. The message becomes the dead letter's reason, so its sender must understand it. */
public final class RefusedEventException extends RuntimeException {
    public RefusedEventException(String reason) {
        super(reason);
    }
}
