package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The catalogue. Topic {@link Topics#PRODUCTS}, compacted, keyed by product id; a record without a value means: gone. */
@OnTopic(Topics.PRODUCTS)
public sealed interface ProductEvent extends Event {

    /**
     * A product as its seller describes it.
     *
     * @param price not negative, in {@code currency} (ISO 4217)
     * @param stock pieces, not negative
     * @param specs name to value with its unit, in reading order
     * @param aliases other names people use ("X1")
     * @param compatibleWith what it works with, from the accessory to the device
     * @param succeededBy the newer product; null if there is none
     * @param variants the kinds in which it can be had; empty if there is only one
     * @param categoryParents the categories above {@code category}, from the top ("Computers"); empty if none is said
     */
    @EventType("io.souk.catalog.product-upserted.v1")
    record ProductUpserted(
            Meta meta,
            String id,
            String name,
            String brand,
            String category,
            @Nullable String description,
            BigDecimal price,
            String currency,
            int stock,
            @Nullable String sellerId,
            Map<String, String> specs,
            List<String> aliases,
            List<CompatibleWith> compatibleWith,
            @Nullable String succeededBy,
            @JsonInclude(Include.NON_EMPTY) List<Variant> variants,
            @JsonInclude(Include.NON_EMPTY) List<String> categoryParents)
            implements ProductEvent {
        public ProductUpserted {
            Check.notBlank("id", id);
            Check.notBlank("name", name);
            Check.notBlank("brand", brand);
            Check.notBlank("category", category);
            Check.notBlank("currency", currency);
            if (Check.present("price", price).signum() < 0) {
                throw new IllegalArgumentException("price is negative");
            }
            if (stock < 0) {
                throw new IllegalArgumentException("stock is negative");
            }
            if (!id.equals(meta.subject())) {
                throw new IllegalArgumentException("id differs from ce_subject");
            }
            specs = Check.map(specs);
            aliases = Check.list(aliases);
            compatibleWith = Check.list(compatibleWith);
            variants = Check.list(variants);
            categoryParents = Check.list(categoryParents);
        }

        /** Of one kind only, in a category of which no parent is said. */
        public ProductUpserted(
                Meta meta,
                String id,
                String name,
                String brand,
                String category,
                @Nullable String description,
                BigDecimal price,
                String currency,
                int stock,
                @Nullable String sellerId,
                Map<String, String> specs,
                List<String> aliases,
                List<CompatibleWith> compatibleWith,
                @Nullable String succeededBy) {
            this(
                    meta,
                    id,
                    name,
                    brand,
                    category,
                    description,
                    price,
                    currency,
                    stock,
                    sellerId,
                    specs,
                    aliases,
                    compatibleWith,
                    succeededBy,
                    List.of(),
                    List.of());
        }
    }

    /**
     * One kind of a product.
     *
     * @param id unique over all products
     * @param options what tells it from the others ({@code Colour: Black}); the same names for all variants of a product
     * @param price not negative, in the product's currency
     * @param stock pieces, not negative
     */
    record Variant(String id, Map<String, String> options, BigDecimal price, int stock) {
        public Variant {
            Check.notBlank("variants.id", id);
            options = Check.map(options);
            if (Check.present("variants.price", price).signum() < 0 || stock < 0) {
                throw new IllegalArgumentException("price or stock of a variant is negative");
            }
        }
    }

    /**
     * A device this works with.
     *
     * @param reason why it works, in words a customer understands
     */
    record CompatibleWith(String productId, String reason) {}

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements ProductEvent {}
}
