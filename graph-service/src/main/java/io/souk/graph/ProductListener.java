package io.souk.graph;

import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/** One thread, since products share brands, categories and specs, and two writers would only wait for each other's locks. */
@Component
class ProductListener {
    private final ProductGraph graph;

    ProductListener(ProductGraph graph) {
        this.graph = graph;
    }

    @KafkaListener(topics = Topics.PRODUCTS, concurrency = "1")
    void on(
            @Payload(required = false) @Nullable ProductEvent event,
            @Header(KafkaHeaders.RECEIVED_KEY) String productId) {
        switch (event) {
            case null -> graph.remove(productId);
            case ProductUpserted product -> graph.upsert(product);
            case ProductEvent.Unknown _ -> {} // newer than this service
        }
    }
}
