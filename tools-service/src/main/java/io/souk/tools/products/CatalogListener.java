package io.souk.tools.products;

import io.souk.events.ProductEvent;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import io.souk.tools.products.Products.Offer;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.regex.Pattern;
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
    private static final String TYPE = "Type";
    private static final Pattern BEHIND_THE_NOUN =
            Pattern.compile("[.:;](?=\\s|$)| (?:that|which|whose|with|for|from|of|in|on|made|to)\\b");

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
                products.save(product(product), new Offer(product.category(), product.sellerId()), called(product));
            case ProductEvent.Unknown _ -> {} // a newer catalogue's type: not ours
        }
    }

    /** Its other names, its type, and the noun that its description begins with: "a fast card reader for …". */
    private static String called(ProductUpserted event) {
        var words = new ArrayList<>(event.aliases());
        event.specs().forEach((spec, value) -> {
            if (spec.equalsIgnoreCase(TYPE)) {
                words.add(value);
            }
        });
        var description = Objects.requireNonNullElse(event.description(), "");
        var end = BEHIND_THE_NOUN.matcher(description);
        var phrase = end.find() ? description.substring(0, end.start()).strip() : "";
        words.add(phrase.substring(phrase.lastIndexOf(' ') + 1));
        return String.join(" ", words);
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
