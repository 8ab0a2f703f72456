package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.aftersales.AfterSales;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a customer only wants to know: which orders there are, where one is, how far a refund or a complaint is. */
@Component
class LookUps implements Matter, Choices.Chooser {
    /** States of an order whose money went back or will. */
    private static final Set<String> GIVEN_BACK = Set.of("REFUNDED", "RETURN_REQUESTED", "CANCELLED");

    private final Overviews orders;
    private final OrderFinder finder;
    private final AfterSales afterSales;
    private final RefundRules rules;
    private final Choices choices;
    private final Pad pad;
    private final Clock clock;

    LookUps(
            Overviews orders,
            OrderFinder finder,
            AfterSales afterSales,
            RefundRules rules,
            Choices choices,
            Pad pad,
            Clock clock) {
        this.orders = orders;
        this.finder = finder;
        this.afterSales = afterSales;
        this.rules = rules;
        this.choices = choices;
        this.pad = pad;
        this.clock = clock;
    }

    @Override
    public Set<String> operations() {
        return Set.of(Operation.TRACK);
    }

    Result orders(Visit visit) {
        var mine = orders.of(visit.customer());
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var spokenOf = finder.pointedAt(mine, visit);
        if (spokenOf.isPresent()) {
            return shown(List.of(spokenOf.get()));
        }
        var asked = finder.listed(mine, visit);
        return Result.found(asked.isEmpty() ? Refusals.NO_SUCH_ORDERS : list(asked));
    }

    Result track(Visit visit) {
        var mine = orders.of(visit.customer());
        var named = finder.named(mine, visit);
        if (named.refusal() != null) {
            return Result.found(named.refusal());
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        var spokenOf = finder.pointedAt(mine, visit);
        if (spokenOf.isPresent()) {
            return shown(List.of(spokenOf.get()));
        }
        var meant = finder.fitting(mine, visit);
        // "Where is my order" is about one that is on its way; "it" would have been named.
        var open = meant.stream().filter(Overview::isOpen).toList();
        var likely = open.isEmpty() ? meant : open;
        var candidates = meant.size() < mine.size()
                ? likely
                : finder.inFocus(likely, visit).map(List::of).orElse(likely);
        return shownOrAsked(visit, candidates);
    }

    /** A parcel that should have come. */
    Result late(Visit visit) {
        var mine = orders.of(visit.customer());
        var named = finder.named(mine, visit);
        if (Refusals.ORDER_NOT_FOUND.equals(named.refusal())) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        var open = mine.stream().filter(Overview::isOpen).toList();
        if (open.isEmpty()) {
            return mine.stream()
                    .filter(order -> order.wasDeliveredWithin(rules.missingParcelDays(), LocalDate.now(clock)))
                    .max(Comparator.comparing(order -> Objects.requireNonNull(order.deliveredOn())))
                    .map(order -> shown(List.of(order)))
                    .orElseGet(() -> Result.found(Refusals.NO_OPEN_ORDERS));
        }
        var meant = finder.fitting(open, visit);
        var candidates = meant.size() < open.size()
                ? meant
                : finder.inFocus(open, visit).map(List::of).orElse(open);
        return shownOrAsked(visit, candidates);
    }

    /** Of the things that are named, if one of them was given back; else of what was given back last. */
    Result refundStatus(Visit visit) {
        if (visit.references().isEmpty() && visit.orderIds().isEmpty()) {
            var mine = orders.of(visit.customer());
            var named = Item.files(finder.finder(mine).named(Item.of(mine), visit.turn())).stream()
                    .filter(order -> GIVEN_BACK.contains(order.state()))
                    .toList();
            for (var order : named) {
                var refund = afterSales.refundStatus(visit.customer(), List.of(), List.of(order.id()));
                if (!Refusals.NO_REFUNDS.equals(refund)) {
                    return Result.found(refund);
                }
            }
            if (!named.isEmpty()) {
                return shown(named.stream().limit(1).toList());
            }
        }
        return Result.found(afterSales.refundStatus(visit.customer(), visit.references(), visit.orderIds()));
    }

    Result complaintStatus(Visit visit) {
        return Result.found(afterSales.complaintStatus(visit.customer(), visit.references(), visit.orderIds()));
    }

    @Override
    public Optional<Result> fill(Visit visit, Proposal asked, Wish wish) {
        return choices.fill(visit, asked, wish, choices.offered(visit, asked.terms()), this);
    }

    @Override
    public Result chosen(Visit visit, Overview order, List<Integer> lines, @Nullable String reason) {
        return shown(List.of(order));
    }

    @Override
    public Result anew(Visit visit, String reason) {
        return track(visit);
    }

    private Result shownOrAsked(Visit visit, List<Overview> candidates) {
        if (candidates.size() == 1) {
            return shown(candidates);
        }
        var offered = candidates.stream().limit(Options.MOST).toList();
        var terms = Terms.question(Terms.SLOT_ORDER, Options.orders(offered), null);
        return pad.ask(visit, Operation.TRACK, null, terms, list(offered));
    }

    private Result shown(List<Overview> found) {
        var today = LocalDate.now(clock);
        return Result.found(found.stream()
                .map(order -> new Finding.Order(order.view(today)))
                .toArray(Finding[]::new));
    }

    private Finding list(List<Overview> found) {
        var today = LocalDate.now(clock);
        return new Finding.Orders(found.stream().map(order -> order.view(today)).toList());
    }
}
