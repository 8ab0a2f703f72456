package io.souk.tools;

import static java.util.stream.Collectors.toMap;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Question;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import io.souk.tools.AfterSales.By;
import io.souk.tools.AfterSales.RefundTerms;
import io.souk.tools.LineFinder.How;
import io.souk.tools.Proposal.State;
import io.souk.tools.Terms.Option;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Answers one turn from the customer's own orders: looks up, asks back, proposes, and runs what was proposed. Must run inside
 * {@link io.souk.kit.Outbox#transact}.
 */
@Component
class Desk {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final int MAX_CHOICES = 8;
    /** Complaints that name nothing are about something that arrived within this many days. */
    private static final int RECENT_DAYS = 60;
    /** A parcel that "hasn't arrived" may be one that the carrier reports as delivered this many days ago. */
    private static final int JUST_DELIVERED_DAYS = 14;

    private final Orders orders;
    private final CatalogItems catalog;
    private final Proposals proposals;
    private final AfterSales afterSales;
    private final ToolsProperties properties;
    private final Clock clock;

    Desk(
            Orders orders,
            CatalogItems catalog,
            Proposals proposals,
            AfterSales afterSales,
            ToolsProperties properties,
            Clock clock) {
        this.orders = orders;
        this.catalog = catalog;
        this.proposals = proposals;
        this.afterSales = afterSales;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param operation what it was about, for the metrics */
    record Answered(String operation, EvidenceGathered evidence) {}

    /** The id of the evidence of a turn is always the same, so that its readers keep only the first. */
    static Meta evidenceMeta(IntentClassified turn) {
        return turn.meta().next("evidence/tools");
    }

    Answered answer(IntentClassified turn) {
        var wish = Wish.of(turn);
        var pending = turn.pendingAction();
        var asked = pending != null && pending.awaiting() == Awaiting.INPUT ? pending : null;
        var customer = turn.customerId();
        var operation = wish == Wish.NOTHING && asked != null ? asked.operation() : wish.operation();
        Result result;
        if (wish == Wish.NOTHING && asked == null) {
            result = Result.NOTHING;
        } else if (customer == null) {
            result = Result.found(Refusals.SIGN_IN_REQUIRED);
        } else {
            var visit = new Visit(turn, customer);
            var filled = asked != null && wish != Wish.DECLINE ? fill(visit, asked, wish) : Optional.<Result>empty();
            result = filled.orElseGet(() -> grant(visit, wish));
        }
        return new Answered(
                operation,
                new EvidenceGathered(
                        evidenceMeta(turn), Route.TOOLS, result.outcome(), result.findings(), result.pending()));
    }

    private Result grant(Visit visit, Wish wish) {
        return switch (wish) {
            case TRACK -> track(visit);
            case MY_ORDERS -> myOrders(visit);
            case LATE -> late(visit);
            case REFUND -> refund(visit, visit.turn().text());
            case REFUND_STATUS ->
                Result.found(afterSales.refundStatus(visit.customer(), visit.references(), visit.orderIds()));
            case COMPLAINT -> complain(visit, visit.turn().text());
            case COMPLAINT_STATUS ->
                Result.found(afterSales.complaintStatus(visit.customer(), visit.references(), visit.orderIds()));
            case CONFIRM -> confirm(visit);
            case DECLINE -> decline(visit);
            case NOTHING -> Result.NOTHING;
        };
    }

    // Looking up

    private Result myOrders(Visit visit) {
        var mine = ordersOf(visit);
        return mine.isEmpty() ? Result.found(Refusals.NO_ORDERS) : Result.found(list(mine));
    }

    private Result track(Visit visit) {
        var mine = ordersOf(visit);
        var named = named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var withItem = ordersOf(finder(mine).named(lines(mine), visit.turn()));
        var open = mine.stream().filter(order -> order.status().isOpen()).toList();
        var openWithItem = withItem.stream().filter(open::contains).toList();
        var candidates = !openWithItem.isEmpty() ? openWithItem : withItem;
        if (candidates.isEmpty()) {
            // "Where is my order" is about one that is on its way; "it" would have been named.
            var likely = open.isEmpty() ? mine : open;
            candidates = inFocus(likely, visit).map(List::of).orElse(likely);
        }
        return candidates.size() == 1 ? shown(candidates) : askWhichOrder(visit, candidates);
    }

    private Result late(Visit visit) {
        var mine = ordersOf(visit);
        var named = named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        var open = mine.stream().filter(order -> order.status().isOpen()).toList();
        if (open.isEmpty()) {
            return mine.stream()
                    .filter(order -> deliveredWithin(order, JUST_DELIVERED_DAYS))
                    .max(Comparator.comparing(order -> Objects.requireNonNull(order.deliveredOn())))
                    .map(order -> shown(List.of(order)))
                    .orElseGet(() -> Result.found(Refusals.NO_OPEN_ORDERS));
        }
        var withItem = ordersOf(finder(open).named(lines(open), visit.turn()));
        var candidates = withItem.isEmpty() ? inFocus(open, visit).map(List::of).orElse(open) : withItem;
        return candidates.size() == 1 ? shown(candidates) : askWhichOrder(visit, candidates);
    }

    private Result askWhichOrder(Visit visit, List<PurchaseOrder> candidates) {
        var shown = candidates.stream().limit(MAX_CHOICES).toList();
        var options = shown.stream().map(this::orderOption).toList();
        return ask(visit, Operation.TRACK, null, Terms.question(Terms.SLOT_ORDER, options, null), list(shown));
    }

    // Refunds

    private Result refund(Visit visit, String reason) {
        var mine = ordersOf(visit);
        var named = named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var scope = named.orders().isEmpty() ? mine : named.orders();
        var found = finder(scope).find(lines(scope), visit.turn());
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            var line = found.lines().getFirst();
            return refund(visit, line.order(), List.of(line.number()), reason);
        }
        var returnable = found.lines().stream().filter(this::isReturnable).toList();
        var concerned = ordersOf(returnable);
        if (returnable.isEmpty()) {
            return named.orders().isEmpty() && found.how() != How.NAMED
                    ? Result.found(Refusals.NOTHING_TO_RETURN)
                    : whyNot(visit, found.lines(), reason);
        }
        if (returnable.size() == 1 && found.how() != How.MISSED) {
            var line = returnable.getFirst();
            return refund(visit, line.order(), List.of(line.number()), reason);
        }
        if (concerned.size() == 1
                && !named.orders().isEmpty()
                && found.how() != How.MISSED
                && Words.wantsAll(visit.turn().text())) {
            return refund(visit, concerned.getFirst(), numbers(returnable), reason);
        }
        var options = new ArrayList<>(itemOptions(returnable));
        if (concerned.size() == 1 && returnable.size() > 1) {
            var order = concerned.getFirst();
            options.add(new Option(
                    order.id() + " everything", order.id() + " everything in it", order.id(), numbers(returnable)));
        }
        return ask(
                visit,
                Operation.REFUND,
                concerned.size() == 1 ? concerned.getFirst().id() : null,
                Terms.question(Terms.SLOT_ITEM, options, reason));
    }

    private Result refund(Visit visit, PurchaseOrder order, List<Integer> lines, @Nullable String reason) {
        return switch (afterSales.refundTerms(order, lines)) {
            case RefundTerms.Already already -> Result.found(already.refund().done(true));
            case RefundTerms.Impossible impossible -> Result.found(impossible.why());
            case RefundTerms.Possible possible ->
                propose(
                        visit,
                        Operation.REFUND,
                        order,
                        new Terms(order.id(), possible.lines(), possible.amount(), reason, null, List.of()));
        };
    }

    /** The best explanation: refunded already, else what holds for the newest. */
    private Result whyNot(Visit visit, List<Line> lines, String reason) {
        var refunded = lines.stream()
                .filter(line ->
                        afterSales.refundTerms(line.order(), List.of(line.number())) instanceof RefundTerms.Already)
                .findFirst();
        var line = refunded.orElse(lines.getFirst());
        return refund(visit, line.order(), List.of(line.number()), reason);
    }

    private boolean isReturnable(Line line) {
        return afterSales.refundTerms(line.order(), List.of(line.number())) instanceof RefundTerms.Possible;
    }

    // Complaints

    private Result complain(Visit visit, String reason) {
        var mine = ordersOf(visit);
        var named = named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        if (named.orders().size() == 1 && named.orders().getFirst().status().isOpen()) {
            return complain(visit, named.orders().getFirst(), List.of(), reason);
        }
        var scope = named.orders().isEmpty()
                ? mine.stream().filter(order -> order.deliveredOn() != null).toList()
                : named.orders();
        var found = finder(scope).find(lines(scope), visit.turn());
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            var line = found.lines().getFirst();
            return complain(visit, line.order(), List.of(line.number()), reason);
        }
        var recent = found.lines().stream()
                .filter(line ->
                        line.order().status() == OrderStatus.DELIVERED && deliveredWithin(line.order(), RECENT_DAYS))
                .toList();
        var candidates = recent.isEmpty() ? found.lines() : recent;
        if (found.how() == How.NAMED && candidates.size() == 1) {
            var line = candidates.getFirst();
            return complain(visit, line.order(), List.of(line.number()), reason);
        }
        var options = new ArrayList<>(itemOptions(candidates));
        if (named.orders().size() == 1) {
            var order = named.orders().getFirst();
            options.add(wholeOrderOption(order));
        } else {
            mine.stream()
                    .filter(order -> order.status().isOpen())
                    .limit(MAX_CHOICES)
                    .map(this::wholeOrderOption)
                    .forEach(options::add);
        }
        if (options.isEmpty()) {
            return Result.found(Refusals.NOTHING_DELIVERED);
        }
        return ask(
                visit,
                Operation.COMPLAINT,
                named.orders().size() == 1 ? named.orders().getFirst().id() : null,
                Terms.question(Terms.SLOT_ITEM, options, reason));
    }

    private Result complain(Visit visit, PurchaseOrder order, List<Integer> lines, String reason) {
        var open = afterSales.openComplaint(order, lines.isEmpty() ? null : lines.getFirst());
        if (open != null) {
            return Result.found(open);
        }
        if (!Words.saysWhatIsWrong(reason, finder(List.of(order)).names(order.lines()))) {
            return ask(
                    visit,
                    Operation.COMPLAINT,
                    order.id(),
                    new Terms(order.id(), lines, null, null, Terms.SLOT_REASON, List.of()));
        }
        return propose(visit, Operation.COMPLAINT, order, new Terms(order.id(), lines, null, reason, null, List.of()));
    }

    // Answers

    /** Continues with what was asked; empty if the message is about something else. */
    private Optional<Result> fill(Visit visit, PendingAction pending, Wish wish) {
        var other = wish != Wish.NOTHING && wish != Wish.CONFIRM;
        var mine = proposals
                .lock(pending.proposalId())
                .filter(asked -> asked.belongsTo(visit.customer(), visit.conversation())
                        && asked.state() == State.OPEN
                        && asked.awaiting() == Awaiting.INPUT);
        if (mine.isEmpty()) {
            return Optional.empty(); // answered or dropped before: no longer in the way
        }
        if (mine.get().isExpired(clock.instant())) {
            mine.get().close(State.EXPIRED, null);
            return other ? Optional.empty() : Optional.of(Result.found(Refusals.PROPOSAL_EXPIRED));
        }
        var asked = mine.get();
        var terms = asked.terms();
        return Terms.SLOT_REASON.equals(terms.slot())
                ? fillReason(visit, asked, terms, wish)
                : fillChoice(visit, asked, terms, wish, other);
    }

    private Optional<Result> fillReason(Visit visit, Proposal asked, Terms terms, Wish wish) {
        if (wish == Wish.CONFIRM) {
            return Optional.of(askAgain(asked, terms));
        }
        if (wish != Wish.NOTHING
                && wish != Wish.COMPLAINT
                && wish != Wish.LATE
                && !visit.orderIds().isEmpty()) {
            return Optional.empty();
        }
        var order = order(visit, Objects.requireNonNull(terms.orderId()));
        if (order.isEmpty()) {
            return Optional.of(Result.found(Refusals.ORDER_CHANGED));
        }
        asked.close(State.EXECUTED, null);
        return Optional.of(
                complain(visit, order.get(), terms.lines(), visit.turn().text()));
    }

    private Optional<Result> fillChoice(Visit visit, Proposal asked, Terms terms, Wish wish, boolean other) {
        var options = terms.options();
        var concerned = ordersOf(visit).stream()
                .filter(order ->
                        options.stream().anyMatch(option -> option.orderId().equals(order.id())))
                .toList();
        var reading = new ChoiceReader(finder(concerned), lines(concerned)).read(options, visit.turn());
        var changedSubject = other && !wish.operation().equals(asked.operation()) && !reading.bare();
        if (changedSubject) {
            return Optional.empty();
        }
        var chosen = reading.chosen();
        if (chosen != null) {
            asked.close(State.EXECUTED, null);
            return Optional.of(proceed(visit, asked.operation(), chosen, terms.reason()));
        }
        if (reading.left().isEmpty()) {
            asked.close(State.DROPPED, null);
            return Optional.of(again(visit, asked.operation(), terms.reason()));
        }
        if (reading.narrowed()) {
            asked.close(State.DROPPED, null);
            return Optional.of(ask(
                    visit,
                    asked.operation(),
                    null,
                    Terms.question(Objects.requireNonNull(terms.slot()), reading.left(), terms.reason())));
        }
        if (other || visit.namesSomething()) {
            asked.close(State.DROPPED, null);
            return Optional.of(again(visit, asked.operation(), terms.reason()));
        }
        return Optional.of(askAgain(asked, terms));
    }

    private Result proceed(Visit visit, String operation, Option chosen, @Nullable String reason) {
        var order = order(visit, chosen.orderId());
        if (order.isEmpty()) {
            return Result.found(Refusals.ORDER_CHANGED);
        }
        return switch (operation) {
            case Operation.REFUND -> refund(visit, order.get(), chosen.lines(), reason);
            case Operation.COMPLAINT -> complain(visit, order.get(), chosen.lines(), reason == null ? "" : reason);
            default -> shown(List.of(order.get()));
        };
    }

    /** Starts over with what the message names now, keeping the reason that was given. */
    private Result again(Visit visit, String operation, @Nullable String reason) {
        var words = reason == null ? visit.turn().text() : reason;
        return switch (operation) {
            case Operation.REFUND -> refund(visit, words);
            case Operation.COMPLAINT -> complain(visit, words);
            default -> track(visit);
        };
    }

    // Yes and no

    private Result confirm(Visit visit) {
        var pending = visit.turn().pendingAction();
        if (pending == null) {
            return repeatLast(visit);
        }
        var proposal = proposals
                .lock(pending.proposalId())
                .filter(mine -> mine.belongsTo(visit.customer(), visit.conversation()));
        return proposal.map(mine -> confirm(visit, mine)).orElseGet(() -> Result.found(Refusals.PROPOSAL_NOT_FOUND));
    }

    private Result confirm(Visit visit, Proposal proposal) {
        return switch (proposal.state()) {
            case EXECUTED -> Result.found(outcomeOf(visit, proposal));
            case DROPPED -> Result.found(Refusals.DROPPED);
            case EXPIRED -> Result.found(Refusals.PROPOSAL_EXPIRED);
            case VOID -> Result.found(Refusals.ORDER_CHANGED);
            case OPEN -> {
                if (proposal.isExpired(clock.instant())) {
                    proposal.close(State.EXPIRED, null);
                    yield Result.found(Refusals.PROPOSAL_EXPIRED);
                }
                yield proposal.awaiting() == Awaiting.INPUT
                        ? askAgain(proposal, proposal.terms())
                        : run(visit, proposal);
            }
        };
    }

    /** Runs exactly what was shown, or nothing. */
    private Result run(Visit visit, Proposal proposal) {
        var terms = proposal.terms();
        var order = orders.lock(Objects.requireNonNull(terms.orderId()), visit.customer());
        if (!proposal.isIntact()) {
            log.error("proposal {} is not what was shown: not run", proposal.id());
            proposal.close(State.VOID, null);
            return Result.found(Refusals.ORDER_CHANGED);
        }
        if (order.isEmpty() || !isAsShown(proposal, terms, order.get())) {
            proposal.close(State.VOID, null);
            return Result.found(Refusals.ORDER_CHANGED);
        }
        var by = new By(visit.conversation(), visit.turn().meta());
        var finding = Operation.REFUND.equals(proposal.operation())
                ? afterSales.refund(order.get(), terms.lines(), terms.reason(), by)
                : afterSales.complain(
                        order.get(),
                        terms.lines().isEmpty() ? null : terms.lines().getFirst(),
                        Objects.requireNonNull(terms.reason()),
                        by);
        if (finding instanceof Done done) {
            proposal.close(State.EXECUTED, done.reference());
        } else {
            proposal.close(State.VOID, null);
        }
        return Result.found(finding);
    }

    /** Also a refund by another way in between changes what "yes" would do; one of the very same lines is simply reported. */
    private boolean isAsShown(Proposal proposal, Terms terms, PurchaseOrder order) {
        if (Operation.REFUND.equals(proposal.operation())) {
            switch (afterSales.refundTerms(order, terms.lines())) {
                case RefundTerms.Already _ -> {
                    return true;
                }
                case RefundTerms.Possible possible -> {
                    if (!possible.lines().equals(terms.lines())
                            || possible.amount().compareTo(Objects.requireNonNull(terms.amount())) != 0) {
                        return false;
                    }
                }
                case RefundTerms.Impossible _ -> {} // a change of the order, or the last day is over: told below
            }
        }
        return proposal.wasMadeFor(order);
    }

    private Result decline(Visit visit) {
        var pending = visit.turn().pendingAction();
        if (pending == null) {
            return Result.NOTHING;
        }
        var proposal = proposals
                .lock(pending.proposalId())
                .filter(mine -> mine.belongsTo(visit.customer(), visit.conversation()));
        if (proposal.isEmpty()) {
            return Result.found(Refusals.PROPOSAL_NOT_FOUND);
        }
        var mine = proposal.get();
        if (mine.state() == State.EXECUTED && mine.reference() != null) {
            return Result.found(outcomeOf(visit, mine));
        }
        if (mine.state() == State.OPEN) {
            mine.close(State.DROPPED, null);
        }
        return Result.found(Refusals.DROPPED);
    }

    private Result repeatLast(Visit visit) {
        var since = clock.instant().minus(properties.proposalLifetime());
        return proposals
                .lastDone(visit.conversation(), visit.customer(), since)
                .map(last -> Result.found(outcomeOf(visit, last)))
                .orElse(Result.NOTHING);
    }

    private Finding outcomeOf(Visit visit, Proposal executed) {
        var reference = executed.reference();
        if (reference == null) {
            return Refusals.PROPOSAL_NOT_FOUND;
        }
        return Operation.REFUND.equals(executed.operation())
                ? afterSales.refundStatus(visit.customer(), List.of(reference), List.of())
                : afterSales.complaintStatus(visit.customer(), List.of(reference), List.of());
    }

    // Proposals and questions

    private Result propose(Visit visit, String operation, PurchaseOrder order, Terms terms) {
        var proposal = save(visit, operation, Awaiting.CONFIRMATION, order, terms);
        var moneyMoves = terms.amount() != null;
        var items = order.lines().stream()
                .filter(line -> terms.lines().contains(line.number()))
                .map(line -> line.item().view())
                .toList();
        var shown = new Finding.Proposal(
                proposal.pointer(),
                order.id(),
                items,
                terms.amount(),
                moneyMoves ? order.currency() : null,
                moneyMoves ? order.paymentMethod() : null,
                moneyMoves ? null : terms.reason());
        return new Result(Outcome.NEEDS_CONFIRMATION, List.of(shown), proposal.pointer());
    }

    private Result ask(Visit visit, String operation, @Nullable String orderId, Terms terms, Finding... before) {
        var order = orderId == null ? null : order(visit, orderId).orElse(null);
        return question(save(visit, operation, Awaiting.INPUT, order, terms), terms, before);
    }

    private static Result askAgain(Proposal asked, Terms terms) {
        return question(asked, terms);
    }

    private static Result question(Proposal asked, Terms terms, Finding... before) {
        var choices = terms.options().stream()
                .map(option -> new Choice(option.value(), option.label()))
                .toList();
        var findings = new ArrayList<>(List.of(before));
        findings.add(new Question(asked.pointer(), Objects.requireNonNull(terms.slot()), choices));
        return new Result(Outcome.NEEDS_INPUT, findings, asked.pointer());
    }

    /** One thing waits at a time: whatever else was open in this conversation is dropped. */
    private Proposal save(
            Visit visit, String operation, Awaiting awaiting, @Nullable PurchaseOrder order, Terms terms) {
        proposals.lockOpen(visit.conversation()).forEach(open -> open.close(State.DROPPED, null));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return proposals.save(new Proposal(
                Meta.derivedId(visit.turn().meta().id(), "proposal"),
                visit.customer(),
                visit.conversation(),
                operation,
                awaiting,
                order,
                terms,
                visit.turn().meta().id(),
                now,
                now.plus(properties.proposalLifetime())));
    }

    private List<Option> itemOptions(List<Line> lines) {
        return lines.stream()
                .limit(MAX_CHOICES)
                .map(line -> {
                    var order = line.order();
                    var delivered = order.deliveredOn();
                    var state =
                            delivered == null ? order.status().words() : "delivered " + Refusals.DAY.format(delivered);
                    var value = order.id() + " " + line.item().name();
                    return new Option(value, value + ", " + state, order.id(), List.of(line.number()));
                })
                .toList();
    }

    private Option orderOption(PurchaseOrder order) {
        var names =
                String.join(", ", order.items().stream().map(OrderItem::name).toList());
        return new Option(
                order.id(), order.id() + ": " + names + " (" + order.status().words() + ")", order.id(), List.of());
    }

    private Option wholeOrderOption(PurchaseOrder order) {
        return new Option(
                order.id() + " as a whole",
                order.id() + " as a whole (" + order.status().words() + ")",
                order.id(),
                List.of());
    }

    // The customer's orders

    private List<PurchaseOrder> ordersOf(Visit visit) {
        return orders.findByCustomerIdOrderByPlacedOnDescIdDesc(visit.customer());
    }

    private Optional<PurchaseOrder> order(Visit visit, String id) {
        return orders.findByIdAndCustomerId(id, visit.customer());
    }

    /** The orders that the message names. One that is not the customer's own refuses them all. */
    private static Named named(List<PurchaseOrder> mine, Visit visit) {
        var ids = visit.orderIds();
        var found = ids.stream()
                .flatMap(id -> mine.stream().filter(order -> order.id().equals(id)))
                .toList();
        return new Named(found, found.size() < Set.copyOf(ids).size());
    }

    private static Optional<PurchaseOrder> inFocus(List<PurchaseOrder> mine, Visit visit) {
        return visit.turn().focus().orderIds().stream()
                .flatMap(id -> mine.stream().filter(order -> order.id().equals(id)))
                .findFirst();
    }

    private LineFinder finder(Collection<PurchaseOrder> among) {
        var products = lines(among).stream()
                .map(line -> line.item().productId())
                .distinct()
                .toList();
        return new LineFinder(
                catalog.findAllById(products).stream().collect(toMap(CatalogItem::id, CatalogItem::category)));
    }

    private boolean deliveredWithin(PurchaseOrder order, int days) {
        var delivered = order.deliveredOn();
        return delivered != null && !delivered.plusDays(days).isBefore(LocalDate.now(clock));
    }

    private Result shown(List<PurchaseOrder> found) {
        var today = LocalDate.now(clock);
        return Result.found(found.stream()
                .map(order -> new Finding.Order(order.view(today)))
                .toArray(Finding[]::new));
    }

    private Finding list(List<PurchaseOrder> found) {
        var today = LocalDate.now(clock);
        return new Finding.Orders(found.stream().map(order -> order.view(today)).toList());
    }

    private static List<Line> lines(Collection<PurchaseOrder> among) {
        return among.stream().flatMap(order -> order.lines().stream()).toList();
    }

    private static List<PurchaseOrder> ordersOf(List<Line> lines) {
        return lines.stream().map(Line::order).distinct().toList();
    }

    private static List<Integer> numbers(List<Line> lines) {
        return lines.stream().map(Line::number).toList();
    }

    /** One turn of a signed-in customer. */
    private record Visit(IntentClassified turn, String customer) {
        String conversation() {
            return turn.conversationId();
        }

        List<String> orderIds() {
            return turn.entities().orderIds().stream().distinct().toList();
        }

        List<String> references() {
            return turn.entities().references();
        }

        boolean namesSomething() {
            return !turn.entities().orderIds().isEmpty()
                    || !turn.entities().products().isEmpty()
                    || !turn.entities().categories().isEmpty();
        }
    }

    private record Named(List<PurchaseOrder> orders, boolean isRefused) {}

    private record Result(
            Outcome outcome,
            List<Finding> findings,
            @Nullable PendingAction pending) {
        static final Result NOTHING = new Result(Outcome.NOTHING, List.of(), null);

        static Result found(Finding... findings) {
            return new Result(Outcome.FOUND, List.of(findings), null);
        }
    }
}
