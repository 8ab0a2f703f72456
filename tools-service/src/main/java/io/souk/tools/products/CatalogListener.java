package io.souk.tools.products;

import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import io.souk.tools.products.Products.Offer;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps {@link Products} in step with the catalogue. Writing the same product twice is harmless. */
@Component
class CatalogListener {
    private final Products products;

    CatalogListener(Products products) {
        this.products = products;
    }

    @KafkaListener(topics = Topics.PRODUCTS)
    @Transactional
    public void on(
            @Payload(required = false) @Nullable ProductEvent event, @Header(KafkaHeaders.RECEIVED_KEY) String id) {
        switch (event) {
            case null -> products.delete(id);
            case ProductUpserted product ->
                products.save(product(product), new Offer(product.category(), product.sellerId()));
            case ProductEvent.Unknown _ -> {} // a newer catalogue's type: not ours
        }
    }

    /** What is sold in one kind only is its own single variant. */
    private static Product product(ProductUpserted event) {
        var variants = new LinkedHashMap<String, Variant>();
        for (var kind : event.variants()) {
            variants.put(
                    kind.id(),
                    new Variant(
                            kind.id(),
                            kind.options(),
                            kind.stock() > 0,
                            kind.price().setScale(2, RoundingMode.HALF_UP)));
        }
        if (variants.isEmpty()) {
            var only = Variant.onlyOf(event.id(), event.price().setScale(2, RoundingMode.HALF_UP), event.stock() > 0);
            variants.put(only.itemId(), only);
        }
        return new Product(event.name(), event.id(), variants);
    }
}
