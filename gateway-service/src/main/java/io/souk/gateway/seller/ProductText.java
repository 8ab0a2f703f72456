package io.souk.gateway.seller;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.kit.catalogue.ProductRules;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** From what a seller writes to a product, or to a reason in words that a seller understands. */
final class ProductText {
    private static final Set<String> FIELDS = Arrays.stream(ProductUpserted.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("meta"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> NUMBERS = Set.of("price", "stock");
    private static final String SPEC = "spec:";
    private static final Pattern LIST = Pattern.compile("\\s*;\\s*");
    private static final Pattern PATH = Pattern.compile("\\s*>\\s*");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ProductText() {}

    /** A product that is not taken; the message is the reason. */
    static final class RefusedProduct extends Exception {
        RefusedProduct(String reason) {
            super(reason);
        }
    }

    /** Reads one JSON object. */
    static ProductUpserted json(String text, String seller) throws RefusedProduct {
        try {
            if (JSON.readTree(text) instanceof ObjectNode body) {
                return product(body, seller);
            }
        } catch (JacksonException e) {
            throw new RefusedProduct("this is not valid JSON: " + firstLine(e.getOriginalMessage()));
        }
        throw new RefusedProduct("this is not a JSON object");
    }

    /**
     * Reads one row of a table: columns are the fields of a product; {@code spec:Memory} is a spec; several aliases are parted by
     * semicolons, several parent categories by {@code >}, and what it works with is {@code id=reason; id=reason}.
     */
    static ProductUpserted row(List<String> columns, List<String> cells, String seller) throws RefusedProduct {
        if (cells.size() != columns.size()) {
            throw new RefusedProduct(
                    "the line has %d cells, the first line names %d".formatted(cells.size(), columns.size()));
        }
        var body = JSON.createObjectNode();
        var specs = new LinkedHashMap<String, String>();
        for (var at = 0; at < cells.size(); at++) {
            var column = columns.get(at).strip();
            var cell = cells.get(at).strip();
            if (column.startsWith(SPEC)) {
                if (!cell.isEmpty()) {
                    specs.put(column.substring(SPEC.length()).strip(), cell);
                }
            } else if (!cell.isEmpty()) {
                put(body, column, cell);
            }
        }
        if (!specs.isEmpty()) {
            var node = body.putObject("specs");
            specs.forEach(node::put);
        }
        return product(body, seller);
    }

    private static void put(ObjectNode body, String column, String cell) throws RefusedProduct {
        switch (column) {
            case "price", "stock" -> {
                try {
                    body.put(column, new BigDecimal(cell));
                } catch (NumberFormatException e) {
                    throw new RefusedProduct(column + " is not a number");
                }
            }
            case "aliases" -> LIST.splitAsStream(cell).forEach(body.withArray("aliases")::add);
            case "categoryParents" -> PATH.splitAsStream(cell).forEach(body.withArray("categoryParents")::add);
            case "compatibleWith" -> {
                for (var link : LIST.splitAsStream(cell).toList()) {
                    var equals = link.indexOf('=');
                    if (equals < 1) {
                        throw new RefusedProduct("compatibleWith is written id=reason; id=reason");
                    }
                    body.withArray("compatibleWith")
                            .addObject()
                            .put("productId", link.substring(0, equals).strip())
                            .put("reason", link.substring(equals + 1).strip());
                }
            }
            default -> body.put(column, cell);
        }
    }

    private static ProductUpserted product(ObjectNode body, String seller) throws RefusedProduct {
        for (var field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new RefusedProduct("there is no field " + field + "; known are: " + known());
            }
        }
        for (var number : NUMBERS) {
            if (!body.path(number).isNumber()) {
                throw new RefusedProduct(number + (body.has(number) ? " is not a number" : " is missing"));
            }
        }
        if (body.path("stock").decimalValue().stripTrailingZeros().scale() > 0) {
            throw new RefusedProduct("stock is not a whole number");
        }
        body.put("stock", body.path("stock").decimalValue().longValue());
        var claimed = body.path("sellerId").asString(seller);
        if (!claimed.equals(seller)) {
            throw new RefusedProduct("sellerId is not yours; leave it out");
        }
        body.put("sellerId", seller);
        var id = body.path("id").asString("");
        if (id.isBlank()) {
            throw new RefusedProduct("id is missing");
        }
        body.putPOJO("meta", Meta.first(UUID.randomUUID().toString(), id, null));
        try {
            var product = JSON.treeToValue(body, ProductUpserted.class);
            var refusal = ProductRules.refusal(product);
            if (refusal.isPresent()) {
                throw new RefusedProduct(refusal.get());
            }
            return product;
        } catch (JacksonException e) {
            throw new RefusedProduct(reason(e));
        }
    }

    /** Our own words where a record's check said no; else what field the parser could not read. */
    private static String reason(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
                return firstLine(cause.getMessage());
            }
        }
        var path = e.getPath().stream()
                .map(step -> String.valueOf(step.getPropertyName()))
                .filter(name -> !name.equals("null"))
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "a field has the wrong kind of value" : path + " has the wrong kind of value";
    }

    private static String known() {
        return FIELDS.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("");
    }
}
