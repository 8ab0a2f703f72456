package io.souk.graph.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import io.souk.events.Finding.Verdict;
import io.souk.graph.knowledge.Knowledge;
import io.souk.graph.products.ProductGraph.Sheet;
import io.souk.kit.catalogue.Dimension;
import io.souk.kit.catalogue.Quantity;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecComparisonTest {
    private final SpecComparison comparisons = new SpecComparison(Knowledge.load());

    @Test
    void priceComesFirstAndTheCheaperOneIsBetter() {
        assertThat(compare(Map.of(), Map.of()).rows())
                .containsExactly(new SpecRow(
                        "Price", List.of("1000.00 EUR", "900.00 EUR"), true, 1, List.of("worse", "better")));
    }

    @Test
    void aTerabyteIsMoreThanFiveHundredGigabytes() {
        assertThat(row("Storage", "512 GB SSD", "1 TB SSD").best()).isEqualTo(1);
    }

    @Test
    void lessWeightIsBetterAcrossUnitsAndBothAreSaidInNaturalOnes() {
        var row = row("Weight", "1.29 kg", "980 g");

        assertThat(row.best()).isEqualTo(1);
        assertThat(row.values()).containsExactly("1.29 kg", "980 g");
        assertThat(row("Weight", "1.29 kg", "35 oz").values()).containsExactly("1.29 kg", "992.23 g");
    }

    @Test
    void equalValuesDoNotDifferAndNoneIsBetter() {
        var row = row("Memory", "16 GB", "16 GB");

        assertThat(row.differs()).isFalse();
        assertThat(row.best()).isNull();
        assertThat(row.marks()).containsExactly("equal", "equal");
    }

    @Test
    void aSpecWithoutDirectionOnlyDiffers() {
        var row = row("Panel", "IPS, flat", "OLED, flat");

        assertThat(row.differs()).isTrue();
        assertThat(row.best()).isNull();
        assertThat(row.marks()).isEmpty();
    }

    @Test
    void whatIsUnknownIsEmptyMakesNoWinnerAndIsSaid() {
        var comparison = compare(Map.of("Battery", "70 Wh"), Map.of());

        assertThat(comparison.rows())
                .contains(new SpecRow("Battery", List.of("70 Wh", ""), true, null, List.of("", "unknown")));
        assertThat(comparison.unknown()).containsExactly("Battery is not known of b");
    }

    @Test
    void theVerdictSaysWhatSpeaksForAndAgainst() {
        var comparison = compare(
                Map.of("Weight", "1.3 kg", "Battery life", "9 h", "Storage", "1 TB SSD"),
                Map.of("Weight", "1.1 kg", "Battery life", "14 h", "Storage", "500 GB SSD"));

        assertThat(comparison.verdicts())
                .contains(
                        new Verdict("overall", "b", "cheaper, lighter and longer lasting, but half the storage"),
                        new Verdict("travel", "b", "lighter and longer lasting"),
                        new Verdict("heavy work", "a", "more storage"));
    }

    @Test
    void aUseWithSomethingForEachHasNoVerdict() {
        var comparison = compare(
                Map.of("Weight", "1.3 kg", "Battery life", "14 h"), Map.of("Weight", "1.1 kg", "Battery life", "9 h"));

        assertThat(comparison.verdicts()).noneMatch(verdict -> verdict.use().equals("travel"));
    }

    private SpecRow row(String name, String first, String second) {
        return compare(Map.of(name, first), Map.of(name, second)).rows().getLast();
    }

    private Comparison compare(Map<String, String> first, Map<String, String> second) {
        return comparisons.of(List.of(sheet("a", "1000.00", first), sheet("b", "900.00", second)));
    }

    private static Sheet sheet(String id, String price, Map<String, String> specs) {
        var measures = new HashMap<String, Map<Dimension, Double>>();
        specs.forEach((name, value) -> measures.put(name, Quantity.mainOnes(value)));
        return Sheet.of(
                new ProductView(
                        id, id, "brand", "Laptops", new BigDecimal(price), "EUR", 1, null, new LinkedHashMap<>(specs)),
                measures,
                List.of(),
                List.of(),
                Knowledge.load());
    }
}
