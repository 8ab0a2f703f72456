package io.souk.intent.entities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Entities;
import io.souk.intent.Samples;
import io.souk.intent.catalogue.CatalogueIndex;
import io.souk.intent.training.Scribbles;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts that a person marked, against what is found in them. */
class EntityCorpusTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18);
    private static final double LEAST_PRECISION = 0.9;
    private static final double LEAST_RECALL = 0.9;
    private static final CatalogueIndex INDEX = new CatalogueIndex(Stream.concat(
                    Samples.PRODUCTS.stream(),
                    Stream.of(Samples.product("macbook-pro-14", "MacBook Pro 14", "Apple", "Laptops")))
            .toList());

    private static final int SLIPS = 12;
    private static final List<String> KINDS = List.of(
            "laptop",
            "notebook",
            "chromebook",
            "headphones",
            "earphones",
            "earbuds",
            "smartphone",
            "docking station",
            "monitor",
            "keyboard",
            "mouse",
            "tablets",
            "charger",
            "power bank",
            "wireless charger");

    private record Marked(String text, List<String> expected, List<String> found) {}

    private static final class Score {
        private int right;
        private int found;
        private int expected;

        double precision() {
            return found == 0 ? 1 : (double) right / found;
        }

        double recall() {
            return expected == 0 ? 1 : (double) right / expected;
        }
    }

    private static List<Marked> corpus;

    @BeforeAll
    static void read() throws IOException {
        try (var in = EntityCorpusTest.class.getResourceAsStream("/entities/marked.tsv")) {
            corpus = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(EntityCorpusTest::read)
                    .toList();
        }
    }

    @Test
    void mostOfWhatIsNamedIsFoundAndLittleElse() {
        var scores = new TreeMap<String, Score>();
        corpus.forEach(marked -> count(marked, scores));

        System.out.printf(Locale.ROOT, "%-10s %9s %9s %5s%n", "entities", "precision", "recall", "n");
        scores.forEach((kind, score) -> System.out.printf(
                Locale.ROOT, "%-10s %9.3f %9.3f %5d%n", kind, score.precision(), score.recall(), score.expected));
        corpus.stream()
                .filter(marked -> !sorted(marked.expected()).equals(sorted(marked.found())))
                .forEach(marked -> System.out.println("differs: " + marked));
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(150);
        assertThat(scores.keySet())
                .containsExactlyInAnyOrder(
                        "order",
                        "refund",
                        "complaint",
                        "tracking",
                        "product",
                        "category",
                        "amount",
                        "date",
                        "email",
                        "postcode",
                        "person");
        assertThat(scores).allSatisfy((kind, score) -> {
            assertThat(score.precision()).as("precision of %s", kind).isGreaterThanOrEqualTo(LEAST_PRECISION);
            assertThat(score.recall()).as("recall of %s", kind).isGreaterThanOrEqualTo(LEAST_RECALL);
        });
    }

    @Test
    void kindsOfProductsAreFoundInSpiteOfSlips() {
        var missed = new ArrayList<String>();
        var count = 0;
        for (var kind : KINDS) {
            var category = categories("any " + kind);
            assertThat(category).as(kind).hasSize(1);
            for (var slip = 0; slip < SLIPS; slip++) {
                var typed = Scribbles.slip(kind, new Random(kind.hashCode() * 31L + slip));
                count++;
                if (!categories("I need a " + typed + " for my trip").equals(category)) {
                    missed.add(typed);
                }
            }
        }

        var recall = 1 - missed.size() / (double) count;
        System.out.printf(Locale.ROOT, "mistyped kinds: recall %.3f of %d; missed %s%n", recall, count, missed);
        assertThat(recall).isGreaterThan(0.9);
    }

    private static List<String> categories(String text) {
        return EntityExtractor.extract(text, INDEX, ReadingContext.cold(TODAY)).categories();
    }

    @Test
    void everyMentionSaysWhereItIs() {
        for (var marked : corpus) {
            var entities = EntityExtractor.extract(marked.text(), INDEX, ReadingContext.cold(TODAY))
                    .typed();
            Stream.of(
                            entities.mentions().stream().map(mention -> Map.entry(mention.text(), mention.start())),
                            entities.products().stream().map(mention -> Map.entry(mention.text(), mention.start())),
                            entities.amounts().stream().map(mention -> Map.entry(mention.text(), mention.start())),
                            entities.dates().stream().map(mention -> Map.entry(mention.text(), mention.start())))
                    .flatMap(mentions -> mentions)
                    .forEach(mention -> assertThat(marked.text().startsWith(mention.getKey(), mention.getValue()))
                            .as("%s in %s", mention, marked.text())
                            .isTrue());
        }
    }

    private static void count(Marked marked, Map<String, Score> scores) {
        var open = new ArrayList<>(marked.expected());
        marked.expected().forEach(each -> score(scores, each).expected++);
        for (var found : marked.found()) {
            score(scores, found).found++;
            if (open.remove(found)) {
                score(scores, found).right++;
            }
        }
    }

    private static Score score(Map<String, Score> scores, String entity) {
        return scores.computeIfAbsent(entity.substring(0, entity.indexOf(' ')), _ -> new Score());
    }

    private static Marked read(String line) {
        var columns = Arrays.asList(line.split("\t", -1));
        var asked = columns.size() > 2 ? columns.get(2) : "";
        var expected = columns.size() < 2 || columns.get(1).isEmpty()
                ? List.<String>of()
                : Arrays.asList(columns.get(1).split("; ", -1));
        var context = new ReadingContext(TODAY, asked.equals("order"), asked.equals("zip"), List.of());
        var entities =
                EntityExtractor.extract(columns.getFirst(), INDEX, context).entities();
        return new Marked(columns.getFirst(), expected, flat(entities));
    }

    private static List<String> flat(Entities entities) {
        return Stream.of(
                        entities.mentions().stream()
                                .map(mention -> mention.kind().wireName() + ' ' + mention.value()),
                        entities.products().stream().map(mention -> "product " + mention.productId()),
                        entities.amounts().stream()
                                .map(amount -> "amount " + amount.bound().wireName() + ' '
                                        + amount.value().toPlainString()
                                        + (amount.currency() == null ? "" : ' ' + amount.currency())),
                        entities.dates().stream()
                                .map(date -> "date " + date.from()
                                        + (date.to().equals(date.from()) ? "" : ".." + date.to())))
                .flatMap(each -> each)
                .toList();
    }

    private static List<String> sorted(List<String> entities) {
        return entities.stream().sorted().toList();
    }
}
