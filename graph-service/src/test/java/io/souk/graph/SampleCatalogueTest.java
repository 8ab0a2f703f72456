package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.graph.compatibility.Connectors;
import io.souk.graph.knowledge.Knowledge;
import io.souk.kit.catalogue.ProductRules;
import org.junit.jupiter.api.Test;

/** The sample marketplace is one that our own rules take, and can read. */
class SampleCatalogueTest {
    private final Connectors connectors = new Connectors(Knowledge.load());

    @Test
    void everySampleProductIsTaken() {
        assertThat(SampleMarketplace.products())
                .hasSizeGreaterThan(50)
                .allSatisfy(product -> assertThat(ProductRules.refusal(product))
                        .as(product.id())
                        .isEmpty());
    }

    @Test
    void everyLaptopsPortsAreReadInFull() {
        assertThat(SampleMarketplace.products().stream()
                        .filter(product -> product.category().equals("Laptops")))
                .isNotEmpty()
                .allSatisfy(
                        product -> assertThat(connectors.read(product.specs()).unread())
                                .as(product.id())
                                .doesNotContain("Ports", "Wireless"));
    }
}
