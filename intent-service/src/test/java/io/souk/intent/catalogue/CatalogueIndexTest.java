package io.souk.intent.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities.ProductMention;
import io.souk.intent.catalogue.CatalogueIndex.Product;
import io.souk.intent.entities.EntityExtractor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A marketplace's worth of products: made-up names of three to five words, many of them shared. */
class CatalogueIndexTest {
    private static final int PRODUCTS = 50_000;
    private static final double MOST_MILLIS_PER_TEXT = 10;

    private static final List<String> KINDS = List.of(
            "Laptop", "Headphones", "Monitor", "Keyboard", "Charger", "Tablet", "Phone", "Camera", "Speaker", "Router");

    @Test
    void productOfALargeCatalogueIsFoundAtOnceWithTyposToo() {
        var random = new Random(7);
        var catalogue = new ArrayList<Product>(PRODUCTS);
        for (var i = 0; i < PRODUCTS; i++) {
            catalogue.add(product(i, random));
        }
        var before = usedMegabytes();
        var started = System.nanoTime();
        var index = new CatalogueIndex(catalogue);
        var building = (System.nanoTime() - started) / 1_000_000;
        var memory = usedMegabytes() - before;

        var texts = new ArrayList<String>();
        for (var i = 0; i < 500; i++) {
            var name = catalogue.get(random.nextInt(PRODUCTS)).name();
            texts.add("does the " + (i % 2 == 0 ? name : misspelt(name, random))
                    + " work with my old docking station, and how long will the batery last?");
        }
        var found = 0;
        for (var text : texts) {
            found += find(index, text).size();
        }
        started = System.nanoTime();
        for (var text : texts) {
            find(index, text);
        }
        var millis = (System.nanoTime() - started) / 1e6 / texts.size();

        System.out.printf(
                Locale.ROOT,
                "catalogue of %d: %d ways of naming, built in %d ms, %d MB, %.3f ms a text, %d mentions in %d texts%n",
                PRODUCTS,
                index.forms(),
                building,
                memory,
                millis,
                found,
                texts.size());
        assertThat(millis).isLessThan(MOST_MILLIS_PER_TEXT);
        assertThat(found).isGreaterThan(texts.size() * 8 / 10);
        assertThat(find(index, "what about the " + catalogue.get(4711).name() + '?'))
                .extracting(ProductMention::productId)
                .contains("p-4711");
    }

    private static List<ProductMention> find(CatalogueIndex index, String text) {
        return EntityExtractor.extract(text, index, false).products();
    }

    private static Product product(int number, Random random) {
        var brand = syllables(random.nextInt(800), 2);
        var line = syllables(1_000 + random.nextInt(20_000), 3);
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        var name = brand + ' ' + line + ' ' + (random.nextBoolean() ? kind + ' ' : "") + (10 + random.nextInt(90));
        return new Product("p-" + number, name, brand, kind + 's', BigDecimal.TEN, List.of(line + ' ' + kind));
    }

    private static String syllables(int seed, int count) {
        var random = new Random(seed);
        var word = new StringBuilder();
        for (var i = 0; i < count; i++) {
            word.append("bcdfghklmnprstvz".charAt(random.nextInt(16))).append("aeiou".charAt(random.nextInt(5)));
            if (random.nextInt(3) == 0) {
                word.append("nrlsx".charAt(random.nextInt(5)));
            }
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String misspelt(String name, Random random) {
        var second = name.indexOf(' ') + 1;
        var at = second + 1 + random.nextInt(4);
        return name.substring(0, at) + name.substring(at + 1);
    }

    private static long usedMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_048_576;
    }
}
