package io.souk.intent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.souk.events.Topics;
import io.souk.events.TurnEvent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.kit.Events;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Turns in, intents out. Started by {@link CatalogueReader}, when product names can be recognised. */
@Component
class TurnListener {
    private final TurnInterpreter interpreter;
    private final Events events;
    private final MeterRegistry meters;
    private final Timer timer;

    TurnListener(TurnInterpreter interpreter, Events events, MeterRegistry meters) {
        this.interpreter = interpreter;
        this.events = events;
        this.meters = meters;
        this.timer = Timer.builder("souk.intent.interpretation")
                .description("Understanding one turn, Kafka aside")
                .publishPercentileHistogram()
                .register(meters);
    }

    @KafkaListener(id = "turns", idIsGroup = false, topics = Topics.TURNS, autoStartup = "false")
    void on(TurnEvent event) {
        switch (event) {
            case TurnPrepared turn -> classify(turn);
            case TurnEvent.Unknown _ -> {} // a newer conversation-service's type: not ours
        }
    }

    private void classify(TurnPrepared turn) {
        var sample = Timer.start(meters);
        var classified = interpreter.interpret(turn);
        sample.stop(timer);
        events.publish(classified);
        meters.counter(
                        "souk.intents",
                        "intent",
                        classified.top().intent().wireName(),
                        "classifier",
                        classified.classifier())
                .increment();
    }
}
