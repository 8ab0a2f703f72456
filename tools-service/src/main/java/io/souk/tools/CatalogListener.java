package io.souk.tools;

import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/** Keeps {@link CatalogItem} in step with the catalogue. Writing the same product twice is harmless. */
@Component
class CatalogListener {
    private final CatalogItems items;

    CatalogListener(CatalogItems items) {
        this.items = items;
    }

    @KafkaListener(topics = Topics.PRODUCTS)
    void on(@Payload(required = false) @Nullable ProductEvent event, @Header(KafkaHeaders.RECEIVED_KEY) String id) {
        switch (event) {
            case null -> items.deleteById(id);
            case ProductUpserted product ->
                items.save(new CatalogItem(product.id(), product.name(), product.category()));
            case ProductEvent.Unknown _ -> {} // a newer catalogue's type: not ours
        }
    }
}
