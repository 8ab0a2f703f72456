package io.souk.system;

import static java.util.stream.Collectors.toMap;

import io.souk.test.LocalMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sample's files say: the truth that replies are held against. */
final class Marketplace {
    private static final Path DATA = LocalMachine.REPOSITORY.resolve("deploy/sample/data");
    private static final Map<String, JsonNode> PRODUCTS = read();

    private Marketplace() {}

    static List<JsonNode> products(String category) {
        return PRODUCTS.values().stream()
                .filter(product -> product.get("category").stringValue().equals(category))
                .toList();
    }

    static JsonNode product(String id) {
        return PRODUCTS.get(id);
    }

    static String name(String id) {
        return product(id).get("name").stringValue();
    }

    /** As a reply writes it. */
    static String price(String id) {
        return money(product(id).get("price").decimalValue());
    }

    static String money(BigDecimal euros) {
        return String.format(Locale.ENGLISH, "€%,.2f", euros);
    }

    static String spec(String id, String name) {
        return product(id).get("specs").get(name).stringValue();
    }

    /** Whether the seller of {@code accessory} says that it works with {@code device}. */
    static boolean worksWith(String accessory, String device) {
        return product(accessory)
                .get("compatibleWith")
                .valueStream()
                .anyMatch(match -> match.get("productId").stringValue().equals(device));
    }

    private static Map<String, JsonNode> read() {
        try (var files = Files.list(DATA.resolve("products"))) {
            return files.flatMap(
                            file -> JsonMapper.shared().readTree(file.toFile()).valueStream())
                    .collect(toMap(product -> product.get("id").stringValue(), product -> product));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
