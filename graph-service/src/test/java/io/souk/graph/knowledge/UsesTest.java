package io.souk.graph.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a seller's words and a data sheet say that a product is for. */
class UsesTest {
    private final Uses uses = Knowledge.load().needs();

    @Test
    void whatIsDeniedIsNotWhatItIsFor() {
        var properties = uses.of(described("A keyboard for writing, not for games. It is never loud and fits a bag."));

        assertThat(properties).containsKey("use.writing").containsEntry("avoid.gaming", 1.0);
        assertThat(properties).doesNotContainKey("use.gaming");
    }

    @Test
    void withoutIsAQualityWhereThatIsWhatIsLookedFor() {
        assertThat(uses.of(described("It is cooled without a fan."))).containsKey("use.silent");
    }

    @Test
    void aDataSheetAloneSaysLessThanASeller() {
        var told = uses.of(described("Made for sports and the gym.")).get("use.sport");
        var sheet = uses.of(product("A thing.", Map.of("Water resistance", "IPX4", "Connection", "Bluetooth 5.3")))
                .get("use.sport");

        assertThat(told).isNotNull();
        assertThat(sheet).isNotNull().isPositive().isLessThan(told);
    }

    @Test
    void wordsOfOneFamilyHaveOneStem() {
        assertThat(Stems.in("draw drawing draws")).hasSize(1);
        assertThat(Stems.in("mice mouse")).hasSize(1);
        assertThat(Uses.stems(described("Not for rain. A case for skates.")))
                .contains("skate")
                .doesNotContain("rain");
    }

    @Test
    void theSentenceThatSaysItIsQuoted() {
        var prose = new Prose("A plain thing. It lasts a week of hikes in the mountains. It is blue.");

        assertThat(prose.quote(Pattern.compile("mountains"))).contains("It lasts a week of hikes in the mountains");
    }

    private static ProductUpserted described(String description) {
        return product(description, Map.of());
    }

    private static ProductUpserted product(String description, Map<String, String> specs) {
        return new ProductUpserted(
                Meta.first("e", "p", null),
                "p",
                "Thing",
                "Brand",
                "Things",
                description,
                BigDecimal.ONE,
                "EUR",
                1,
                null,
                specs,
                List.of(),
                List.of(),
                null);
    }
}
