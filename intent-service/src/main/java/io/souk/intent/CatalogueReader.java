package io.souk.intent;

import io.souk.events.EventCodec;
import io.souk.events.ProductEvent;
import io.souk.events.Topics;
import io.souk.events.UndecodableEventException;
import io.souk.intent.catalogue.Catalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the {@link Catalogue} up to date. Every instance needs all of it, so this reads every partition from its beginning,
 * outside any group; turns are listened to only after the first full read, and readiness says so. A record that is not a product
 * is skipped here: graph-service sets it aside.
 */
@Component("catalogueHealthIndicator")
class CatalogueReader implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(CatalogueReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ConsumerFactory<?, ?> consumers;
    private final EventCodec codec;
    private final Catalogue catalogue;
    private final IntentEngine engine;
    private final KafkaListenerEndpointRegistry listeners;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Consumer<?, ?> reading;
    private volatile boolean complete;

    CatalogueReader(
            ConsumerFactory<?, ?> consumers,
            EventCodec codec,
            Catalogue catalogue,
            IntentEngine engine,
            KafkaListenerEndpointRegistry listeners) {
        this.consumers = consumers;
        this.codec = codec;
        this.catalogue = catalogue;
        this.engine = engine;
        this.listeners = listeners;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("catalogue-reader").start(this::keepReading);
    }

    @Override
    public void stop() {
        stopping.countDown();
        var consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public Health health() {
        return complete
                ? Health.up().withDetail("products", catalogue.index().size()).build()
                : Health.outOfService()
                        .withDetail("reason", "the catalogue is still being read")
                        .build();
    }

    private void keepReading() {
        while (stopping.getCount() > 0) {
            try (var consumer = consumers.createConsumer(null, "-catalogue")) {
                reading = consumer;
                read(consumer);
            } catch (InterruptException | WakeupException e) {
                return;
            } catch (KafkaException | IllegalStateException e) {
                log.warn("The catalogue cannot be read, trying again: {}", e.getMessage());
                pause();
            } finally {
                reading = null;
            }
        }
    }

    private void read(Consumer<?, ?> consumer) {
        var partitions = consumer.partitionsFor(Topics.PRODUCTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException(Topics.PRODUCTS + " does not exist yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (stopping.getCount() > 0) {
            if (!complete && hasReached(consumer, partitions, ends)) {
                catalogue.refresh();
                complete = true;
                log.info("The catalogue has {} products", catalogue.index().size());
                if (engine.isReady()) {
                    listeners.getListenerContainers().forEach(container -> container.start());
                }
            }
            consumer.poll(POLL).forEach(this::apply);
            if (complete) {
                catalogue.refreshInTime();
            }
        }
    }

    private static boolean hasReached(
            Consumer<?, ?> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    private void apply(ConsumerRecord<?, ?> received) {
        if (!(received.value() instanceof byte[] value)) {
            catalogue.remove(String.valueOf(received.key()));
            return;
        }
        try {
            switch ((ProductEvent) codec.decode(received.topic(), received.headers(), value)) {
                case ProductEvent.ProductUpserted product -> catalogue.put(product);
                case ProductEvent.Unknown _ -> {}
            }
        } catch (UndecodableEventException e) {
            log.warn("Skipped {}-{}@{}: {}", received.topic(), received.partition(), received.offset(), e.getMessage());
        }
    }

    private void pause() {
        try {
            if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
