package io.souk.graph.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Finding.Choosing;
import io.souk.events.Finding.Place;
import io.souk.events.Finding.ProductView;
import io.souk.graph.SampleMarketplace;
import io.souk.graph.knowledge.Knowledge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several products it is that has most, least or the middle of something. */
class ChoicesTest {
    private static final Knowledge KNOWLEDGE = Knowledge.load();
    private final Map<String, ProductGraph.Sheet> sample = SampleMarketplace.sheets();
    private final Choices choices =
            new Choices(KNOWLEDGE, new SheetQuestions(KNOWLEDGE), new SpecComparison(KNOWLEDGE));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Laptops                | which of those is lightest                       | nimbus-cirrus-13
        Laptops                | the cheapest                                     | halden-campus-11
        Laptops                | the one with the longest battery life            | techpro-x2
        Laptops                | which has the biggest screen                     | kestrel-forge-16, techpro-studio-16
        Laptops                | which one has the brightest display              | techpro-studio-16
        Laptops                | which has the most memory                        | kestrel-forge-16, techpro-studio-16, techpro-x2
        Laptops                | the biggest battery                              | techpro-studio-16
        Laptops                | and the thinnest?                                | nimbus-cirrus-13
        Laptops                | the most expensive one                           | techpro-studio-16
        Laptops                | which has the highest refresh rate               | kestrel-forge-16
        Phones                 | which is the heaviest                            | halden-rugged-r2
        Phones                 | the one with the best battery                    | halden-rugged-r2
        Phones                 | which has the largest display                    | orbik-fold-2
        Phones                 | the smallest one                                 | lindo-easy-s
        Monitors               | the cheapest of those                            | vireo-24-office
        Monitors               | which uses the least power                       | vireo-16-portable
        Monitors               | which has the best response time                 | kestrel-aim-27
        Monitors               | the one with the highest resolution              | halden-32-4k, techpro-view-32, vireo-27-4k-pro
        Docks & Hubs           | which one has the longest cable                  | linkra-duo-dock, techpro-dock-pro
        Docks & Hubs           | the one with the most usb ports                  | portage-tb4-dock
        Chargers & Power Banks | which is the most powerful                       | ampwell-140-max
        Keyboards & Mice       | the mouse with the highest dpi                   | kestrel-swift
        """)
    void theOneThatIsAskedForIsFound(String category, String question, String expected) {
        var choice = choice(question, of(category));

        assertThat(choice.places().stream()
                        .filter(place -> place.rank() == 1)
                        .map(Place::productId)
                        .sorted())
                .containsExactly(expected.split(",\\s*", -1));
    }

    @Test
    void ofManyTheBestThreeAreShownAndAllHaveAPlace() {
        var found = choices.of("the lightest", of("Laptops")).orElseThrow();

        assertThat(found.products())
                .extracting(ProductView::id)
                .containsExactly("nimbus-cirrus-13", "ultrabook-14", "techpro-x2");
        assertThat(found.rows())
                .filteredOn(row -> row.name().equals("Weight"))
                .singleElement()
                .satisfies(row -> assertThat(row.best()).isZero());
        assertThat(Objects.requireNonNull(found.choice()).places()).hasSize(10);
    }

    @Test
    void inBetweenIsTheMiddleOneByPrice() {
        var choice = choice("something in between", of("Monitors"));

        assertThat(choice.property()).isEqualTo("Price");
        assertThat(choice.places().getFirst().productId()).isEqualTo("halden-32-4k");
    }

    @Test
    void whoseDataSheetDoesNotSayHasNoPlace() {
        var choice = choice("which lasts longest", of("Headphones"));

        assertThat(choice.places().getFirst().productId()).isEqualTo("kestrel-raid");
        assertThat(choice.unknown()).extracting(name -> name.id()).contains("aurelo-studio-one", "aurelo-open-air");
    }

    @Test
    void whatCostsOtherMoneyIsNotCheaper() {
        var euros = Objects.requireNonNull(sample.get("tavo-one"));
        var more = Objects.requireNonNull(sample.get("tavo-one-xl"));
        var dollars = inDollars(Objects.requireNonNull(sample.get("tavo-lite-3")));

        var choice = choice("which is the cheapest", List.of(euros, more, dollars));

        assertThat(choice.places()).extracting(Place::productId).containsExactly("tavo-one", "tavo-one-xl");
        assertThat(choice.unknown()).extracting(name -> name.id()).containsExactly("tavo-lite-3");
    }

    @Test
    void wordsThatChooseNothingChooseNothing() {
        assertThat(choices.of("tell me more about them", of("Phones"))).isEmpty();
        assertThat(choices.of("compare them please", of("Phones"))).isEmpty();
    }

    private Choosing choice(String question, List<ProductGraph.Sheet> sheets) {
        return Objects.requireNonNull(choices.of(question, sheets).orElseThrow().choice());
    }

    private List<ProductGraph.Sheet> of(String category) {
        return sample.values().stream()
                .filter(sheet -> sheet.product().category().equals(category))
                .toList();
    }

    private static ProductGraph.Sheet inDollars(ProductGraph.Sheet sheet) {
        var product = sheet.product();
        return new ProductGraph.Sheet(
                new ProductView(
                        product.id(),
                        product.name(),
                        product.brand(),
                        product.category(),
                        new BigDecimal("1"),
                        "USD",
                        1,
                        null,
                        product.specs()),
                sheet.measures(),
                sheet.keys(),
                sheet.kinds(),
                sheet.numbers());
    }
}
