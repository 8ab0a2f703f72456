package io.souk.tools.orders;

import io.souk.events.Finding.OrderLine;
import io.souk.tools.products.Products.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Lines as customers see them. */
public final class OrderLines {
    private OrderLines() {}

    /** All lines; pieces of a kind together. */
    public static List<OrderLine> views(Order order) {
        return views(order, places(order));
    }

    /** The places of all lines. */
    public static List<Integer> places(Order order) {
        return IntStream.range(0, order.items().size()).boxed().toList();
    }

    /** The lines at these places; pieces of a kind together. */
    public static List<OrderLine> views(Order order, List<Integer> places) {
        var kinds = new LinkedHashMap<Kind, OrderLine>();
        for (var place : places) {
            var line = order.items().get(place);
            kinds.merge(new Kind(line.itemId(), line.price()), view(line), (some, one) -> more(some));
        }
        return List.copyOf(kinds.values());
    }

    /** The lines at these places, one by one. */
    public static List<OrderLine> each(Order order, List<Integer> places) {
        return places.stream().map(place -> view(order.items().get(place))).toList();
    }

    /** What the lines at these places become, one by one. */
    public static List<OrderLine> replacements(
            Order order, List<Integer> places, List<String> newItemIds, Map<String, Item> catalogue) {
        var views = new ArrayList<OrderLine>();
        for (var pair = 0; pair < places.size(); pair++) {
            var item = catalogue.get(newItemIds.get(pair));
            if (item != null) {
                views.add(view(order.items().get(places.get(pair)).as(item.variant())));
            }
        }
        return views;
    }

    private static OrderLine view(Line line) {
        return new OrderLine(line.productId(), line.name(), 1, line.price(), line.itemId(), line.options());
    }

    private static OrderLine more(OrderLine some) {
        return new OrderLine(
                some.productId(), some.name(), some.quantity() + 1, some.unitPrice(), some.itemId(), some.options());
    }

    private record Kind(String itemId, BigDecimal price) {}
}
