package io.souk.kit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductRulesTest {
    @Test
    void aProperProductIsTaken() {
        assertThat(ProductRules.refusal(
                        product("TechPro X1 14\" (2026)", "Fine & light, 5 < 6.", Map.of("Weight", "1.29 kg"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "X1 <b>", "X1 &lt;b&gt;", "javascript:alert(1)"})
    void markupInANameIsRefused(String name) {
        assertThat(ProductRules.refusal(product(name, null, Map.of()))).contains("name holds HTML; write plain text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X'}) DETACH DELETE n //", "a MATCH (n) RETURN n", "LOAD CSV FROM 'x' AS l"})
    void aDatabaseCommandInANameIsRefused(String name) {
        assertThat(ProductRules.refusal(product(name, null, Map.of())).orElseThrow())
                .startsWith("name holds a database command");
    }

    @Test
    void aMegabyteOfDescriptionIsRefusedWithItsLength() {
        assertThat(ProductRules.refusal(product("X1", "a".repeat(1_000_000), Map.of())))
                .contains("description has 1,000,000 characters; at most 20,000 are taken");
    }

    @ParameterizedTest
    @CsvSource({"Weight,5 stones", "Memory,16 GX", "Battery life,12 moons", "Brightness,400 lumens", "Weight,1290"})
    void aNumberWithoutAKnownUnitIsRefused(String spec, String value) {
        assertThat(ProductRules.refusal(product("X1", null, Map.of(spec, value)))
                        .orElseThrow())
                .startsWith("spec " + spec + " has ")
                .contains("known are: ");
    }

    @ParameterizedTest
    @CsvSource({
        "Battery,None",
        "Battery,'2 x AA, included'",
        "Power to host,85 W of a 100 W charger",
        "Battery life,Not applicable"
    })
    void wordsInPlaceOfAMeasureAreTaken(String spec, String value) {
        assertThat(ProductRules.refusal(product("X1", null, Map.of(spec, value))))
                .isEmpty();
    }

    @Test
    void aCategoryCannotLieAboveItself() {
        var circle = new ProductUpserted(
                Meta.first("e", "p", null),
                "p",
                "X1",
                "B",
                "Laptops",
                null,
                BigDecimal.ONE,
                "EUR",
                1,
                null,
                Map.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of("Laptops", "Computers"));

        assertThat(ProductRules.refusal(circle)).contains("category Laptops lies above itself");
    }

    private static ProductUpserted product(String name, @Nullable String description, Map<String, String> specs) {
        return new ProductUpserted(
                Meta.first("e", "p", null),
                "p",
                name,
                "B",
                "Laptops",
                description,
                BigDecimal.ONE,
                "EUR",
                1,
                "s-1",
                specs,
                List.of(),
                List.of(),
                null);
    }
}
