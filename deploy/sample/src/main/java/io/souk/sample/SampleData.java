package io.souk.sample;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Event;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Meta;
import io.souk.events.OrderEvent.OrderPlaced;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The catalogue part of the sample folder, and what was bought in it. An event's id comes from what the file says, so the same file is the same event at
 * every import, and a changed one is a new event.
 */
record SampleData(List<ProductUpserted> products, List<DocumentUpserted> documents, List<OrderPlaced> orders) {
    private static final String FENCE = "---";
    private static final Set<String> FRONT_MATTER = Set.of("id", "title", "category", "productId");

    private static final Set<String> FIELDS = Arrays.stream(ProductUpserted.class.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !name.equals("meta"))
            .collect(toUnmodifiableSet());

    /** Strict: a misspelt field is an error here, since no reader of the topic would ever complain about it. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Reads and checks all files.
     *
     * @param folder the one with {@code products/} and {@code documents/} in it */
    static SampleData read(Path folder) throws BadSampleException {
        var ids = new HashSet<String>();
        var products = new ArrayList<ProductUpserted>();
        for (var file : files(folder.resolve("products"), ".json")) {
            products.addAll(products(file, ids));
        }
        var documents = new ArrayList<DocumentUpserted>();
        for (var file : files(folder.resolve("documents"), ".md")) {
            var document = document(file);
            unique(file, document.id(), ids);
            documents.add(document);
        }
        var placed = folder.resolve("orders.json");
        return new SampleData(
                List.copyOf(products), List.copyOf(documents), Files.exists(placed) ? orders(placed) : List.of());
    }

    /** What was bought together; the orders themselves are read by tools-service. */
    private static List<OrderPlaced> orders(Path file) throws BadSampleException {
        var orders = new ArrayList<OrderPlaced>();
        try {
            for (var order : JSON.readTree(text(file))) {
                var id = order.path("id").asString("");
                var lines = new ArrayList<OrderLine>();
                for (var item : order.path("items")) {
                    lines.add(new OrderLine(
                            item.path("product_id").asString(""),
                            item.path("name").asString(""),
                            1,
                            item.path("price").decimalValue(BigDecimal.ZERO)));
                }
                orders.add(new OrderPlaced(
                        meta(Topics.ORDERS, id, "placed"),
                        id,
                        order.path("customerId").asString(""),
                        LocalDate.now(ZoneId.systemDefault())
                                .minusDays(order.path("placedDaysAgo").asInt(0)),
                        lines));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadSampleException(file, reason(e), e);
        }
        return List.copyOf(orders);
    }

    List<Event> events() {
        return Stream.of(products, documents, orders)
                .<Event>flatMap(events -> events.stream())
                .toList();
    }

    private static List<ProductUpserted> products(Path file, Set<String> ids) throws BadSampleException {
        var products = new ArrayList<ProductUpserted>();
        var position = 0;
        try {
            if (!(JSON.readTree(text(file)) instanceof ArrayNode items)) {
                throw new BadSampleException(file, "is not a JSON array of products", null);
            }
            for (var item : items) {
                position++;
                var id = item.path("id").asString("");
                if (!(item instanceof ObjectNode body) || id.isBlank()) {
                    throw new BadSampleException(file, "product " + position + ": id is missing", null);
                }
                unique(file, id, ids);
                complete(file, id, body);
                body.putPOJO("meta", meta(Topics.PRODUCTS, id, item.toString()));
                products.add(JSON.treeToValue(body, ProductUpserted.class));
            }
            return products;
        } catch (JacksonException e) {
            var where = position == 0 ? "" : "product " + position + ": ";
            throw new BadSampleException(file, where + reason(e), e);
        }
    }

    /** Says it in our words where the parser would only complain about Java. */
    private static void complete(Path file, String id, ObjectNode body) throws BadSampleException {
        for (var field : body.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new BadSampleException(file, id + ": unknown field " + field, null);
            }
        }
        if (!body.path("stock").isIntegralNumber()) {
            throw new BadSampleException(file, id + ": stock is not a whole number", null);
        }
    }

    private static DocumentUpserted document(Path file) throws BadSampleException {
        var content = text(file);
        var end = content.indexOf('\n' + FENCE + '\n');
        if (!content.startsWith(FENCE + '\n') || end < 0) {
            throw new BadSampleException(file, "has no front matter between two lines of " + FENCE, null);
        }
        var head = frontMatter(file, content.substring(FENCE.length() + 1, end));
        var body = content.substring(end + FENCE.length() + 2).strip();
        var id = head.getOrDefault("id", "");
        try {
            return new DocumentUpserted(
                    meta(Topics.DOCUMENTS, id, content),
                    id,
                    head.getOrDefault("title", ""),
                    head.getOrDefault("category", ""),
                    head.get("productId"),
                    body);
        } catch (IllegalArgumentException e) {
            throw new BadSampleException(file, id.isBlank() ? "id is missing" : reason(e), e);
        }
    }

    /** One {@code name: value} a line, the value in double quotes where it has a colon: all the YAML that we use. */
    private static Map<String, String> frontMatter(Path file, String lines) throws BadSampleException {
        var values = new HashMap<String, String>();
        for (var line : lines.lines().toList()) {
            var colon = line.indexOf(':');
            var name = colon < 0 ? line : line.substring(0, colon);
            if (colon < 0 || !FRONT_MATTER.contains(name)) {
                throw new BadSampleException(file, "front matter has an unknown line: " + line, null);
            }
            var value = line.substring(colon + 1).strip();
            if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                value = value.substring(1, value.length() - 1).replace("\\\"", "\"");
            }
            values.put(name, value);
        }
        return values;
    }

    private static Meta meta(String topic, String id, String content) {
        return Meta.first(Meta.derivedId("sample", topic, id, content), id, null);
    }

    private static void unique(Path file, String id, Set<String> ids) throws BadSampleException {
        if (!ids.add(id)) {
            throw new BadSampleException(file, "id " + id + " is used twice", null);
        }
    }

    private static List<Path> files(Path folder, String ending) throws BadSampleException {
        try (var found = Files.walk(folder)) {
            var files = found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new BadSampleException(folder, "has no " + ending + " files", null);
            }
            return files;
        } catch (NoSuchFileException e) {
            throw new BadSampleException(folder, "does not exist", e);
        } catch (IOException e) {
            throw new BadSampleException(folder, "cannot be read: " + reason(e), e);
        }
    }

    private static String text(Path file) throws BadSampleException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new BadSampleException(file, "is not UTF-8", e);
        } catch (IOException e) {
            throw new BadSampleException(file, "cannot be read: " + reason(e), e);
        }
    }

    private static String reason(Throwable error) {
        var cause = innermost(error);
        var words = cause instanceof JacksonException parsing ? withLine(parsing) : cause.getMessage();
        return words == null
                ? cause.getClass().getSimpleName()
                : words.lines().findFirst().orElse("");
    }

    private static @Nullable String withLine(JacksonException parsing) {
        var place = parsing.getLocation();
        return place == null || place.getLineNr() < 1
                ? parsing.getOriginalMessage()
                : "line " + place.getLineNr() + ": " + parsing.getOriginalMessage();
    }

    private static Throwable innermost(Throwable error) {
        var cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
