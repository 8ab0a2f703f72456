package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.kit.catalogue.ProductRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sample marketplace is one that our own rules take, and can read. */
class SampleCatalogueTest {
    private static final Path PRODUCTS = Path.of("../deploy/sample/data/products");
    private final Connectors connectors = new Connectors(Knowledge.load());

    @Test
    void everySampleProductIsTaken() throws IOException {
        assertThat(products())
                .hasSizeGreaterThan(50)
                .allSatisfy(product -> assertThat(ProductRules.refusal(product))
                        .as(product.id())
                        .isEmpty());
    }

    @Test
    void everyLaptopsPortsAreReadInFull() throws IOException {
        assertThat(products().stream().filter(product -> product.category().equals("Laptops")))
                .isNotEmpty()
                .allSatisfy(
                        product -> assertThat(connectors.read(product.specs()).unread())
                                .as(product.id())
                                .doesNotContain("Ports", "Wireless"));
    }

    private static List<ProductUpserted> products() throws IOException {
        var products = new ArrayList<ProductUpserted>();
        try (var files = Files.list(PRODUCTS)) {
            for (var file : files.toList()) {
                for (var item : JsonMapper.shared().readTree(Files.readString(file))) {
                    var body = (ObjectNode) item;
                    body.putPOJO("meta", Meta.first("e", body.path("id").asString(), null));
                    products.add(JsonMapper.shared().treeToValue(body, ProductUpserted.class));
                }
            }
        }
        return products;
    }
}
