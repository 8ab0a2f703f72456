package io.souk.tools.desk;

import io.souk.tools.orders.Line;
import io.souk.tools.overview.Overview;
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

    String name() {
        return line.name();
    }

    String productId() {
        return line.productId();
    }
}
