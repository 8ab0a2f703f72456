package io.souk.graph.catalogue;

import io.souk.events.Topics;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.kit.RefusedEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Builds the graph anew from the first record of {@code catalog.products} while the old one serves and goes on taking changes; then
 * lets the new one serve, between two transactions. A builder that dies leaves the old one serving.
 */
@Component
public class Rebuild implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
    private final ConsumerFactory<String, byte[]> consumers;
    private final CatalogueRecords records;
    private final Catalogue catalogue;
    private final Generations generations;
    private volatile boolean stopping;

    Rebuild(
            ConsumerFactory<String, byte[]> consumers,
            CatalogueRecords records,
            Catalogue catalogue,
            Generations generations) {
        this.consumers = consumers;
        this.records = records;
        this.catalogue = catalogue;
        this.generations = generations;
    }

    /** Begins, and goes on by itself; false if one is under way already, here or in another instance. */
    public boolean begin() {
        var builder = UUID.randomUUID().toString();
        var generation = generations.begin(builder);
        generation.ifPresent(
                number -> Thread.ofPlatform().name("rebuild-" + number).daemon().start(() -> build(number, builder)));
        return generation.isPresent();
    }

    @Override
    public void destroy() {
        stopping = true;
    }

    private void build(long generation, String builder) {
        var began = Instant.now();
        try {
            log.info("building generation {}", generation);
            if (read(generation, builder)) {
                log.info(
                        "generation {} serves after {} s",
                        generation,
                        Duration.between(began, Instant.now()).toSeconds());
                generations.clearStale();
            }
        } catch (RuntimeException e) {
            log.warn("generation {} was given up: {}", generation, e.getClass().getSimpleName());
            generations.giveUp(generation, builder);
        }
    }

    private boolean read(long generation, String builder) {
        var topic = records.topicId(Topics.PRODUCTS);
        var ends = new HashMap<TopicPartition, Long>();
        try (var consumer = consumers.createConsumer("rebuild-" + builder, "")) {
            var partitions = consumer.partitionsFor(Topics.PRODUCTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopping && generations.keep(generation, builder)) {
                var changes = new ArrayList<Change>();
                for (var received : consumer.poll(Duration.ofMillis(200))) {
                    try {
                        records.change(received).ifPresent(changes::add);
                    } catch (RefusedEventException e) {
                        // the listener has set it aside when it came
                    }
                }
                catalogue.applyTo(generation, topic, changes);
                if (changes.isEmpty()) {
                    ends.putAll(consumer.endOffsets(partitions));
                    if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())
                            && generations.switchTo(generation, builder, topic)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    public Map<String, Object> state() {
        var state = generations.state();
        return state.building()
                .<Map<String, Object>>map(building -> Map.of("live", state.live(), "building", building))
                .orElseGet(() -> Map.of("live", state.live()));
    }
}
