package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.aftersales.AfterSales;
import io.souk.tools.desk.LineFinder.How;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Complaints: about which item or order, and what is wrong with it. */
@Component
class ComplaintRequests implements Deed, Choices.Chooser {
    /** Complaints that name nothing are about something that arrived within this many days. */
    private static final int RECENT_DAYS = 60;

    private final Overviews orders;
    private final OrderFinder finder;
    private final AfterSales afterSales;
    private final Choices choices;
    private final Pad pad;
    private final Clock clock;

    ComplaintRequests(
            Overviews orders, OrderFinder finder, AfterSales afterSales, Choices choices, Pad pad, Clock clock) {
        this.orders = orders;
        this.finder = finder;
        this.afterSales = afterSales;
        this.choices = choices;
        this.pad = pad;
        this.clock = clock;
    }

    @Override
    public Set<String> operations() {
        return Set.of(Operation.COMPLAINT);
    }

    /** @param reason what is wrong, in the customer's own words */
    Result start(Visit visit, String reason) {
        var mine = orders.of(visit.customer());
        var named = finder.named(mine, visit);
        if (named.refusal() != null) {
            return Result.found(named.refusal());
        }
        var only = named.orders().size() == 1 ? named.orders().getFirst() : null;
        if (only != null && only.isOpen()) {
            return propose(visit, only, List.of(), reason);
        }
        var scope = named.orders().isEmpty()
                ? mine.stream().filter(order -> order.deliveredOn() != null).toList()
                : named.orders();
        var found = finder.items(scope, visit);
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            return propose(visit, found.lines().getFirst(), reason);
        }
        var recent = found.lines().stream().filter(this::isRecent).toList();
        var candidates = recent.isEmpty() ? found.lines() : recent;
        if (found.how() == How.NAMED && candidates.size() == 1) {
            return propose(visit, candidates.getFirst(), reason);
        }
        var options = new ArrayList<>(Options.items(candidates));
        if (only != null) {
            options.add(Options.whole(only));
        } else {
            mine.stream()
                    .filter(Overview::isOpen)
                    .limit(Options.MOST)
                    .map(Options::whole)
                    .forEach(options::add);
        }
        return options.isEmpty()
                ? Result.found(Refusals.NOTHING_DELIVERED)
                : pad.ask(
                        visit,
                        Operation.COMPLAINT,
                        only == null ? null : only.purchase(),
                        Terms.question(Terms.SLOT_ITEM, options, reason));
    }

    private boolean isRecent(Item item) {
        return item.file().order().is(Status.DELIVERED)
                && item.file().wasDeliveredWithin(RECENT_DAYS, LocalDate.now(clock));
    }

    @Override
    public Optional<Result> fill(Visit visit, Proposal asked, Wish wish) {
        var terms = asked.terms();
        return Terms.SLOT_REASON.equals(terms.slot())
                ? fillReason(visit, asked, terms, wish)
                : choices.fill(visit, asked, wish, choices.offered(visit, terms), this);
    }

    /** Whatever is said may be what is wrong, even if it sounds like a complaint or a late parcel. */
    private Optional<Result> fillReason(Visit visit, Proposal asked, Terms terms, Wish wish) {
        if (wish == Wish.CONFIRM) {
            return Optional.of(pad.askAgain(asked, terms));
        }
        if (wish != Wish.NOTHING
                && wish != Wish.COMPLAINT
                && wish != Wish.LATE
                && !visit.orderIds().isEmpty()) {
            return Optional.empty();
        }
        var order = orders.find(Objects.requireNonNull(terms.orderId()), visit.customer());
        if (order.isEmpty()) {
            return Optional.of(Result.found(Refusals.ORDER_CHANGED));
        }
        asked.close(State.EXECUTED, null);
        return Optional.of(propose(visit, order.get(), terms.lines(), visit.text()));
    }

    @Override
    public Result chosen(Visit visit, Overview order, List<Integer> lines, @Nullable String reason) {
        return propose(visit, order, lines, Objects.requireNonNullElse(reason, ""));
    }

    @Override
    public Result anew(Visit visit, String reason) {
        return start(visit, reason);
    }

    private Result propose(Visit visit, Item item, String reason) {
        return propose(visit, item.file(), List.of(item.number()), reason);
    }

    /** @param lines empty means the order as a whole */
    private Result propose(Visit visit, Overview order, List<Integer> lines, String reason) {
        var open = afterSales.openComplaint(order.order(), lines.isEmpty() ? null : lines.getFirst());
        if (open != null) {
            return Result.found(open);
        }
        if (!Words.saysWhatIsWrong(reason, finder.finder(List.of(order)).names(Item.of(order)))) {
            var terms = new Terms(order.id(), lines, null, null, Terms.SLOT_REASON, List.of());
            return pad.ask(visit, Operation.COMPLAINT, order.purchase(), terms);
        }
        return pad.propose(
                visit,
                Operation.COMPLAINT,
                order.purchase(),
                new Terms(order.id(), lines, null, reason, null, List.of()),
                proposal -> new Finding.Proposal(
                        proposal.pointer(),
                        order.id(),
                        OrderLines.views(order.order(), lines),
                        null,
                        null,
                        null,
                        reason));
    }

    /** A complaint is shown in its own words; other ones are another complaint. */
    @Override
    public Optional<Result> correct(Visit visit, Proposal shown, boolean isHedged) {
        return Optional.empty();
    }

    @Override
    public Finding run(Visit visit, Proposal shown, @Nullable Overview order) {
        var terms = shown.terms();
        return afterSales.complain(
                Objects.requireNonNull(order).order(),
                terms.lines().isEmpty() ? null : terms.lines().getFirst(),
                Objects.requireNonNull(terms.reason()),
                visit.by(shown));
    }

    @Override
    public Finding outcome(Visit visit, Proposal executed, String reference) {
        return afterSales.complaintStatus(visit.customer(), List.of(reference), List.of());
    }
}
