package io.souk.tools.desk;

import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Products;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which of a customer's orders a message is about: by number, item, date, state, or what the conversation is about. */
@Component
class OrderFinder {
    private static final Pattern ARRIVED = Pattern.compile("(?i)\\b(?:got|arrived|received|delivered|came)\\b");
    private static final Pattern LATE = Pattern.compile("(?i)\\b(?:late|delayed)\\b");

    private final Products products;

    OrderFinder(Products products) {
        this.products = products;
    }

    /** The orders that the message names. One that is not the customer's own refuses them all. */
    record Named(List<Overview> orders, boolean isRefused) {}

    Named named(List<Overview> mine, Visit visit) {
        var ids = visit.orderIds();
        var found = ids.stream()
                .flatMap(id -> mine.stream().filter(order -> order.id().equals(id)))
                .toList();
        return new Named(found, found.size() < Set.copyOf(ids).size());
    }

    /** The order that the conversation is about. */
    Optional<Overview> inFocus(List<Overview> among, Visit visit) {
        return visit.turn().focus().orderIds().stream()
                .flatMap(id -> among.stream().filter(order -> order.id().equals(id)))
                .findFirst();
    }

    /** Those that fit the items, the days and the state that the message speaks of; all of them if it speaks of none. */
    List<Overview> fitting(List<Overview> among, Visit visit) {
        var items = finder(among).named(lines(among), visit.turn());
        var byItem = items.isEmpty()
                ? among
                : items.stream().map(Item::file).distinct().toList();
        var byDay = orAll(byItem, order -> isOnDays(order, visit));
        return LATE.matcher(visit.text()).find()
                ? orAll(byDay, order -> order.state().equals("DELAYED"))
                : byDay;
    }

    /** Whether the message tells orders apart at all. */
    boolean tellsApart(List<Overview> among, Visit visit) {
        return fitting(among, visit).size() < among.size();
    }

    LineFinder finder(Collection<Overview> among) {
        return new LineFinder(products.categories(
                lines(among).stream().map(Item::productId).distinct().toList()));
    }

    static List<Item> lines(Collection<Overview> among) {
        return among.stream().flatMap(order -> Item.of(order).stream()).toList();
    }

    private static boolean isOnDays(Overview order, Visit visit) {
        var arrived = ARRIVED.matcher(visit.text()).find() && !order.order().is(Status.PENDING);
        return visit.turn().entities().dates().stream()
                .anyMatch(days -> isWithin(order.deliveredOn(), days.from(), days.to())
                        || (!arrived && isWithin(order.purchase().placedOn(), days.from(), days.to())));
    }

    private static boolean isWithin(@Nullable LocalDate day, LocalDate from, LocalDate to) {
        return day != null && !day.isBefore(from) && !day.isAfter(to);
    }

    private static List<Overview> orAll(List<Overview> among, Predicate<Overview> wanted) {
        var some = among.stream().filter(wanted).toList();
        return some.isEmpty() ? among : some;
    }
}
