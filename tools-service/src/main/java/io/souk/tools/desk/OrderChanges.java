package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.customers.Customers;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything a customer can have changed about an order: finds out which order, tells at once what can't be done and what can instead,
 * and has the {@link Form} of the change filled in.
 */
@Component
class OrderChanges implements Deed {
    private final Overviews orders;
    private final OrderFinder finder;
    private final Customers customers;
    private final Choices choices;
    private final ChangeProposals proposals;
    private final Pad pad;
    private final CancelForm cancel;
    private final AddressForm address;
    private final PaymentForm payment;
    private final ItemsForm items;

    OrderChanges(
            Overviews orders,
            OrderFinder finder,
            Customers customers,
            Choices choices,
            ChangeProposals proposals,
            Pad pad,
            CancelForm cancel,
            AddressForm address,
            PaymentForm payment,
            ItemsForm items) {
        this.orders = orders;
        this.finder = finder;
        this.customers = customers;
        this.choices = choices;
        this.proposals = proposals;
        this.pad = pad;
        this.cancel = cancel;
        this.address = address;
        this.payment = payment;
        this.items = items;
    }

    private Form form(ChangeKind kind) {
        return switch (kind) {
            case CANCEL -> cancel;
            case ADDRESS -> address;
            case PAYMENT -> payment;
            case ITEMS, EXCHANGE -> items;
        };
    }

    @Override
    public Set<String> operations() {
        return ChangeKind.operations();
    }

    // Which order

    Result start(Visit visit, String operation) {
        var kind = ChangeKind.of(operation);
        var named = finder.named(orders.of(visit.customer()), visit);
        if (named.refusal() != null) {
            return Result.found(named.refusal());
        }
        var pool = named.scope();
        var meant = finder.fitting(pool, visit);
        var possible = meant.stream().filter(kind::isPossible).toList();
        if (possible.isEmpty()) {
            return none(visit, kind, pool, meant);
        }
        var chosen = possible.size() == 1
                ? Optional.of(possible.getFirst())
                : finder.inFocus(possible, visit).filter(_ -> meant.size() == pool.size());
        return chosen.map(order -> withOrder(visit, kind, order)).orElseGet(() -> askOrder(visit, kind, possible));
    }

    /** Says why what is meant can't be changed, or that nothing can. */
    private Result none(Visit visit, ChangeKind kind, List<Overview> pool, List<Overview> meant) {
        var spokenOf = meant.size() < pool.size() || pool.size() == 1
                ? Optional.of(meant.getFirst())
                : finder.inFocus(meant, visit);
        return Result.found(spokenOf.map(kind::refusal).orElse(Refusals.NOTHING_PENDING));
    }

    private Result askOrder(Visit visit, ChangeKind kind, List<Overview> possible) {
        var terms = Terms.asking(Terms.SLOT_ORDER, Options.orders(possible), Draft.EMPTY, visit.text());
        return pad.ask(visit, kind.operation(), null, terms);
    }

    private Optional<Overview> chosenOrder(Visit visit, Terms asked, boolean isOther) {
        var offered = choices.offered(visit, asked);
        var reading = choices.read(visit, asked, offered);
        if (isOther && !reading.bare()) {
            return Optional.empty();
        }
        var chosen = reading.chosen();
        if (chosen != null) {
            return offered.stream()
                    .filter(order -> order.id().equals(chosen.orderId()))
                    .findFirst();
        }
        var fitting = finder.fitting(offered, visit);
        return fitting.size() == 1 && offered.size() > 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private Result withOrder(Visit visit, ChangeKind wanted, Overview order) {
        var request = request(visit, wanted.settledFor(order), order);
        var draft = form(request.kind()).read(request, Draft.EMPTY.withOrder(order.id()));
        return advance(visit, request.kind(), draft);
    }

    // What about it

    private Result advance(Visit visit, ChangeKind wanted, Draft draft) {
        var found = find(visit, draft);
        if (found.isEmpty()) {
            return Result.found(Refusals.ORDER_CHANGED);
        }
        var order = found.get();
        var kind = wanted.settledFor(order);
        return kind.isPossible(order)
                ? form(kind).next(request(visit, kind, order), draft)
                : Result.found(kind.refusal(order));
    }

    private ChangeRequest request(Visit visit, ChangeKind kind, Overview order) {
        return new ChangeRequest(
                visit, kind, order, customers.find(visit.customer()).orElseThrow());
    }

    private Optional<Overview> find(Visit visit, Draft draft) {
        return draft.orderId() == null ? Optional.empty() : orders.find(draft.orderId(), visit.customer());
    }

    @Override
    public Optional<Result> fill(Visit visit, Proposal asked, Wish wish) {
        var kind = ChangeKind.of(asked.operation());
        var isOther = wish.isOtherThan(asked.operation());
        var terms = asked.terms();
        var draft = Objects.requireNonNullElse(terms.draft(), Draft.EMPTY);
        var slot = Objects.requireNonNull(terms.slot());
        if (slot.equals(Terms.SLOT_ADDRESS) && isOther) {
            return Optional.empty(); // any sentence has something that could be a street
        }
        var next = slot.equals(Terms.SLOT_ORDER)
                ? chosenOrder(visit, terms, isOther).map(order -> withOrder(visit.saying(terms.reason()), kind, order))
                : find(visit, draft)
                        .flatMap(order -> form(kind).answer(request(visit, kind, order), terms, draft))
                        .map(more -> advance(visit, kind, more));
        if (next.isPresent() || isOther) {
            return next;
        }
        // The variants are offered anew, in the light of what the answer did say.
        return Optional.of(slot.equals(Terms.SLOT_VARIANT) ? advance(visit, kind, draft) : pad.askAgain(asked, terms));
    }

    /** Proposes what is asked for with all its arguments. */
    Result propose(Visit visit, ToolOperation tool, Arguments arguments) {
        var kind = ChangeKind.of(tool);
        var order = orders.find(arguments.text("order_id"), visit.customer());
        if (order.isEmpty()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        var empty = Draft.EMPTY.withOrder(order.get().id());
        return advance(visit, kind, form(kind).complete(request(visit, kind, order.get()), empty, arguments));
    }

    @Override
    public Optional<Result> correct(Visit visit, Proposal shown, boolean isHedged) {
        var kind = ChangeKind.of(shown.operation());
        var draft = Objects.requireNonNullElse(shown.terms().draft(), Draft.EMPTY);
        var amended = find(visit, draft)
                .map(order -> form(kind).read(request(visit, kind, order), draft))
                .orElse(draft);
        return isHedged || !amended.equals(draft) ? Optional.of(advance(visit, kind, amended)) : Optional.empty();
    }

    // After the yes

    @Override
    public boolean isUnderRules(String operation) {
        return ChangeKind.of(operation) == ChangeKind.EXCHANGE;
    }

    @Override
    public Finding run(Visit visit, Proposal shown, @Nullable Overview order) {
        var kind = ChangeKind.of(shown.operation());
        return proposals.run(visit, shown, kind.tool(), kind.status());
    }

    @Override
    public Finding outcome(Visit visit, Proposal executed, String reference) {
        return Shown.of(executed)
                .done(executed, ChangeKind.of(executed.operation()).status(), true);
    }
}
