package io.souk.graph;

import static java.util.Comparator.comparingDouble;

import io.souk.events.Finding.Comparison;
import io.souk.events.Finding.ProductView;
import io.souk.events.Finding.SpecRow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts products side by side: every spec that any of them has, and which is better where better has a meaning. */
final class SpecComparison {
    private static final Pattern QUANTITY = Pattern.compile("(\\d[\\d,]*(?:\\.\\d+)?)\\s*-?([\\p{L}%\"]*)");

    /** Specs where more, or less, is better. In all others a difference is just a difference. */
    private static final Map<String, Direction> DIRECTIONS = Map.ofEntries(
            Map.entry("price", Direction.LESS),
            Map.entry("weight", Direction.LESS),
            Map.entry("thickness", Direction.LESS),
            Map.entry("response time", Direction.LESS),
            Map.entry("power use", Direction.LESS),
            Map.entry("memory", Direction.MORE),
            Map.entry("storage", Direction.MORE),
            Map.entry("battery", Direction.MORE),
            Map.entry("battery life", Direction.MORE),
            Map.entry("capacity", Direction.MORE),
            Map.entry("brightness", Direction.MORE),
            Map.entry("refresh rate", Direction.MORE),
            Map.entry("maximum output", Direction.MORE),
            Map.entry("power to host", Direction.MORE),
            Map.entry("ethernet", Direction.MORE));

    /** Factors to one common unit per dimension, so that 512 GB is less than 1 TB. */
    private static final Map<String, Double> FACTORS =
            Map.of("tb", 1024.0, "gb", 1.0, "kg", 1000.0, "g", 1.0, "cm", 10.0, "mm", 1.0, "gbit", 1000.0, "mbit", 1.0);

    private SpecComparison() {}

    /** Compares in the order of {@code products}; rows follow the order of their specs, price first. */
    static Comparison of(List<ProductView> products) {
        var names = new LinkedHashSet<String>();
        products.forEach(product -> names.addAll(product.specs().keySet()));
        var rows = Stream.concat(
                        Stream.of(row(
                                "Price",
                                products.stream().map(SpecComparison::price).toList())),
                        names.stream()
                                .map(name -> row(
                                        name,
                                        products.stream()
                                                .map(product -> product.specs().getOrDefault(name, ""))
                                                .toList())))
                .toList();
        return new Comparison(products, rows);
    }

    private static SpecRow row(String name, List<String> values) {
        var differs = values.stream().distinct().count() > 1;
        return new SpecRow(name, values, differs, differs ? best(name, values) : null);
    }

    private static String price(ProductView product) {
        return product.price().toPlainString() + ' ' + product.currency();
    }

    /** The one best value; null where the spec has no direction, a value cannot be read as a number, or two share the best. */
    private static @Nullable Integer best(String name, List<String> values) {
        var direction = DIRECTIONS.get(name.toLowerCase(Locale.ROOT));
        if (direction == null) {
            return null;
        }
        var numbers = values.stream().map(SpecComparison::quantity).toList();
        if (numbers.stream().anyMatch(OptionalDouble::isEmpty)) {
            return null;
        }
        var ranked = IntStream.range(0, values.size())
                .boxed()
                .sorted(comparingDouble(
                        index -> direction.sign * numbers.get(index).getAsDouble()))
                .toList();
        var first = numbers.get(ranked.get(0)).getAsDouble();
        var second = numbers.get(ranked.get(1)).getAsDouble();
        return first == second ? null : ranked.get(0);
    }

    private static OptionalDouble quantity(String value) {
        var found = QUANTITY.matcher(value);
        if (!found.find()) {
            return OptionalDouble.empty();
        }
        var number = Double.parseDouble(found.group(1).replace(",", ""));
        return OptionalDouble.of(number * FACTORS.getOrDefault(found.group(2).toLowerCase(Locale.ROOT), 1.0));
    }

    private enum Direction {
        MORE(-1),
        LESS(1);

        private final int sign;

        Direction(int sign) {
            this.sign = sign;
        }
    }
}
