package io.souk.tools.products;

import io.souk.tools.json.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One kind of a product that can be bought.
 *
 * @param options what tells it from the others ({@code color: black})
 * @param available whether it can be had now; a flag, not a count
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Variant(String itemId, Map<String, String> options, boolean available, BigDecimal price) {
    public Variant {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The one kind of a product that has no others. */
    public static Variant onlyOf(String productId, BigDecimal price, boolean available) {
        return new Variant(onlyItemOf(productId), Map.of(), available, price);
    }

    /** The item id of {@link #onlyOf}. */
    public static String onlyItemOf(String productId) {
        return productId + "-1";
    }

    /** "black, 8 GB" */
    public String words() {
        return words(options);
    }

    /** As {@link #words()}, of the options of a line. */
    public static String words(Map<String, String> options) {
        return options.values().stream().collect(Collectors.joining(", "));
    }

    String optionsJson() {
        return Json.text(options);
    }
}
