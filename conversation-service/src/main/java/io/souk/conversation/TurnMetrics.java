package io.souk.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.souk.events.Intent;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the time of a turn goes and how much of Souk stood behind its reply; {@code souk.turns} counts each turn once. */
@Component
class TurnMetrics {
    private final MeterRegistry meters;

    TurnMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param since when the event that completed the turn was taken up */
    void answered(Answered answered, Instant since) {
        var now = Instant.now();
        var turn = answered.turn();
        var intent = answered.intent() == null ? "none" : answered.intent().wireName();
        meters.counter("souk.turns", "rung", answered.rung().wireName(), "intent", intent)
                .increment();
        timer("souk.turn.duration", "rung", answered.rung().wireName())
                .record(Duration.between(turn.receivedAt(), now));
        var understood = turn.classifiedAt();
        if (understood != null) {
            stage("understand", turn.receivedAt(), understood);
            if (understood.isBefore(since)) {
                stage("gather", understood, since);
            }
            stage("reply", understood.isAfter(since) ? understood : since, now);
        }
        answered.missing()
                .forEach(route -> meters.counter("souk.evidence.missing", "from", route.wireName())
                        .increment());
    }

    void refused(String code) {
        meters.counter("souk.messages.refused", "code", code).increment();
    }

    /** A message went to a person instead of the assistant. */
    void passedOn() {
        meters.counter("souk.messages.passed.on").increment();
    }

    void composingFailed() {
        meters.counter("souk.composing.failures").increment();
    }

    private void stage(String stage, Instant from, Instant to) {
        timer("souk.turn.stage", "stage", stage).record(Duration.between(from, to));
    }

    private Timer timer(String name, String tag, String value) {
        return Timer.builder(name).tag(tag, value).publishPercentileHistogram().register(meters);
    }

    /**
     * A turn that was answered just now.
     *
     * @param intent null if nobody understood it in time
     * @param missing whose evidence did not come in time
     */
    record Answered(Turn turn, Rung rung, @Nullable Intent intent, Set<Route> missing) {}
}
