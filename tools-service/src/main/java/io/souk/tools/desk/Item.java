package io.souk.tools.desk;

import static java.util.stream.Collectors.joining;

import io.souk.tools.orders.Line;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Variant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of one order: what a customer means by "my headphones".
 *
 * @param number place in the order, from 0
 */
record Item(Overview file, int number, Line line) {
    /** All lines of an order. */
    static List<Item> of(Overview file) {
        var lines = file.order().items();
        return IntStream.range(0, lines.size())
                .mapToObj(number -> new Item(file, number, lines.get(number)))
                .toList();
    }

    /** All lines of several orders. */
    static List<Item> of(Collection<Overview> files) {
        return files.stream().flatMap(file -> of(file).stream()).toList();
    }

    /** The orders that these are lines of. */
    static List<Overview> files(Collection<Item> items) {
        return items.stream().map(Item::file).distinct().toList();
    }

    /** Their places in the order. */
    static List<Integer> numbers(Collection<Item> items) {
        return items.stream().map(Item::number).toList();
    }

    /** What is in an order, in words. */
    static String names(Overview file) {
        return OrderLines.views(file.order()).stream()
                .map(line -> line.quantity() > 1 ? line.quantity() + " × " + line.name() : line.name())
                .collect(joining(", "));
    }

    String name() {
        return line.name();
    }

    String productId() {
        return line.productId();
    }

    /** By its name and the variant that it is. */
    String described() {
        var options = Variant.words(line.options());
        return options.isEmpty() ? name() : name() + " (" + options + ")";
    }
}
