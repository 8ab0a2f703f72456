package io.souk.graph.catalogue;

import io.souk.events.EventCodec;
import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.UndecodableEventException;
import io.souk.graph.catalogue.Catalogue.Change;
import io.souk.kit.RefusedEventException;
import io.souk.kit.catalogue.ProductRules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** From records of {@code catalog.products} to changes of the graph, refusing what no graph should hold. */
@Component
public class CatalogueRecords {
    private final EventCodec codec;
    private final KafkaAdmin admin;
    private volatile @Nullable String topicId;

    CatalogueRecords(EventCodec codec, KafkaAdmin admin) {
        this.codec = codec;
        this.admin = admin;
    }

    /**
     * The change a record makes; none if its type is newer than this service.
     *
     * @throws RefusedEventException in words that a seller understands
     */
    public Optional<Change> change(ConsumerRecord<String, byte[]> received) {
        if (received.key() == null || received.key().isBlank()) {
            throw new RefusedEventException("the record has no key; it must be the product's id");
        }
        var value = received.value();
        if (value == null) {
            return Optional.of(new Change(received.partition(), received.offset(), received.key(), null));
        }
        return switch (decode(received, value)) {
            case ProductUpserted product -> {
                ProductRules.refusal(product).ifPresent(reason -> {
                    throw new RefusedEventException(reason);
                });
                if (!product.id().equals(received.key())) {
                    throw new RefusedEventException("the record's key differs from the product's id");
                }
                yield Optional.of(new Change(received.partition(), received.offset(), product.id(), product));
            }
            case ProductEvent.Unknown _ -> Optional.empty();
        };
    }

    private ProductEvent decode(ConsumerRecord<String, byte[]> received, byte[] value) {
        try {
            return (ProductEvent) codec.decode(received.topic(), received.headers(), value);
        } catch (UndecodableEventException e) {
            var words = String.valueOf(e.getMessage());
            // without the codec's "not an event of …": the seller knows what was sent
            var reason = words.substring(words.indexOf(": ") + 1).strip();
            throw new RefusedEventException(
                    reason.startsWith("Cannot map `null`") ? "stock is missing; it must be a whole number" : reason);
        }
    }

    /** The topic's own id: a topic that was deleted and made anew is another one, whose offsets begin anew. */
    public String topicId(String topic) {
        var known = topicId;
        if (known != null) {
            return known;
        }
        try (var client = AdminClient.create(admin.getConfigurationProperties())) {
            var description = client.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(5, TimeUnit.SECONDS)
                    .get(topic);
            if (description == null) {
                throw new KafkaException("cannot describe " + topic);
            }
            var id = description.topicId().toString();
            topicId = id;
            return id;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot describe " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
