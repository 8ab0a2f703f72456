package io.souk.kit;

import io.souk.events.Event;
import io.souk.events.EventCodec;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.kafka.core.KafkaTemplate;

/** The way out: the only user of {@link KafkaTemplate}. Services with a transaction publish through {@link Outbox} instead. */
public final class Events {
    private final KafkaTemplate<String, byte[]> template;
    private final EventCodec codec;

    Events(KafkaTemplate<String, byte[]> template, EventCodec codec) {
        this.template = template;
        this.codec = codec;
    }

    /**
     * Publishes one event and returns when the broker has acknowledged it.
     *
     * @throws UnpublishedEventException if it did not
     */
    public void publish(Event event) {
        publishAll(List.of(event));
    }

    /**
     * Publishes events in order of the collection and returns when the broker has acknowledged all of them.
     *
     * @throws UnpublishedEventException if it did not; some may have been published, all will be again under the same ids
     */
    public void publishAll(Collection<? extends Event> events) {
        send(events.stream().map(codec::encode).toList());
    }

    /**
     * Publishes one event without waiting; the result completes when the broker has acknowledged it, exceptionally with
     * {@link UnpublishedEventException} if it did not.
     */
    public CompletableFuture<Void> publishAsync(Event event) {
        return sendAsync(codec.encode(event));
    }

    /** Says on a compacted topic that {@code key} is gone, without waiting; completes as {@link #publishAsync} does. */
    @SuppressWarnings("NullAway") // Kafka's client does not say that a value may be null
    public CompletableFuture<Void> removeAsync(String topic, String key) {
        return sendAsync(new ProducerRecord<String, byte[]>(topic, key, null));
    }

    /** Sends encoded events in order and waits for all. */
    void send(List<ProducerRecord<String, byte[]>> records) {
        try {
            sendAsync(records).join();
        } catch (CompletionException e) {
            throw new UnpublishedEventException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Sends encoded events in order; the result completes when the broker has acknowledged all of them, or refused one. */
    CompletableFuture<Void> sendAsync(List<ProducerRecord<String, byte[]>> records) {
        return CompletableFuture.allOf(records.stream().map(this::sendAsync).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> sendAsync(ProducerRecord<String, byte[]> out) {
        try {
            return template.send(out).handle((sent, error) -> {
                if (error != null) {
                    throw new UnpublishedEventException(error);
                }
                return (Void) null;
            });
        } catch (org.springframework.kafka.KafkaException e) {
            return CompletableFuture.failedFuture(new UnpublishedEventException(e));
        }
    }
}
