package io.souk.intent;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.dialogue.TurnInterpreter.Reading;
import io.souk.intent.training.Label;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A candidate that reads the same turns as the live classifier, afterwards and with no effect: how often it agrees is counted, and
 * where it does not, the log says so by ids and labels only. When it cannot keep up, turns are left out.
 */
final class ShadowClassifier implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ShadowClassifier.class);
    private static final int MOST_WAITING = 50;

    private final IntentClassifier candidate;
    private final MeterRegistry meters;
    private final ThreadPoolExecutor executor;

    ShadowClassifier(IntentClassifier candidate, MeterRegistry meters) {
        this.candidate = candidate;
        this.meters = meters;
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("shadow-classifier").factory(),
                (_, _) -> meters.counter("souk.intents.shadow.skipped").increment());
    }

    /** Only what the words themselves decided: the rest is the same whoever classifies. */
    void watch(List<Reading> readings) {
        var open = readings.stream().filter(Reading::isOpen).toList();
        if (!open.isEmpty()) {
            executor.execute(() -> compare(open));
        }
    }

    private void compare(List<Reading> readings) {
        var others = candidate.classify(readings.stream().map(Reading::message).toList());
        for (var i = 0; i < readings.size(); i++) {
            var reading = readings.get(i);
            var live = reading.classification().top();
            var other = others.get(i).top();
            var agrees = live.is(other.intent()) && java.util.Objects.equals(live.variant(), other.variant());
            meters.counter("souk.intents.shadow", "agrees", Boolean.toString(agrees))
                    .increment();
            if (!agrees) {
                log.info(
                        "Candidate differs on turn {} of conversation {}: {} where {} was decided",
                        reading.turn().turnId(),
                        reading.turn().conversationId(),
                        new Label(other.intent(), other.variant()),
                        new Label(live.intent(), live.variant()));
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
