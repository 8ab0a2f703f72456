package io.souk.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecComparisonTest {
    @Test
    void priceComesFirstAndTheCheaperOneIsBetter() {
        var rows = compare(Map.of(), Map.of());

        assertThat(rows).containsExactly(new SpecRow("Price", List.of("1000.00 EUR", "900.00 EUR"), true, 1));
    }

    @Test
    void aTerabyteIsMoreThanFiveHundredGigabytes() {
        assertThat(row("Storage", "512 GB SSD", "1 TB SSD").best()).isEqualTo(1);
    }

    @Test
    void lessWeightIsBetterAcrossUnits() {
        assertThat(row("Weight", "1.29 kg", "980 g").best()).isEqualTo(1);
    }

    @Test
    void equalValuesDoNotDifferAndNoneIsBetter() {
        var row = row("Memory", "16 GB", "16 GB");

        assertThat(row.differs()).isFalse();
        assertThat(row.best()).isNull();
    }

    @Test
    void aSpecWithoutDirectionOnlyDiffers() {
        var row = row("Display", "14-inch IPS", "15-inch OLED");

        assertThat(row.differs()).isTrue();
        assertThat(row.best()).isNull();
    }

    @Test
    void whatIsUnknownIsEmptyAndMakesNoWinner() {
        var rows = compare(Map.of("Battery", "70 Wh"), Map.of());

        assertThat(rows).contains(new SpecRow("Battery", List.of("70 Wh", ""), true, null));
    }

    private static SpecRow row(String name, String first, String second) {
        return compare(Map.of(name, first), Map.of(name, second)).getLast();
    }

    private static List<SpecRow> compare(Map<String, String> first, Map<String, String> second) {
        return SpecComparison.of(List.of(product("a", "1000.00", first), product("b", "900.00", second)))
                .rows();
    }

    private static ProductView product(String id, String price, Map<String, String> specs) {
        return new ProductView(
                id, id, "brand", "Laptops", new BigDecimal(price), "EUR", 1, null, new LinkedHashMap<>(specs));
    }
}
