package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.souk.rag.reading.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The manuals of a shop that does not exist, the same in every run: families of like products whose manuals differ in numbers and
 * names, as real ones do. Among the generated paragraphs stand facts that a person wrote, with the questions that ask for them.
 */
@NullMarked
final class GeneratedLibrary {
    static final int FAMILY = 6;

    private static final int SECTIONS = 20;
    private static final int SENTENCES = 5;
    private static final int STOCK_OF_A_PART = 100;
    private static final int ASKED_OF_A_FAMILY = 3;
    private static final String SLOT = "{n}";

    private static final List<String> KINDS =
            words("kettle, laptop, monitor, vacuum cleaner, coffee machine, washing machine, "
                    + "printer, router, headset, camera, drone, scooter, bicycle light, air purifier, heater, fan, lamp, door lock, "
                    + "doorbell, thermostat, speaker, turntable, projector, tablet, watch, scale, toothbrush, shaver, hair dryer, iron, "
                    + "blender, toaster, oven, freezer, dishwasher, lawn mower, drill, saw, pump, tent");
    private static final List<String> PARTS =
            words("filter, lid, hinge, cable, display, keypad, battery, motor, fan wheel, gasket, "
                    + "hose, valve, sensor, antenna, speaker grille, lens, handle, base plate, drawer, tray, roller, belt, blade, nozzle, "
                    + "tank, pump head, fuse, socket, strap, clip, frame, wheel, spring, latch, mirror, cartridge, drum, probe, "
                    + "reset switch, cover");
    private static final List<String> ASPECTS = words(
            "Cleaning, Changing, Fitting, Checking, Adjusting, Storing, Ordering, Lubricating, Testing, Removing");
    private static final List<String> ACTIONS =
            words("Wipe, Turn, Loosen, Lift, Press, Replace, Rinse, Tighten, Inspect, Align, "
                    + "Unplug, Seat, Brush, Mark, Measure");
    private static final List<String> MANNERS = List.of(
            "with a soft cloth and lukewarm water",
            "until it clicks into its place",
            "a quarter turn to the left",
            "while the device is switched off",
            "after every # hours of use",
            "with the tool from the accessory bag",
            "and let it dry for # minutes",
            "before you close the housing",
            "in the order that figure # shows",
            "without touching the contacts",
            "and compare it with the mark on the side",
            "once in # weeks");
    private static final List<String> TROUBLES = List.of(
            "rattles at full speed",
            "is warmer than # degrees",
            "does not move freely",
            "shows a crack",
            "sits at an angle",
            "has lost its colour",
            "leaks more than # drops",
            "was dropped",
            "is blocked by dust",
            "reports error E#");
    private static final List<String> REMEDIES = List.of(
            "stop the device and wait for # minutes",
            "order the spare part number #",
            "have a workshop look at it",
            "repeat the set-up from step #",
            "remove it and put it back",
            "reduce the load by half",
            "update the software to release #",
            "hold the main key for # seconds",
            "check the seal below it",
            "do not use it any longer");
    private static final List<String> CONSONANTS = words("v, k, t, r, n, l, m, b, d, s, z, p, g, f");
    private static final List<String> VOWELS = words("a, e, i, o, u");

    private final int products;
    private final List<Fact> facts;
    private final List<List<String>> stock;
    private final List<String> names;

    /** @param chunks about so many; each section is one */
    GeneratedLibrary(int chunks) {
        this.products = Math.max(1, chunks / SECTIONS / FAMILY) * FAMILY;
        this.facts = facts();
        this.stock = IntStream.range(0, PARTS.size())
                .mapToObj(GeneratedLibrary::stockOf)
                .toList();
        this.names = names(products);
        if (products / FAMILY < facts.size()) {
            throw new IllegalArgumentException("too few chunks for the facts that are to stand among them");
        }
    }

    private record Fact(String heading, String says, String asked) {
        boolean isOfFamily() {
            return says.contains(SLOT);
        }
    }

    /**
     * A question whose answer stands in one place.
     *
     * @param sort of question
     * @param answer words of the only passage that answers
     */
    record Planted(Sort sort, String words, String documentId, String answer) {}

    /** What makes a question hard. */
    enum Sort {
        /** Other words than the answer has, and no product named. */
        OTHER_WORDS,
        /** Six like products say the same with another number each. */
        NAMED_PRODUCT,
        /** The first sort with a typing error. */
        MISSPELT,
        /** The second with a typing error in the product's name. */
        MISSPELT_NAME
    }

    /** All sentences that the generated paragraphs are made of, {@code #} for each number. */
    Set<String> sentences() {
        var all = new LinkedHashSet<String>();
        stock.forEach(all::addAll);
        return all;
    }

    Stream<SourceDocument> documents() {
        return IntStream.range(0, products).parallel().mapToObj(this::document);
    }

    /** The documents of about so many families, from all over the library. */
    Stream<SourceDocument> someDocuments(int families) {
        var step = Math.max(1, products / FAMILY / families);
        return IntStream.range(0, products)
                .filter(product -> product / FAMILY % step == 0)
                .parallel()
                .mapToObj(this::document);
    }

    /** The questions that a person wrote. */
    List<Planted> planted() {
        var random = new Random(5);
        var planted = new ArrayList<Planted>();
        for (var i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            var family = familyOf(i);
            if (!fact.isOfFamily()) {
                planted.add(new Planted(Sort.OTHER_WORDS, fact.asked(), id(family * FAMILY), fact.says()));
                planted.add(new Planted(
                        Sort.MISSPELT,
                        misspelt(fact.asked(), longest(fact.asked()), random),
                        id(family * FAMILY),
                        fact.says()));
                continue;
            }
            for (var member = 0; member < FAMILY; member++) {
                var product = family * FAMILY + member;
                var asked = "%s %s: %s".formatted(names.get(product), kind(product), fact.asked());
                planted.add(
                        member < ASKED_OF_A_FAMILY
                                ? new Planted(Sort.NAMED_PRODUCT, asked, id(product), says(fact, product))
                                : new Planted(
                                        Sort.MISSPELT_NAME,
                                        misspelt(asked, brand(product), random),
                                        id(product),
                                        says(fact, product)));
            }
        }
        return planted;
    }

    /** Questions about the generated paragraphs, for measuring times. */
    List<String> asked(int count) {
        var random = new Random(9);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    var product = random.nextInt(products);
                    var part = any(PARTS, random);
                    return switch (i % 3) {
                        case 0 ->
                            "how do I %s the %s of the %s"
                                    .formatted(any(ACTIONS, random).toLowerCase(Locale.ROOT), part, names.get(product));
                        case 1 ->
                            "my %s's %s %s, what now"
                                    .formatted(
                                            kind(product),
                                            part,
                                            any(TROUBLES, random).replace('#', '7'));
                        default ->
                            "%s %s %s"
                                    .formatted(
                                            kind(product),
                                            part,
                                            any(ASPECTS, random).toLowerCase(Locale.ROOT));
                    };
                })
                .toList();
    }

    private SourceDocument document(int product) {
        var random = new Random(product);
        var text = new StringBuilder();
        for (var section = 0; section < SECTIONS; section++) {
            var part = random.nextInt(PARTS.size());
            text.append("## ").append(any(ASPECTS, random)).append(" the ").append(PARTS.get(part));
            // Two sections of one name would be neighbours of one passage.
            text.append(" (").append(section + 1).append(")\n\n");
            for (var sentence = 0; sentence < SENTENCES; sentence++) {
                var words = any(stock.get(part), random);
                text.append(words.replace("#", Integer.toString(2 + random.nextInt(90))))
                        .append(' ');
            }
            text.append("\n\n");
        }
        for (var i = 0; i < facts.size(); i++) {
            var first = familyOf(i) * FAMILY;
            if (product == first || (facts.get(i).isOfFamily() && product > first && product < first + FAMILY)) {
                text.append("## ").append(facts.get(i).heading()).append("\n\n");
                text.append(says(facts.get(i), product)).append("\n\n");
            }
        }
        return new SourceDocument(
                id(product),
                "%s %s manual".formatted(names.get(product), kind(product)),
                "manual",
                "product-" + product,
                text.toString(),
                Format.MARKDOWN);
    }

    private int familyOf(int fact) {
        return (int) ((long) fact * (products / FAMILY) / facts.size());
    }

    private static String id(int product) {
        return "manual-" + product;
    }

    private static String kind(int product) {
        return KINDS.get(product / FAMILY % KINDS.size());
    }

    private String brand(int product) {
        return names.get(product).split(" ", 2)[0];
    }

    private static String says(Fact fact, int product) {
        return fact.says().replace(SLOT, Integer.toString(20 + product % FAMILY * 7));
    }

    private static String longest(String words) {
        return Stream.of(words.split(" ")).reduce("", (one, other) -> other.length() > one.length() ? other : one);
    }

    /** Two of the word's letters change places. */
    private static String misspelt(String text, String word, Random random) {
        var at = 1 + random.nextInt(word.length() - 2);
        return text.replace(
                word, word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2));
    }

    private static List<String> stockOf(int part) {
        var random = new Random(1_000 + part);
        var sentences = new LinkedHashSet<String>();
        while (sentences.size() < STOCK_OF_A_PART) {
            sentences.add(
                    random.nextBoolean()
                            ? "%s the %s %s.".formatted(any(ACTIONS, random), PARTS.get(part), any(MANNERS, random))
                            : "If the %s %s, %s."
                                    .formatted(PARTS.get(part), any(TROUBLES, random), any(REMEDIES, random)));
        }
        return List.copyOf(sentences);
    }

    /** Of a family one brand and letter, six numbers. */
    private static List<String> names(int products) {
        var random = new Random(3);
        var brands = new LinkedHashSet<String>();
        while (brands.size() < products / FAMILY) {
            var brand = new StringBuilder();
            for (var syllable = 0; syllable < 3; syllable++) {
                brand.append(any(CONSONANTS, random)).append(any(VOWELS, random));
            }
            brand.append(any(CONSONANTS, random)).setCharAt(0, Character.toUpperCase(brand.charAt(0)));
            brands.add(brand.toString());
        }
        var names = new ArrayList<String>();
        for (var brand : brands) {
            var letter = (char) ('A' + random.nextInt(26));
            var number = 10 * (11 + random.nextInt(80));
            for (var member = 0; member < FAMILY; member++) {
                names.add("%s %c%d".formatted(brand, letter, number + member * 2));
            }
        }
        return names;
    }

    private static List<Fact> facts() {
        try (var file = Objects.requireNonNull(
                GeneratedLibrary.class.getResourceAsStream("/facts.tsv"), "facts.tsv is not on the class path")) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(parts -> new Fact(parts[0], parts[1], parts[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(String list) {
        return List.of(list.split(", "));
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
