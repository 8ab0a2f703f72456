package io.souk.intent.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities.ProductMention;
import io.souk.intent.Samples;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.entities.EntityExtractor.Extraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityExtractorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Track ORD-1001",
                "track ord 1001",
                "track ord1001 pls",
                "where is order #1001?",
                "order number 1001",
                "Order no. 1001 is late",
                "my order number is 1001",
                "#1001",
                "track 1001",
                "refund 1001 please"
            })
    void ordersAreFoundInAnyWriting(String text) {
        assertThat(read(text).orderIds()).containsExactly("ORD-1001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1001",
                "laptops under 1500",
                "I have 2000 euros, track a deal",
                "order 2 of them",
                "a 4000 mAh bank to order",
                "the order went to card 4111 1111 1111 1111, call +49 30 901820"
            })
    void otherNumbersAreNoOrders(String text) {
        assertThat(read(text).orderIds()).isEmpty();
    }

    @Test
    void bareNumberIsAnOrderWhenOneWasAskedFor() {
        assertThat(EntityExtractor.extract("1001", Samples.INDEX, true).orderIds())
                .containsExactly("ORD-1001");
    }

    @Test
    void referencesAreNormalised() {
        assertThat(read("what about rf-20011 and cp 77a1?").references()).containsExactly("RF-20011", "CP-77A1");
        assertThat(read("cpu is fine").references()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Tell me about the X1, techpro-x1",
        "tell me about the techpro x1, techpro-x1",
        "what about the X-1?, techpro-x1",
        "TechProX1 specs, techpro-x1",
        "tech pro x2 price, techpro-x2",
        "is the ultrabok any good, ultrabook-14",
        "UltraBook14 weight, ultrabook-14",
        "the forge, kestrel-forge-16",
        "kestral forge gaming, kestrel-forge-16",
        "does the Swift have a cable, kestrel-swift",
        "TB4 dock?, portage-tb4-dock",
        "sonora calm 700 battery, sonara-calm-700",
        "Tavo One XL, tavo-one-xl",
        "tavo one, tavo-one",
        "aurelo studio, aurelo-studio-one",
        "the X1's battery, techpro-x1"
    })
    void productsAreFoundByNameAliasPartAndWithTypos(String text, String id) {
        assertThat(read(text).products()).extracting(ProductMention::productId).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a swift answer please",
                "take note of this",
                "I want the one with the pro screen",
                "TechPro",
                "X9",
                "show me laptops",
                "dock",
                "what is new in the studio"
            })
    void everydayWordsAreNoProducts(String text) {
        assertThat(read(text).products()).isEmpty();
    }

    @Test
    void ambiguousPartMeansAllItCanMean() {
        assertThat(read("sonara buds").products())
                .extracting(ProductMention::productId)
                .containsExactly("sonara-buds-pro", "sonara-buds-lite");
    }

    @Test
    void mentionsSayWhereTheyAre() {
        var text = "X1 vs the TechPro X2";

        var products = read(text).products();

        assertThat(products).extracting(ProductMention::productId).containsExactly("techpro-x1", "techpro-x2");
        assertThat(products)
                .allSatisfy(
                        mention -> assertThat(text.substring(mention.start())).startsWith(mention.text()));
        assertThat(products.getLast().text()).isEqualTo("TechPro X2");
    }

    @ParameterizedTest
    @CsvSource({
        "what laptops do you have, Laptops",
        "got notebooks?, Laptops",
        "any good earphones, Headphones",
        "a docking station please, Docks & Hubs",
        "power banks, Chargers & Power Banks",
        "wireless mice, Keyboards & Mice",
        "my cell phone, Phones",
        "headphones, Headphones"
    })
    void categoriesAreFoundInEverydayWords(String text, String category) {
        assertThat(read(text).categories()).containsExactly(category);
    }

    @Test
    void classifierSeesPlaceholdersInsteadOfNames() {
        assertThat(read("Does the TB4 dock work with TechPro X1?").masked())
                .isEqualTo("Does the product work with the other product?");
        assertThat(read("Track ORD-1001").masked()).isEqualTo("Track order 12345");
        assertThat(read("where is my order 1001").masked()).isEqualTo("where is my order 12345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "😀",
                "\u0000",
                "<script>alert(1)</script>",
                "'; DROP TABLE orders; --",
                "где мой заказ",
                "#",
                "ORD-",
                "?!"
            })
    void anythingCanBeRead(String text) {
        assertThat(read(text).entities().orderIds()).isEmpty();
    }

    @Test
    void hugeCatalogueIsSearchedInMilliseconds() {
        var many = java.util.stream.IntStream.range(0, 20_000)
                .mapToObj(
                        i -> Samples.product("p-" + i, "Vendor" + i % 300 + " Model" + i, "Vendor" + i % 300, "Things"))
                .toList();
        var index = new CatalogueIndex(many);
        var text =
                "does the vendor7 modle307 work with my old laptop and how long does the battery of it last on a trip";

        var started = System.nanoTime();
        for (var i = 0; i < 20; i++) {
            EntityExtractor.extract(text, index, false);
        }
        var millis = (System.nanoTime() - started) / 20e6;

        assertThat(millis).isLessThan(50);
        assertThat(EntityExtractor.extract(text, index, false).products())
                .extracting(ProductMention::productId)
                .containsExactly("p-307");
    }

    private static Extraction read(String text) {
        return EntityExtractor.extract(text, Samples.INDEX, false);
    }
}
