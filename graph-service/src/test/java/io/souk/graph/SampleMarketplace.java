package io.souk.graph;

import io.souk.events.Finding.Kind;
import io.souk.events.Finding.ProductView;
import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.products.ProductGraph.Sheet;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The products of the sample marketplace, and what people ask of them. */
public final class SampleMarketplace {
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

    /** The same as the graph gives them, by id. */
    public static Map<String, Sheet> sheets() {
        var knowledge = Knowledge.load();
        var sheets = new LinkedHashMap<String, Sheet>();
        for (var product : products()) {
            var measures = new LinkedHashMap<String, Map<Dimension, Double>>();
            product.specs().forEach((name, value) -> measures.put(name, Quantity.mainOnes(value)));
            sheets.put(
                    product.id(),
                    Sheet.of(
                            new ProductView(
                                    product.id(),
                                    product.name(),
                                    product.brand(),
                                    product.category(),
                                    product.price(),
                                    product.currency(),
                                    product.stock(),
                                    product.description(),
                                    product.specs()),
                            measures,
                            List.of(),
                            product.variants().stream()
                                    .map(kind -> new Kind(kind.options(), kind.price(), kind.stock()))
                                    .toList(),
                            knowledge));
        }
        return sheets;
    }

    /** The columns of each line of a file of questions; what begins with # is a remark. */
    public static List<List<String>> questions(String file) {
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
