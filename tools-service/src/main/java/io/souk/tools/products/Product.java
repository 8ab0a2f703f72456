package io.souk.tools.products;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A product with all its variants, by item id, available or not. */
@JsonNaming(SnakeCaseStrategy.class)
public record Product(String name, String productId, Map<String, Variant> variants) {
    public Product {
        variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
    }
}
