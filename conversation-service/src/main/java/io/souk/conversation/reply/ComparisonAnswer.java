package io.souk.conversation.reply;

import io.souk.events.Finding.Choosing;
import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.Place;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** "Which is lighter?" of things that are compared wants one line of the comparison, not the comparison. */
final class ComparisonAnswer {
    private static final String PRICE = "Price";
    /** Half of the words of a spec's name: "memory" of "Memory", "battery" of "Battery life". */
    private static final double ENOUGH = 0.5;
    /** A number as sellers write it, and what it counts. */
    private static final Pattern QUANTITY = Pattern.compile("(\\d[\\d,]*(?:\\.\\d+)?)\\s*([\\p{L}%\"]*)");

    /** Who wants to know which one it is may want to know what comes next, and no more. */
    private static final int MOST_OTHERS = 2;

    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private final Voice voice;
    private final Lexicon lexicon;

    ComparisonAnswer(Voice voice, Lexicon lexicon) {
        this.voice = voice;
        this.lexicon = lexicon;
    }

    /**
     * One line.
     *
     * @param best the product that has the most or least of it; empty if none stands out
     */
    record Line(String words, Optional<ProductView> best) {}

    /** One line, if it is one property that the question asks about. */
    Optional<Line> to(String question, Comparison comparison) {
        var choice = comparison.choice();
        if (choice != null && !choice.places().isEmpty()) {
            return Optional.of(line(choice, comparison.products()));
        }
        if (comparison.rows().size() == 1 && comparison.verdicts().isEmpty()) {
            // graph-service has told already which line of the data sheets it is
            return Optional.of(
                    line(comparison.rows().getFirst(), comparison.products(), words(question, comparison.products())));
        }
        if (!lexicon.matches("asksWhichOne", question) || lexicon.matches("asksComparison", question)) {
            return Optional.empty();
        }
        var words = words(question, comparison.products());
        return row(words, comparison.rows()).map(row -> line(row, comparison.products(), words));
    }

    /** Which of them all it is, and the next ones. */
    private Line line(Choosing choice, List<ProductView> products) {
        var first = choice.places().getFirst();
        var level = choice.places().stream()
                .filter(place -> place.rank() == first.rank())
                .toList();
        var next = choice.places().stream()
                .filter(place -> place.rank() != first.rank())
                .limit(MOST_OTHERS)
                .map(place -> voice.say(
                        "comparison.answer.other", "value", value(choice, place, products), "product", place.name()))
                .toList();
        var isAlone = level.size() == 1;
        var words = voice.say(
                isAlone ? "comparison.choice" : "comparison.choice.level",
                "product",
                voice.texts().list(level.stream().map(Place::name).toList()),
                "spec",
                choice.property().toLowerCase(voice.texts().locale()),
                "value",
                value(choice, first, products),
                "others",
                next.isEmpty() ? "none" : voice.texts().list(next));
        return new Line(
                words,
                products.stream()
                        .filter(product -> isAlone && product.id().equals(first.productId()))
                        .findFirst());
    }

    private String value(Choosing choice, Place place, List<ProductView> products) {
        return products.stream()
                .filter(product -> product.id().equals(place.productId()))
                .findFirst()
                .filter(_ -> choice.property().equals(PRICE))
                .map(product -> voice.texts().money(product.price(), product.currency()))
                .orElse(place.value());
    }

    private static List<String> words(String question, List<ProductView> products) {
        var rest = question.toLowerCase(Locale.ROOT);
        for (var product : products) {
            rest = rest.replace(product.name().toLowerCase(Locale.ROOT), " ");
        }
        return WORD.matcher(rest).results().map(match -> match.group()).toList();
    }

    /** The spec that is named, else the one that an adjective measures. */
    private Optional<SpecRow> row(List<String> words, List<SpecRow> rows) {
        var asked = new HashSet<>(lexicon.stems(String.join(" ", words)));
        var named = rows.stream()
                .filter(row -> share(row, asked) >= ENOUGH)
                .max(Comparator.<SpecRow>comparingDouble(row -> share(row, asked))
                        // "Battery life" of "battery life", and not "battery".
                        .thenComparingInt(row -> lexicon.stems(row.name()).size()));
        return named.isPresent()
                ? named
                : words.stream()
                        .flatMap(word -> lexicon.measuredBy(word).stream())
                        .flatMap(spec -> rows.stream().filter(row -> row.name().equalsIgnoreCase(spec)))
                        .findFirst();
    }

    private double share(SpecRow row, Set<String> asked) {
        var name = lexicon.stems(row.name());
        return name.stream()
                        .filter(stem -> asked.contains(stem) || lexicon.meanTheSame(stem, asked))
                        .count()
                / (double) Math.max(1, name.size());
    }

    private Line line(SpecRow row, List<ProductView> products, List<String> asked) {
        var spec = row.name().toLowerCase(voice.texts().locale());
        var values = row.name().equals(PRICE)
                ? products.stream()
                        .map(product -> voice.texts().money(product.price(), product.currency()))
                        .toList()
                : row.values().stream()
                        .map(value -> value.isBlank() ? voice.say("comparison.answer.unknown") : value)
                        .toList();
        if (values.stream().distinct().count() == 1) {
            return new Line(
                    voice.say(
                            "comparison.answer.same",
                            "spec",
                            spec,
                            "value",
                            values.getFirst(),
                            "count",
                            products.size()),
                    Optional.empty());
        }
        var best = best(row, products, asked);
        var others = IntStream.range(0, products.size())
                .filter(place -> best.isEmpty() || place != best.get())
                .mapToObj(place -> voice.say(
                        "comparison.answer.other",
                        "value",
                        values.get(place),
                        "product",
                        products.get(place).name()))
                .toList();
        var words = best.map(place -> voice.say(
                        "comparison.answer",
                        "product",
                        products.get(place).name(),
                        "spec",
                        spec,
                        "value",
                        values.get(place),
                        "others",
                        voice.texts().list(others)))
                .orElseGet(() -> voice.say(
                        "comparison.answer.values",
                        "spec",
                        row.name(),
                        "others",
                        voice.texts().list(others)));
        return new Line(words, best.map(products::get));
    }

    /** Which has the most of it, or the least if that is asked; empty where that cannot be told, or two have the same. */
    private Optional<Integer> best(SpecRow row, List<ProductView> products, List<String> words) {
        var least = words.stream().anyMatch(word -> lexicon.isIn("least", word));
        if (!least && words.stream().noneMatch(word -> lexicon.isIn("most", word))) {
            return Optional.empty();
        }
        var amounts = row.name().equals(PRICE)
                ? products.stream()
                        .map(product -> product.price().doubleValue())
                        .toList()
                : amounts(row.values());
        var sought = least
                ? amounts.stream().min(Comparator.naturalOrder())
                : amounts.stream().max(Comparator.naturalOrder());
        return sought.filter(amount -> amounts.stream().filter(amount::equals).count() == 1)
                .map(amounts::indexOf);
    }

    /** In one unit; empty if they are not all known, or not of one kind. */
    private static List<Double> amounts(List<String> values) {
        var quantities = values.stream().map(QUANTITY::matcher).toList();
        if (!quantities.stream().allMatch(quantity -> quantity.find())) {
            return List.of();
        }
        var kinds = quantities.stream()
                .map(quantity -> kind(quantity.group(2)))
                .distinct()
                .toList();
        return kinds.size() > 1
                ? List.of()
                : quantities.stream()
                        .map(quantity ->
                                Double.parseDouble(quantity.group(1).replace(",", "")) * factor(quantity.group(2)))
                        .toList();
    }

    private static String kind(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "kg" -> "g";
            case "tb" -> "gb";
            default -> unit.toLowerCase(Locale.ROOT);
        };
    }

    private static double factor(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "kg" -> 1000;
            case "tb" -> 1024;
            default -> 1;
        };
    }
}
