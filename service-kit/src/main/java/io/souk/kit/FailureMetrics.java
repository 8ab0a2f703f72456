package io.souk.kit;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/**
 * {@code souk.events.retried} and {@code souk.events.dead.lettered}, by topic. Handled records = succeeded + dead-lettered; a
 * retry counts once per failed try.
 */
final class FailureMetrics implements RetryListener {
    private static final Logger log = LoggerFactory.getLogger(FailureMetrics.class);
    private final MeterRegistry meters;

    FailureMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> failed, @Nullable Exception error, int attempt) {
        meters.counter("souk.events.retried", "topic", failed.topic()).increment();
        if (attempt == 1 || (error != null && RetryPolicy.storeIsAway(error))) {
            log.warn(
                    "try {} failed on {}-{}@{}: {}",
                    attempt,
                    failed.topic(),
                    failed.partition(),
                    failed.offset(),
                    rootName(error));
        }
    }

    @Override
    public void recovered(ConsumerRecord<?, ?> failed, @Nullable Exception error) {
        meters.counter("souk.events.dead.lettered", "topic", failed.topic(), "reason", rootName(error))
                .increment();
        log.error(
                "dead letter from {}-{}@{}: {}", failed.topic(), failed.partition(), failed.offset(), rootName(error));
    }

    /** The class only: a message could quote what the customer wrote. */
    private static String rootName(@Nullable Throwable error) {
        if (error == null) {
            return "unknown";
        }
        var root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
