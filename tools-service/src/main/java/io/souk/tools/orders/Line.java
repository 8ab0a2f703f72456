package io.souk.tools.orders;

import io.souk.tools.products.Variant;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One piece of an order; two of a kind are two lines.
 *
 * @param name the product's, when it was bought
 * @param price what was paid for it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Line(String name, String productId, String itemId, BigDecimal price, Map<String, String> options) {
    public Line {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** This line with another variant of its product. */
    Line as(Variant variant) {
        return new Line(name, productId, variant.itemId(), variant.price(), variant.options());
    }
}
