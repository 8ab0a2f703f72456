package io.souk.tools.desk;

import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.desk.Terms.Option;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Variant;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What a customer is offered to choose from, told apart as its owner would. */
final class Options {
    /** More are not shown at once. */
    static final int MOST = 8;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private Options() {}

    /** Orders: by what is in them and when they were bought. */
    static List<Option> orders(List<Overview> orders) {
        return orders.stream().limit(MOST).map(Options::order).toList();
    }

    private static Option order(Overview order) {
        var lines = order.order().items();
        var more = lines.size() > 1 ? " and %d more".formatted(lines.size() - 1) : "";
        var placed = order.purchase().placedOn();
        var label = "%s%s%s (%s)"
                .formatted(
                        lines.getFirst().name(),
                        more,
                        placed == null ? "" : ", ordered " + DAY.format(placed),
                        order.id());
        return new Option(order.id(), label, order.id(), List.of());
    }

    /** An order, all of it. */
    static Option whole(Overview order) {
        return new Option(
                order.id() + " as a whole", order.id() + " as a whole (" + order.words() + ")", order.id(), List.of());
    }

    /** All that is in question of an order. */
    static Option everything(Overview order, List<Item> items) {
        return new Option(
                order.id() + " everything", order.id() + " everything in it", order.id(), Item.numbers(items));
    }

    /** Items of any order. */
    static List<Option> items(List<Item> items) {
        return items.stream()
                .limit(MOST)
                .map(item -> {
                    var order = item.file();
                    var value = order.id() + " " + item.name();
                    return new Option(value, value + ", " + order.words(), order.id(), List.of(item.number()));
                })
                .toList();
    }

    /** Items of one order: by what they are. */
    static List<Option> itemsOf(Overview order) {
        return Item.of(order).stream()
                .limit(MOST)
                .map(item -> new Option(item.name(), item.described(), order.id(), List.of(item.number())))
                .toList();
    }

    /** What an item could become, and what that costs. */
    static List<Option> variants(List<Variant> variants, Item item) {
        return variants.stream()
                .limit(MOST)
                .map(variant -> new Option(
                        variant.words(), priced(variant, item), item.file().id(), List.of()))
                .toList();
    }

    private static String priced(Variant variant, Item item) {
        var difference = variant.price().subtract(item.line().price());
        var sign = difference.signum() < 0 ? "-" : "+";
        return difference.signum() == 0
                ? variant.words() + ", same price"
                : "%s, %s%s %s"
                        .formatted(
                                variant.words(),
                                sign,
                                difference.abs().toPlainString(),
                                item.file().purchase().currency());
    }

    /** What an order could be paid with. */
    static List<Option> methods(List<PaymentMethod> methods, Overview order) {
        return methods.stream()
                .map(method -> new Option(method.label(), labelled(method, order), order.id(), List.of()))
                .toList();
    }

    private static String labelled(PaymentMethod method, Overview order) {
        return method.isGiftCard()
                ? "%s, balance %s %s"
                        .formatted(
                                method.label(),
                                Objects.requireNonNullElse(method.balance(), BigDecimal.ZERO)
                                        .toPlainString(),
                                order.purchase().currency())
                : method.label();
    }
}
