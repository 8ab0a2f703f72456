package io.souk.graph.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.ProductView;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumsTest {
    private static final ProductView LAMP = product("lamp", "Lumo One", "39.90", "EUR");
    private static final ProductView BULB = product("bulb", "Lumo One XL", "5.05", "EUR");

    @Test
    void piecesTimesPricesAreAddedUp() {
        var sum = Sums.of("What do 3 x Lumo One and Lumo One XL cost in total?", List.of(LAMP, BULB))
                .orElseThrow();

        assertThat(sum.amount()).isEqualByComparingTo("124.75");
        assertThat(sum.parts()).extracting("quantity").containsExactly(3, 1);
    }

    @Test
    void aNumberBeforeALongerNameIsNotOfTheShorterOne() {
        var sum = Sums.of("What do 2 x Lumo One XL and 4 x Lumo One cost in total?", List.of(BULB, LAMP))
                .orElseThrow();

        assertThat(sum.parts()).extracting("quantity").containsExactly(2, 4);
    }

    @Test
    void severalCurrenciesAreNotAddedUp() {
        assertThat(Sums.of("What do both cost?", List.of(LAMP, product("rug", "Rug", "10", "CHF"))))
                .isEmpty();
    }

    private static ProductView product(String id, String name, String price, String currency) {
        return new ProductView(id, name, "Lumo", "Lamps", new BigDecimal(price), currency, 1, null, Map.of());
    }
}
