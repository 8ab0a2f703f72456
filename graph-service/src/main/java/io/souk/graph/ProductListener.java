package io.souk.graph;

import io.souk.events.Topics;
import io.souk.graph.catalogue.Catalogue;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.graph.catalogue.CatalogueRecords;
import io.souk.graph.catalogue.Generations;
import io.souk.kit.RefusedEventException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Reads on where the graph itself says it has been read to: an emptied Neo4j fills itself again from the beginning. One thread, since
 * writers of the graph only wait for each other.
 */
@Component
class ProductListener implements ConsumerSeekAware {
    static final String ID = "products";
    private static final Logger log = LoggerFactory.getLogger(ProductListener.class);
    private final CatalogueRecords records;
    private final Catalogue catalogue;
    private final Generations generations;

    ProductListener(CatalogueRecords records, Catalogue catalogue, Generations generations) {
        this.records = records;
        this.catalogue = catalogue;
        this.generations = generations;
    }

    @KafkaListener(
            id = ID,
            idIsGroup = false,
            topics = Topics.PRODUCTS,
            concurrency = "1",
            batch = "true",
            autoStartup = "false",
            properties = "max.poll.records=500")
    void on(List<ConsumerRecord<String, byte[]>> received) {
        var changes = new ArrayList<Change>();
        var places = new ArrayList<Integer>();
        RefusedEventException refusal = null;
        var index = 0;
        for (; index < received.size() && refusal == null; index++) {
            var place = index;
            try {
                records.change(received.get(index)).ifPresent(change -> {
                    changes.add(change);
                    places.add(place);
                });
            } catch (RefusedEventException e) {
                refusal = e;
            }
        }
        var applied = catalogue.applyToLive(records.topicId(Topics.PRODUCTS), changes);
        if (applied.refusal() != null) {
            throw setAside(applied.refusal(), places.get(applied.index()));
        }
        if (refusal != null) {
            throw setAside(refusal, index - 1);
        }
    }

    private static BatchListenerFailedException setAside(RefusedEventException refusal, int index) {
        return new BatchListenerFailedException("refused", refusal, index);
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        var read = positions(assignments.keySet());
        if (read != null) {
            assignments.keySet().forEach(partition -> {
                var position = read.get(partition.partition());
                if (position == null) {
                    callback.seekToBeginning(partition.topic(), partition.partition());
                } else {
                    callback.seek(partition.topic(), partition.partition(), position + 1);
                }
            });
        }
    }

    /** Null if Neo4j cannot say: then the group's own offsets are as good, as they are committed after the graph's. */
    private @Nullable Map<Integer, Long> positions(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return null;
        }
        try {
            return new HashMap<>(generations.livePositions(records.topicId(Topics.PRODUCTS)));
        } catch (RuntimeException e) {
            log.warn(
                    "the graph does not say how far it was read: {}",
                    e.getClass().getSimpleName());
            return null;
        }
    }
}
