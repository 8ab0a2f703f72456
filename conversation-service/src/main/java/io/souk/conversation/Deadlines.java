package io.souk.conversation;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Nobody waits for ever. The limits are in the database, so they hold across restarts and instances. */
@Component
class Deadlines {
    private final Turns turns;
    private final AtomicBoolean sweeping = new AtomicBoolean();

    Deadlines(Turns turns) {
        this.turns = turns;
    }

    /** At a fixed rate, since tasks with a fixed delay share one thread, and the outbox's sweep may wait for the broker there. */
    @Scheduled(fixedRateString = "${souk.conversation.sweep:200ms}")
    void sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            turns.answerOverdue();
        } finally {
            sweeping.set(false);
        }
    }
}
