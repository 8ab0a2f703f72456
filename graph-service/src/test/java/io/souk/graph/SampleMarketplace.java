package io.souk.graph;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The products of the sample marketplace, and what people ask of them. */
final class SampleMarketplace {
    private static final Path PRODUCTS = Path.of("../deploy/sample/data/products");

    static List<ProductUpserted> products() {
        var products = new ArrayList<ProductUpserted>();
        try (var files = Files.list(PRODUCTS)) {
            for (var file : files.sorted().toList()) {
                for (var item : JsonMapper.shared().readTree(Files.readString(file))) {
                    var body = (ObjectNode) item;
                    body.putPOJO("meta", Meta.first("e", body.path("id").asString(), null));
                    products.add(JsonMapper.shared().treeToValue(body, ProductUpserted.class));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return products;
    }

    /** The columns of each line of a file of questions; what begins with # is a remark. */
    static List<List<String>> questions(String file) {
        try (var lines = Files.lines(Path.of("src/test/resources", file))) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream(line.split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SampleMarketplace() {}
}
