package io.souk.tools.refusals;

import io.souk.events.Finding.Refusal;

/** Something can't be done: expected, and nothing has been changed. */
public final class Refused extends RuntimeException {
    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
