package io.souk.tools.desk;

import io.souk.events.Finding.Refusal;
import io.souk.tools.desk.LineFinder.Found;
import io.souk.tools.desk.LineFinder.How;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Products;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
    private static final Pattern STILL_OPEN = Pattern.compile(
            "(?i)\\b(?:on (?:the|its|their) way|in transit|pending|open|outstanding|to arrive|still (?:to come|coming))\\b");
    /** "What have I got from you": of what was ordered, not of what has come. */
    private static final Pattern BOUGHT = Pattern.compile("(?i)\\b(?:bought|buy|ordered|order|got)\\b");

    private static final Pattern NOT_ARRIVED = Pattern.compile(
            "(?i)(?:n[o']t|never|still)\\b[^.!?]{0,20}\\b(?:got|arrived?|received?|delivered|came|come|coming|waiting)\\b");
    private static final Pattern LATE = Pattern.compile("(?i)\\b(?:late|delayed)\\b");
    private static final Pattern CANCELLED = Pattern.compile("(?i)\\bcancell?ed\\b");
    /** "My last order", but neither "last week" nor "how long does it last". */
    private static final Pattern NEWEST = Pattern.compile(
            "(?i)\\b(?:(?:my|the|that|this|our) (?:very )?(?:latest|newest|most recent|last)\\b(?! (?:\\d|two|three|few|couple|year|month|week|night|time|day|orders|purchases|parcels|things|summer|winter|spring|autumn|christmas))|(?:just|recently) (?:bought|ordered|got|placed))");

    private static final Pattern OLDEST = Pattern.compile(
            "(?i)\\b(?:my|the|that|this|our) (?:very )?(?:oldest|earliest|first (?:order|purchase|parcel))\\b");
    private static final Pattern LONG_AGO = Pattern.compile(
            "(?i)\\b(?:ages|long|(?:a )?(?:long |good )?while|(?:a long|some) time|forever|months|years) (?:ago|back)\\b");
    private static final Pattern POINTS =
            Pattern.compile("(?i)\\b(?:that|this|the same) (?:one|order|parcel|package|purchase)\\b");
    private static final Pattern OTHER =
            Pattern.compile("(?i)\\b(?:the|my|that) others?(?: (?:one|order|parcel|package|delivery|purchase))?\\b");
    /** Nobody calls it long ago within this many days. */
    private static final int LONG = 45;

    private static final Comparator<Overview> PLACED = Comparator.comparing(OrderFinder::placed);

    private final Products products;
    private final Clock clock;

    OrderFinder(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /**
     * The orders that the message names.
     *
     * @param scope the orders that it may be about: those, or, if it names none, all
     * @param refusal one that is not the customer's own refuses them all; so does having none. Else null
     */
    record Named(
            List<Overview> orders,
            List<Overview> scope,
            @Nullable Refusal refusal) {}

    Named named(List<Overview> mine, Visit visit) {
        var ids = visit.orderIds();
        var found = ids.stream()
                .flatMap(id -> mine.stream().filter(order -> order.id().equals(id)))
                .toList();
        var refusal = found.size() < Set.copyOf(ids).size()
                ? Refusals.ORDER_NOT_FOUND
                : mine.isEmpty() ? Refusals.NO_ORDERS : null;
        return new Named(found, found.isEmpty() ? mine : found, refusal);
    }

    /** The order that the conversation is about. */
    Optional<Overview> inFocus(List<Overview> among, Visit visit) {
        return visit.turn().focus().orderIds().stream()
                .flatMap(id -> among.stream().filter(order -> order.id().equals(id)))
                .findFirst();
    }

    /** "What is in that order", "what did that one cost": the one that was spoken of last, if nothing else is named. */
    Optional<Overview> pointedAt(List<Overview> mine, Visit visit) {
        return POINTS.matcher(visit.text()).find()
                        && finder(mine).named(Item.of(mine), visit.turn()).isEmpty()
                ? inFocus(mine, visit)
                : Optional.empty();
    }

    /** Those that fit the items, the days and the state that the message speaks of; all of them if it speaks of none. */
    List<Overview> fitting(List<Overview> among, Visit visit) {
        var items = finder(among).named(Item.of(among), visit.turn());
        var byItem = items.isEmpty() ? among : Item.files(items);
        return inTime(byItem, visit);
    }

    /** Those that fit the days and the state that the message speaks of, "the latest", "ages ago", "the other one"; else all. */
    List<Overview> inTime(List<Overview> among, Visit visit) {
        var text = visit.text();
        var left = orAll(among, order -> isOnDays(order, visit));
        if (LATE.matcher(text).find()) {
            left = orAll(left, order -> order.state().equals("DELAYED"));
        }
        if (CANCELLED.matcher(text).find()) {
            left = orAll(left, order -> order.order().is(Status.CANCELLED));
        }
        if (NOT_ARRIVED.matcher(text).find()) {
            left = orAll(left, Overview::isOpen);
        }
        if (LONG_AGO.matcher(text).find()) {
            var recent = LocalDate.now(clock).minusDays(LONG);
            left = orAll(left, order -> placed(order).isBefore(recent));
        }
        if (OTHER.matcher(text).find()) {
            var spokenOf = inFocus(left, visit);
            left = orAll(left, order -> !spokenOf.equals(Optional.of(order)));
        }
        if (NEWEST.matcher(text).find()) {
            left = of(left.stream().max(PLACED));
        }
        return OLDEST.matcher(text).find() ? of(left.stream().min(PLACED)) : left;
    }

    /** Of a list of orders those that are asked for: unlike where one is meant, none if none fits. */
    List<Overview> listed(List<Overview> mine, Visit visit) {
        var text = visit.text();
        var entities = visit.turn().entities();
        var items = finder(mine).named(Item.of(mine), visit.turn());
        var namesKind =
                !entities.categories().isEmpty() || entities.products().stream().anyMatch(LineFinder::isExplicit);
        var left = items.isEmpty() ? namesKind ? List.<Overview>of() : mine : Item.files(items);
        if (!entities.dates().isEmpty()) {
            left = left.stream().filter(order -> isOnDays(order, visit)).toList();
        }
        if (STILL_OPEN.matcher(text).find() || NOT_ARRIVED.matcher(text).find()) {
            left = left.stream().filter(Overview::isOpen).toList();
        } else if (ARRIVED.matcher(text).find() && !BOUGHT.matcher(text).find()) {
            left = left.stream().filter(order -> order.deliveredOn() != null).toList();
        }
        if (CANCELLED.matcher(text).find()) {
            left = left.stream()
                    .filter(order -> order.order().is(Status.CANCELLED))
                    .toList();
        }
        return left.isEmpty() ? left : inTime(left, visit);
    }

    /** The items that the message is about, also by the time it speaks of. */
    Found items(List<Overview> scope, Visit visit) {
        var found = finder(scope).find(Item.of(scope), visit.turn());
        var isOther = found.how() == How.FOCUS && OTHER.matcher(visit.text()).find();
        var lines = isOther ? Item.of(scope) : found.lines();
        var files = Item.files(lines);
        var left = found.how() == How.MISSED ? files : inTime(files, visit);
        return left.size() == files.size()
                ? found
                : new Found(
                        lines.stream()
                                .filter(line -> left.contains(line.file()))
                                .toList(),
                        How.NAMED);
    }

    private static LocalDate placed(Overview order) {
        return Objects.requireNonNullElse(order.purchase().placedOn(), LocalDate.MAX);
    }

    private static List<Overview> of(Optional<Overview> one) {
        return one.map(List::of).orElse(List.of());
    }

    LineFinder finder(Collection<Overview> among) {
        return new LineFinder(products.kinds(
                Item.of(among).stream().map(Item::productId).distinct().toList()));
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
