package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.aftersales.AfterSales;
import io.souk.tools.aftersales.AfterSales.RefundTerms;
import io.souk.tools.customers.Customers;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.desk.LineFinder.How;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.operations.Arguments;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refusals.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sending items back for their money: which ones, whether that can be, and where the money goes. */
@Component
class RefundRequests implements Deed, Choices.Chooser {
    private final Overviews orders;
    private final OrderFinder finder;
    private final Customers customers;
    private final AfterSales afterSales;
    private final Choices choices;
    private final Pad pad;

    RefundRequests(
            Overviews orders,
            OrderFinder finder,
            Customers customers,
            AfterSales afterSales,
            Choices choices,
            Pad pad) {
        this.orders = orders;
        this.finder = finder;
        this.customers = customers;
        this.afterSales = afterSales;
        this.choices = choices;
        this.pad = pad;
    }

    @Override
    public Set<String> operations() {
        return Set.of(Operation.REFUND);
    }

    // Which items

    /** @param reason in the customer's own words */
    Result start(Visit visit, String reason) {
        var named = finder.named(orders.of(visit.customer()), visit);
        if (named.refusal() != null) {
            return Result.found(named.refusal());
        }
        var several = several(visit, named.orders(), Item.of(named.scope()));
        if (!several.isEmpty()) {
            return propose(visit, several, reason);
        }
        var found = finder.items(named.scope(), visit);
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            return propose(visit, found.lines(), reason);
        }
        var returnable = found.lines().stream().filter(this::isReturnable).toList();
        if (returnable.isEmpty()) {
            return named.orders().isEmpty() && found.how() != How.NAMED
                    ? Result.found(Refusals.NOTHING_TO_RETURN)
                    : whyNot(visit, found.lines(), reason);
        }
        if (returnable.size() == 1 && found.how() != How.MISSED) {
            return propose(visit, returnable, reason);
        }
        var concerned = Item.files(returnable);
        if (concerned.size() == 1
                && !named.orders().isEmpty()
                && found.how() != How.MISSED
                && Words.wantsAll(visit.text())) {
            return propose(visit, returnable, reason);
        }
        return askWhich(visit, returnable, concerned.size() == 1 ? concerned.getFirst() : null, reason);
    }

    /** Several items at once, all of one order; none if the message does not say so. */
    private List<Item> several(Visit visit, List<Overview> named, List<Item> items) {
        if (!Selection.isPlural(visit.text())) {
            return List.of();
        }
        var returnable = items.stream().filter(this::isReturnable).toList();
        var files = named.size() == 1 ? named : Item.files(returnable);
        var chosen = files.stream()
                .map(file -> new Selection(finder.finder(List.of(file))).read(Item.of(file), visit.turn()))
                .filter(some -> !some.isEmpty() && some.stream().allMatch(this::isReturnable))
                .toList();
        return chosen.size() == 1 ? chosen.getFirst() : List.of();
    }

    private boolean isReturnable(Item item) {
        return terms(item) instanceof RefundTerms.Possible;
    }

    private RefundTerms terms(Item item) {
        return afterSales.refundTerms(item.file(), List.of(item.number()));
    }

    /** The best explanation: refunded already, else what holds for the newest. */
    private Result whyNot(Visit visit, List<Item> items, String reason) {
        var refunded = items.stream()
                .filter(item -> terms(item) instanceof RefundTerms.Already)
                .findFirst();
        return propose(visit, List.of(refunded.orElse(items.getFirst())), reason);
    }

    private Result askWhich(Visit visit, List<Item> returnable, @Nullable Overview only, String reason) {
        var options = new ArrayList<>(Options.items(returnable));
        if (only != null && returnable.size() > 1) {
            options.add(Options.everything(only, returnable));
        }
        return pad.ask(
                visit,
                Operation.REFUND,
                only == null ? null : only.purchase(),
                Terms.question(Terms.SLOT_ITEM, options, reason));
    }

    @Override
    public Optional<Result> fill(Visit visit, Proposal asked, Wish wish) {
        var terms = asked.terms();
        var offered = choices.offered(visit, terms);
        var several = offered.size() == 1 ? several(visit, offered, Item.of(offered)) : List.<Item>of();
        if (!several.isEmpty()) {
            asked.close(State.EXECUTED, null);
            return Optional.of(propose(visit, several, terms.reason()));
        }
        return choices.fill(visit, asked, wish, offered, this);
    }

    @Override
    public Result chosen(Visit visit, Overview order, List<Integer> lines, @Nullable String reason) {
        return propose(visit, order, lines, reason, null);
    }

    @Override
    public Result anew(Visit visit, String reason) {
        return start(visit, reason);
    }

    // What a yes would do

    /** @param items of one order */
    private Result propose(Visit visit, List<Item> items, @Nullable String reason) {
        return propose(visit, items.getFirst().file(), Item.numbers(items), reason, null);
    }

    /** @param wished where the money shall go; null means what the message says, else where it came from */
    private Result propose(
            Visit visit, Overview order, List<Integer> lines, @Nullable String reason, @Nullable String wished) {
        return switch (afterSales.refundTerms(order, lines)) {
            case RefundTerms.Already already -> Result.found(already.refund().done(true));
            case RefundTerms.Impossible impossible -> Result.found(impossible.why());
            case RefundTerms.Possible possible when possible.needsPerson() -> Result.found(Refusals.NEEDS_PERSON);
            case RefundTerms.Possible possible -> {
                var original = original(order);
                var said = said(visit, order);
                var allowed = said.stream()
                        .filter(method -> method.isGiftCard() || method.id().equals(original))
                        .toList();
                if (!said.isEmpty() && allowed.isEmpty()) {
                    yield Result.found(Refusals.REFUND_METHOD_NOT_ALLOWED);
                }
                var method = allowed.size() == 1 ? allowed.getFirst().id() : wished == null ? original : wished;
                yield propose(visit, order, possible, reason, method);
            }
        };
    }

    private Result propose(
            Visit visit, Overview order, RefundTerms.Possible possible, @Nullable String reason, String method) {
        var lines = possible.lines();
        var draft = Draft.EMPTY.withOrder(order.id()).withLines(lines).withMethod(method);
        var terms = new Terms(order.id(), lines, possible.amount(), reason, null, List.of(), draft, null, null);
        var destination = customers
                .find(visit.customer())
                .map(owner -> owner.label(method))
                .orElse("");
        return pad.propose(
                visit,
                Operation.REFUND,
                order.purchase(),
                terms,
                proposal -> new Finding.Proposal(
                        proposal.pointer(),
                        order.id(),
                        OrderLines.views(order.order(), lines),
                        possible.amount(),
                        order.purchase().currency(),
                        destination,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        order.order().items().size() - lines.size()));
    }

    /** The payment methods that the message means. */
    private List<PaymentMethod> said(Visit visit, Overview order) {
        return customers
                .find(visit.customer())
                .map(owner -> MethodReader.read(visit.text(), owner, original(order)))
                .orElse(List.of());
    }

    private static String original(Overview order) {
        return Objects.requireNonNullElse(order.order().originalPaymentMethod(), "");
    }

    /** Proposes a return that is asked for with all its arguments. */
    Result propose(Visit visit, Arguments arguments) {
        var order = orders.find(arguments.text("order_id"), visit.customer());
        if (order.isEmpty()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        var places = order.get().order().places(arguments.texts("item_ids"));
        if (places == null) {
            return Result.found(Refusals.ITEM_NOT_IN_ORDER);
        }
        var method = arguments.text("payment_method_id");
        var own = customers.find(visit.customer()).flatMap(owner -> owner.method(method));
        if (own.isEmpty()) {
            return Result.found(Refusals.PAYMENT_METHOD_NOT_FOUND);
        }
        if (!own.get().isGiftCard() && !method.equals(original(order.get()))) {
            return Result.found(Refusals.REFUND_METHOD_NOT_ALLOWED);
        }
        return propose(visit, order.get(), places, null, method);
    }

    @Override
    public Optional<Result> correct(Visit visit, Proposal shown, boolean isHedged) {
        var terms = shown.terms();
        var draft = terms.draft();
        if (draft == null || draft.orderId() == null) {
            return Optional.empty();
        }
        return orders.find(draft.orderId(), visit.customer()).flatMap(order -> correct(visit, terms, draft, order));
    }

    private Optional<Result> correct(Visit visit, Terms terms, Draft draft, Overview order) {
        var items = Item.of(order);
        var chosen = draft.lines().stream().map(items::get).toList();
        var amended = new Selection(finder.finder(List.of(order))).amended(items, chosen, visit.turn());
        var isSame = amended.equals(chosen)
                && said(visit, order).stream().allMatch(method -> method.id().equals(draft.method()));
        return isSame
                ? Optional.empty()
                : Optional.of(propose(visit, order, Item.numbers(amended), terms.reason(), draft.method()));
    }

    // After the yes

    @Override
    public boolean isUnderRules(String operation) {
        return true;
    }

    /** Also a refund by another way in between changes what "yes" would do; one of the very same lines is simply reported. */
    @Override
    public boolean isAsShown(Proposal shown, Overview order) {
        var terms = shown.terms();
        return switch (afterSales.refundTerms(order, terms.lines())) {
            case RefundTerms.Already _ -> true;
            case RefundTerms.Possible possible ->
                possible.lines().equals(terms.lines())
                        && possible.amount().compareTo(Objects.requireNonNull(terms.amount())) == 0
                        && shown.wasMadeFor(order.purchase());
            // a change of the order, or the last day is over: told when it is run
            case RefundTerms.Impossible _ -> shown.wasMadeFor(order.purchase());
        };
    }

    @Override
    public Finding run(Visit visit, Proposal shown, @Nullable Overview order) {
        var terms = shown.terms();
        return afterSales.refund(
                Objects.requireNonNull(order),
                terms.lines(),
                terms.draft() == null ? null : terms.draft().method(),
                terms.reason(),
                visit.by(shown));
    }

    @Override
    public Finding outcome(Visit visit, Proposal executed, String reference) {
        return afterSales.refundStatus(visit.customer(), List.of(reference), List.of());
    }
}
