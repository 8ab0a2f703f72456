package io.souk.intent;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import io.souk.events.EventCodec;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.ModelUse;
import io.souk.events.Topics;
import io.souk.events.TurnEvent;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.events.UndecodableEventException;
import io.souk.intent.dialogue.TurnInterpreter.Reading;
import io.souk.kit.Events;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.stereotype.Component;

/**
 * Turns in, intents out, all turns of a poll together. Started by {@link CatalogueReader}, when product names can be recognised. What
 * is published keeps the order of a conversation; a turn that a language model is asked about holds up later turns of its own
 * conversation only. A faulty record is named to the error handler, and those before it are done by then.
 */
@Component
class TurnListener {
    static final String ID = "turns";

    private final IntentEngine engine;
    private final Events events;
    private final EventCodec codec;
    private final MeterRegistry meters;
    private final ObservationRegistry observations;
    private final Timer timer;

    /** A turn with the record that it came in, and its place in the batch. */
    private record Received(int index, ConsumerRecord<?, ?> source, TurnPrepared turn) {}

    TurnListener(
            IntentEngine engine,
            Events events,
            EventCodec codec,
            MeterRegistry meters,
            ObservationRegistry observations) {
        this.engine = engine;
        this.events = events;
        this.codec = codec;
        this.meters = meters;
        this.observations = observations;
        this.timer = Timer.builder("souk.intent.interpretation")
                .description("Understanding one turn, Kafka aside: its share of a batch")
                .publishPercentileHistogram()
                .register(meters);
    }

    @KafkaListener(id = ID, idIsGroup = false, topics = Topics.TURNS, autoStartup = "false", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var turns = new ArrayList<Received>();
        for (var index = 0; index < records.size(); index++) {
            var source = records.get(index);
            try {
                switch (decoded(source)) {
                    case TurnPrepared turn -> turns.add(new Received(index, source, WellFormed.of(turn)));
                    case TurnEvent.Unknown _ -> {} // a newer conversation-service's type: not ours
                }
            } catch (UndecodableEventException | IllegalArgumentException e) {
                handle(turns);
                throw new BatchListenerFailedException("undecodable", e, index);
            }
        }
        handle(turns);
    }

    private TurnEvent decoded(ConsumerRecord<String, byte[]> source) {
        var value = source.value();
        if (value == null) {
            throw new IllegalArgumentException("a turn without a body");
        }
        return (TurnEvent) codec.decode(source.topic(), source.headers(), value);
    }

    /** All together; if one of them cannot be understood, each alone, so that its neighbours do not share its fate. */
    private void handle(List<Received> turns) {
        if (turns.isEmpty()) {
            return;
        }
        List<Reading> readings;
        var started = System.nanoTime();
        try {
            readings =
                    engine.interpreter().read(turns.stream().map(Received::turn).toList());
        } catch (RuntimeException e) {
            if (turns.size() == 1) {
                throw new BatchListenerFailedException(
                        "not understood", e, turns.getFirst().index());
            }
            turns.forEach(turn -> handle(List.of(turn)));
            return;
        }
        var share = (System.nanoTime() - started) / turns.size();
        turns.forEach(_ -> timer.record(share, TimeUnit.NANOSECONDS));
        publish(turns, readings);
        engine.shadow().ifPresent(shadow -> shadow.watch(readings));
    }

    /** What is certain goes out while a language model thinks about the rest. */
    private void publish(List<Received> turns, List<Reading> readings) {
        var doubtful = new ArrayList<Integer>();
        var later = new ArrayList<Integer>();
        var now = new ArrayList<Integer>();
        var waitingConversations = new HashSet<String>();
        for (var i = 0; i < turns.size(); i++) {
            var reading = readings.get(i);
            var conversation = turns.get(i).turn().conversationId();
            if (reading.isOpen() && engine.models().isWanted(turns.get(i).turn(), reading.classification())) {
                doubtful.add(i);
                waitingConversations.add(conversation);
            }
            (waitingConversations.contains(conversation) ? later : now).add(i);
        }
        var sending = new Sending(turns);
        if (doubtful.isEmpty()) {
            sending.send(now, readings);
            sending.await();
            return;
        }
        var opinions = engine.models()
                .ask(doubtful.stream().map(i -> turns.get(i).turn()).toList());
        sending.send(now, readings);
        var decided = new ArrayList<>(readings);
        var answers = opinions.join();
        for (var i = 0; i < doubtful.size(); i++) {
            var at = doubtful.get(i);
            var opinion = answers.get(i);
            sending.cost(at, opinion.use());
            opinion.classification()
                    .ifPresent(answer -> decided.set(at, engine.interpreter().reread(readings.get(at), answer)));
        }
        sending.send(later, decided);
        sending.await();
    }

    /** The events of a batch on their way out, each within the trace of the turn that caused it. */
    private final class Sending {
        private final List<Received> turns;
        private final Map<Integer, CompletableFuture<Void>> sent = new HashMap<>();
        private final Map<Integer, ModelUse> costs = new HashMap<>();
        private boolean failed;

        Sending(List<Received> turns) {
            this.turns = turns;
        }

        /** What a model took for the turn at {@code place}, if it was asked. */
        void cost(int place, @Nullable ModelUse use) {
            if (use != null) {
                costs.put(place, use);
            }
        }

        void send(List<Integer> places, List<Reading> readings) {
            var classified = engine.interpreter()
                    .events(places.stream().map(readings::get).toList());
            for (var i = 0; i < places.size() && !failed; i++) {
                send(places.get(i), classified.get(i).using(costs.get(places.get(i))));
            }
        }

        private void send(int place, IntentClassified event) {
            var source = turns.get(place).source();
            var observation = KafkaListenerObservation.LISTENER_OBSERVATION.observation(
                    null,
                    DefaultKafkaListenerObservationConvention.INSTANCE,
                    () -> new KafkaRecordReceiverContext(source, ID, () -> null),
                    observations);
            observation.start();
            try (var _ = observation.openScope()) {
                var acknowledged = events.publishAsync(event).whenComplete((_, error) -> {
                    if (error != null) {
                        observation.error(error);
                    }
                    observation.stop();
                });
                failed = acknowledged.isCompletedExceptionally();
                sent.put(place, acknowledged);
            }
            meters.counter("souk.intents", "intent", event.top().intent().wireName(), "classifier", event.classifier())
                    .increment();
        }

        /** The first one that is not out is where the batch is taken up again: what comes after it is said again, under the same ids. */
        void await() {
            for (var place = 0; place < turns.size(); place++) {
                var error = outcome(sent.get(place));
                if (error != null) {
                    throw new BatchListenerFailedException(
                            "not published", error, turns.get(place).index());
                }
            }
        }

        private static @Nullable Throwable outcome(@Nullable CompletableFuture<Void> acknowledgement) {
            if (acknowledgement == null) {
                return new org.apache.kafka.common.errors.TimeoutException("not tried after another one failed");
            }
            try {
                acknowledgement.join();
                return null;
            } catch (CompletionException e) {
                return e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
