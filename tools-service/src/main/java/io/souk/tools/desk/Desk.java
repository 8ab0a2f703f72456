package io.souk.tools.desk;

import io.souk.events.EvidenceEvent;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.Route;
import io.souk.tools.ToolsProperties;
import io.souk.tools.aftersales.AfterSales;
import io.souk.tools.aftersales.AfterSales.RefundTerms;
import io.souk.tools.audit.By;
import io.souk.tools.customers.Customers;
import io.souk.tools.desk.LineFinder.How;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.desk.Terms.Option;
import io.souk.tools.identity.Identities;
import io.souk.tools.identity.Identities.Outcome;
import io.souk.tools.json.Json;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Answers one turn from the customer's own orders: looks up, asks back, proposes, and runs what was proposed. Must run inside
 * {@link io.souk.kit.Outbox#transact}.
 */
@Component
class Desk {
    private static final Logger log = LoggerFactory.getLogger(Desk.class);
    private static final int MAX_CHOICES = 8;
    private static final String IDENTIFY = "identify";
    private static final Pattern HEDGED =
            Pattern.compile("(?i)\\b(?:but|except|instead|wait|however|actually|unless|only if)\\b");
    /** Complaints that name nothing are about something that arrived within this many days. */
    private static final int RECENT_DAYS = 60;

    private final Overviews orders;
    private final OrderFinder finder;
    private final Changes changes;
    private final Pad pad;
    private final Customers customers;
    private final Proposals proposals;
    private final AfterSales afterSales;
    private final RefundRules rules;
    private final Identities identities;
    private final ToolsProperties properties;
    private final Clock clock;

    Desk(
            Overviews orders,
            OrderFinder finder,
            Changes changes,
            Pad pad,
            Customers customers,
            Proposals proposals,
            AfterSales afterSales,
            RefundRules rules,
            Identities identities,
            ToolsProperties properties,
            Clock clock) {
        this.orders = orders;
        this.finder = finder;
        this.changes = changes;
        this.pad = pad;
        this.customers = customers;
        this.proposals = proposals;
        this.afterSales = afterSales;
        this.rules = rules;
        this.identities = identities;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param operation what it was about, for the metrics */
    record Answered(String operation, EvidenceGathered evidence) {}

    Answered answer(IntentClassified turn) {
        return Boolean.TRUE.equals(turn.mayIdentify()) ? identified(turn) : answerFor(turn, turn.customerId());
    }

    /** Whose channel leaves it to us to know who they are. */
    private Answered identified(IntentClassified turn) {
        return switch (identities.read(turn.conversationId(), turn.customerId(), turn.entities())) {
            case Outcome.Known known -> {
                var wish =
                        known.wish() == null || Wish.of(turn) != Wish.NOTHING ? turn : remembered(turn, known.wish());
                var answered = answerFor(wish, known.customer());
                var isNew = !known.customer().equals(turn.customerId());
                var evidence = answered.evidence();
                yield isNew
                        ? new Answered(
                                answered.operation(),
                                new EvidenceGathered(
                                        evidence.meta(),
                                        Route.TOOLS,
                                        evidence.outcome() == EvidenceEvent.Outcome.NOTHING
                                                ? EvidenceEvent.Outcome.FOUND
                                                : evidence.outcome(),
                                        evidence.outcome() == EvidenceEvent.Outcome.NOTHING
                                                ? List.of(Refusals.IDENTIFIED)
                                                : evidence.findings(),
                                        evidence.pendingAction(),
                                        0,
                                        known.customer()))
                        : answered;
            }
            case Outcome.Unsaid _ ->
                keepsWish(turn) ? unidentified(turn, Refusals.IDENTITY_NEEDED) : told(turn, IDENTIFY, Result.NOTHING);
            case Outcome.Incomplete _ -> {
                keepsWish(turn);
                yield unidentified(turn, Refusals.IDENTITY_INCOMPLETE);
            }
            case Outcome.Wrong _ -> {
                keepsWish(turn);
                yield unidentified(turn, Refusals.IDENTITY_WRONG);
            }
            case Outcome.Locked _ -> unidentified(turn, Refusals.IDENTITY_LOCKED);
            case Outcome.Another _ -> unidentified(turn, Refusals.ONE_CUSTOMER);
        };
    }

    /** What is wanted waits until it is known of whom; false if nothing is. */
    private boolean keepsWish(IntentClassified turn) {
        if (Wish.of(turn) == Wish.NOTHING) {
            return false;
        }
        identities.remember(turn.conversationId(), Json.text(withoutVector(turn)));
        return true;
    }

    private static Answered unidentified(IntentClassified turn, Refusal why) {
        return told(turn, IDENTIFY, Result.found(why));
    }

    /** What was asked before it was known who asks, as if it were asked now. */
    private static IntentClassified remembered(IntentClassified now, String wish) {
        try {
            var then = Json.MAPPER.readValue(wish, IntentClassified.class);
            return new IntentClassified(
                    now.meta(),
                    then.text(),
                    then.question(),
                    then.intents(),
                    then.entities(),
                    then.routes(),
                    null,
                    now.customerId(),
                    now.focus(),
                    now.pendingAction(),
                    then.classifier(),
                    List.of(),
                    now.mayIdentify());
        } catch (JacksonException e) {
            log.warn("a wish from an earlier version is forgotten");
            return now;
        }
    }

    private static IntentClassified withoutVector(IntentClassified turn) {
        return new IntentClassified(
                turn.meta(),
                turn.text(),
                turn.question(),
                turn.intents(),
                turn.entities(),
                turn.routes(),
                null,
                turn.customerId(),
                turn.focus(),
                null,
                turn.classifier());
    }

    /** @param operation what it was about, for the metrics */
    private static Answered told(IntentClassified turn, String operation, Result result) {
        return new Answered(
                operation,
                new EvidenceGathered(
                        EvidenceGathered.metaFor(turn, Route.TOOLS, 0),
                        Route.TOOLS,
                        result.outcome(),
                        result.findings(),
                        result.pending()));
    }

    private Answered answerFor(IntentClassified turn, @Nullable String customer) {
        var wish = Wish.of(turn);
        var pending = turn.pendingAction();
        var asked = pending != null && pending.awaiting() == Awaiting.INPUT ? pending : null;
        var proposed = pending != null && asked == null && mayCorrect(pending, wish, turn) ? pending : null;
        var open = asked == null ? proposed : asked;
        var operation = wish == Wish.NOTHING && open != null ? open.operation() : wish.operation();
        Result result;
        if (wish == Wish.NOTHING && open == null) {
            result = Result.NOTHING;
        } else if (customer == null) {
            result = Result.found(Refusals.SIGN_IN_REQUIRED);
        } else {
            var visit = new Visit(turn, customer);
            var filled = asked != null && (wish != Wish.DECLINE || givesReason(asked, turn))
                    ? fill(visit, asked, wish)
                    : proposed != null ? correct(visit, proposed, wish) : Optional.<Result>empty();
            result = filled.orElseGet(() -> grant(visit, wish));
        }
        return told(turn, operation, result);
    }

    /**
     * What a caller of operations wants done is proposed like what a customer asks for: the same checks, the same words, and done
     * by the same yes.
     *
     * @param arguments complete; whose order it is, is checked against the visitor
     */
    Result propose(Visit visit, ToolOperation operation, Arguments arguments) {
        return operation == ToolOperation.RETURN_DELIVERED_ORDER_ITEMS
                ? proposeReturn(visit, arguments)
                : changes.propose(visit, operation, arguments);
    }

    private Result proposeReturn(Visit visit, Arguments arguments) {
        var order = order(visit, arguments.text("order_id"));
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
        if (!own.get().isGiftCard() && !method.equals(order.get().order().originalPaymentMethod())) {
            return Result.found(Refusals.REFUND_METHOD_NOT_ALLOWED);
        }
        return refund(visit, order.get(), places, null, method);
    }

    /** Not now: something else of the same message waits for the customer's word. */
    Answered later(IntentClassified turn) {
        return told(turn, Wish.of(turn).operation(), Result.found(Refusals.ONE_AT_A_TIME));
    }

    /** "No longer needed" sounds like a no, and is the reason that was asked for. */
    private static boolean givesReason(PendingAction asked, IntentClassified turn) {
        return asked.operation().equals(Operation.CANCEL) && CancelReasons.read(turn.text()) != null;
    }

    /** "Yes, but to my gift card", "no, the other one", "the mouse too": anything but another request. */
    private static boolean mayCorrect(PendingAction pending, Wish wish, IntentClassified turn) {
        return wish == Wish.NOTHING
                || wish == Wish.CONFIRM
                || wish == Wish.DECLINE
                || (wish.operation().equals(pending.operation())
                        && turn.entities().orderIds().stream().allMatch(id -> id.equals(pending.orderId())));
    }

    /** A yes with a change in it is not a yes to what was shown: it is shown anew. */
    private Optional<Result> correct(Visit visit, PendingAction pending, Wish wish) {
        var mine = proposals
                .lock(pending.proposalId())
                .filter(proposal -> proposal.belongsTo(visit.customer(), visit.conversation())
                        && proposal.state() == State.OPEN
                        && !proposal.isExpired(clock.instant()));
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        var terms = mine.get().terms();
        var operation = mine.get().operation();
        var amended = Changes.isChange(operation)
                ? changes.amend(visit, operation, terms)
                : operation.equals(Operation.REFUND) ? amendRefund(visit, terms) : Optional.<Result>empty();
        return amended.isEmpty()
                        && wish == Wish.CONFIRM
                        && HEDGED.matcher(visit.text()).find()
                        && Changes.isChange(operation)
                ? Optional.of(changes.again(visit, operation, terms))
                : amended;
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
            case CANCEL, ADDRESS, PAYMENT, ITEMS, EXCHANGE, PROFILE_ADDRESS -> changes.start(visit, wish.operation());
            case CONFIRM -> confirm(visit);
            case DECLINE -> decline(visit);
            case NOTHING -> Result.NOTHING;
        };
    }

    // Looking up

    private Result myOrders(Visit visit) {
        var mine = ordersOf(visit);
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

    private Result track(Visit visit) {
        var mine = ordersOf(visit);
        var named = finder.named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var spokenOf = finder.pointedAt(mine, visit);
        if (spokenOf.isPresent()) {
            return shown(List.of(spokenOf.get()));
        }
        var meant = finder.fitting(mine, visit);
        // "Where is my order" is about one that is on its way; "it" would have been named.
        var open = meant.stream().filter(order -> order.isOpen()).toList();
        var likely = open.isEmpty() ? meant : open;
        var candidates = meant.size() < mine.size()
                ? likely
                : finder.inFocus(likely, visit).map(List::of).orElse(likely);
        return candidates.size() == 1 ? shown(candidates) : askWhichOrder(visit, candidates);
    }

    private Result late(Visit visit) {
        var mine = ordersOf(visit);
        var named = finder.named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (!named.orders().isEmpty()) {
            return shown(named.orders());
        }
        var open = mine.stream().filter(order -> order.isOpen()).toList();
        if (open.isEmpty()) {
            return mine.stream()
                    .filter(order -> deliveredWithin(order, rules.missingParcelDays()))
                    .max(Comparator.comparing(order -> Objects.requireNonNull(order.deliveredOn())))
                    .map(order -> shown(List.of(order)))
                    .orElseGet(() -> Result.found(Refusals.NO_OPEN_ORDERS));
        }
        var meant = finder.fitting(open, visit);
        var candidates = meant.size() < open.size()
                ? meant
                : finder.inFocus(open, visit).map(List::of).orElse(open);
        return candidates.size() == 1 ? shown(candidates) : askWhichOrder(visit, candidates);
    }

    private Result askWhichOrder(Visit visit, List<Overview> candidates) {
        var shown = candidates.stream().limit(MAX_CHOICES).toList();
        var options = shown.stream().map(Option::of).toList();
        return ask(visit, Operation.TRACK, null, Terms.question(Terms.SLOT_ORDER, options, null), list(shown));
    }

    // Refunds

    private Result refund(Visit visit, String reason) {
        var mine = ordersOf(visit);
        var named = finder.named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var scope = named.orders().isEmpty() ? mine : named.orders();
        var several = several(visit, named.orders(), lines(scope));
        if (!several.isEmpty()) {
            return refund(visit, several.getFirst().file(), numbers(several), reason);
        }
        var found = finder.items(scope, visit);
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            var line = found.lines().getFirst();
            return refund(visit, line.file(), List.of(line.number()), reason);
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
            return refund(visit, line.file(), List.of(line.number()), reason);
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

    private Result refund(Visit visit, Overview order, List<Integer> lines, @Nullable String reason) {
        return refund(visit, order, lines, reason, null);
    }

    /** @param wished where the money shall go; null means what the message says, else where it came from */
    private Result refund(
            Visit visit, Overview order, List<Integer> lines, @Nullable String reason, @Nullable String wished) {
        return switch (afterSales.refundTerms(order, lines)) {
            case RefundTerms.Already already -> Result.found(already.refund().done(true));
            case RefundTerms.Impossible impossible -> Result.found(impossible.why());
            case RefundTerms.Possible possible when possible.needsPerson() -> Result.found(Refusals.NEEDS_PERSON);
            case RefundTerms.Possible possible -> {
                var original = Objects.requireNonNullElse(order.order().originalPaymentMethod(), "");
                var said = customers
                        .find(visit.customer())
                        .map(owner -> MethodReader.read(visit.text(), owner, original))
                        .orElse(List.of());
                var allowed = said.stream()
                        .filter(method -> method.isGiftCard() || method.id().equals(original))
                        .toList();
                if (!said.isEmpty() && allowed.isEmpty()) {
                    yield Result.found(Refusals.REFUND_METHOD_NOT_ALLOWED);
                }
                var method = allowed.size() == 1 ? allowed.getFirst().id() : wished == null ? original : wished;
                var draft = Draft.EMPTY
                        .withOrder(order.id())
                        .withLines(possible.lines())
                        .withMethod(method);
                var terms = new Terms(
                        order.id(), possible.lines(), possible.amount(), reason, null, List.of(), draft, null, null);
                yield propose(visit, Operation.REFUND, order, terms);
            }
        };
    }

    /** What a correction makes of a proposed refund; empty if the message corrects nothing. */
    private Optional<Result> amendRefund(Visit visit, Terms terms) {
        var draft = terms.draft();
        var order =
                draft == null || draft.orderId() == null ? Optional.<Overview>empty() : order(visit, draft.orderId());
        if (draft == null || order.isEmpty()) {
            return Optional.empty();
        }
        var items = Item.of(order.get());
        var chosen = draft.lines().stream().map(items::get).toList();
        var amended = new Selection(finder(List.of(order.get()))).amended(items, chosen, visit.turn());
        var original = Objects.requireNonNullElse(order.get().order().originalPaymentMethod(), "");
        var said = customers
                .find(visit.customer())
                .map(owner -> MethodReader.read(visit.text(), owner, original))
                .orElse(List.of());
        var isSame = amended.equals(chosen)
                && said.stream().allMatch(method -> method.id().equals(draft.method()));
        return isSame
                ? Optional.empty()
                : Optional.of(refund(visit, order.get(), numbers(amended), terms.reason(), draft.method()));
    }

    /** Several items at once, all of one order; none if the message does not say so. */
    private List<Item> several(Visit visit, List<Overview> named, List<Item> items) {
        if (!Selection.isPlural(visit.text())) {
            return List.of();
        }
        var returnable = items.stream().filter(this::isReturnable).toList();
        var files = named.size() == 1 ? named : ordersOf(returnable);
        var chosen = files.stream()
                .map(file -> new Selection(finder(List.of(file))).read(Item.of(file), visit.turn()))
                .filter(some -> !some.isEmpty() && some.stream().allMatch(this::isReturnable))
                .toList();
        return chosen.size() == 1 ? chosen.getFirst() : List.of();
    }

    /** The best explanation: refunded already, else what holds for the newest. */
    private Result whyNot(Visit visit, List<Item> lines, String reason) {
        var refunded = lines.stream()
                .filter(line ->
                        afterSales.refundTerms(line.file(), List.of(line.number())) instanceof RefundTerms.Already)
                .findFirst();
        var line = refunded.orElse(lines.getFirst());
        return refund(visit, line.file(), List.of(line.number()), reason);
    }

    private boolean isReturnable(Item line) {
        return afterSales.refundTerms(line.file(), List.of(line.number())) instanceof RefundTerms.Possible;
    }

    // Complaints

    private Result complain(Visit visit, String reason) {
        var mine = ordersOf(visit);
        var named = finder.named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        if (named.orders().size() == 1 && named.orders().getFirst().isOpen()) {
            return complain(visit, named.orders().getFirst(), List.of(), reason);
        }
        var scope = named.orders().isEmpty()
                ? mine.stream().filter(order -> order.deliveredOn() != null).toList()
                : named.orders();
        var found = finder.items(scope, visit);
        if (found.how() != How.MISSED && found.lines().size() == 1) {
            var line = found.lines().getFirst();
            return complain(visit, line.file(), List.of(line.number()), reason);
        }
        var recent = found.lines().stream()
                .filter(line -> line.file().order().is(Status.DELIVERED) && deliveredWithin(line.file(), RECENT_DAYS))
                .toList();
        var candidates = recent.isEmpty() ? found.lines() : recent;
        if (found.how() == How.NAMED && candidates.size() == 1) {
            var line = candidates.getFirst();
            return complain(visit, line.file(), List.of(line.number()), reason);
        }
        var options = new ArrayList<>(itemOptions(candidates));
        if (named.orders().size() == 1) {
            var order = named.orders().getFirst();
            options.add(wholeOrderOption(order));
        } else {
            mine.stream()
                    .filter(order -> order.isOpen())
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

    private Result complain(Visit visit, Overview order, List<Integer> lines, String reason) {
        var open = afterSales.openComplaint(order.order(), lines.isEmpty() ? null : lines.getFirst());
        if (open != null) {
            return Result.found(open);
        }
        if (!Words.saysWhatIsWrong(reason, finder(List.of(order)).names(Item.of(order)))) {
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
        if (Changes.isChange(asked.operation())) {
            return changes.fill(visit, asked, terms, other && !wish.operation().equals(asked.operation()));
        }
        return Terms.SLOT_REASON.equals(terms.slot())
                ? fillReason(visit, asked, terms, wish)
                : fillChoice(visit, asked, terms, wish, other);
    }

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
        if (asked.operation().equals(Operation.REFUND) && concerned.size() == 1) {
            var several = several(visit, concerned, lines(concerned));
            if (!several.isEmpty()) {
                asked.close(State.EXECUTED, null);
                return Optional.of(refund(visit, concerned.getFirst(), numbers(several), terms.reason()));
            }
        }
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
        return Optional.of(pad.askAgain(asked, terms));
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
                        ? pad.askAgain(proposal, proposal.terms())
                        : run(visit, proposal);
            }
        };
    }

    /** Runs exactly what was shown, or nothing. */
    private Result run(Visit visit, Proposal proposal) {
        var terms = proposal.terms();
        var isProfile = Operation.PROFILE_ADDRESS.equals(proposal.operation());
        var order = isProfile
                ? Optional.<Overview>empty()
                : orders.lock(Objects.requireNonNull(terms.orderId()), visit.customer());
        if (!proposal.isIntact()) {
            log.error("proposal {} is not what was shown: not run", proposal.id());
            proposal.close(State.VOID, null);
            return Result.found(Refusals.ORDER_CHANGED);
        }
        if (isUnderRules(proposal.operation()) && !proposal.wasMadeUnder(rules.version())) {
            proposal.close(State.VOID, null);
            return Result.found(Refusals.RULES_CHANGED);
        }
        if (!isProfile && (order.isEmpty() || !isAsShown(proposal, terms, order.get()))) {
            proposal.close(State.VOID, null);
            return Result.found(order.map(now -> Refusals.orderChanged(now.id(), now.words()))
                    .orElse(Refusals.ORDER_CHANGED));
        }
        if (Changes.isChange(proposal.operation())) {
            return closed(proposal, changes.run(visit, proposal));
        }
        var by = By.chat(visit.customer(), visit.conversation(), visit.turn().meta(), proposal.id());
        var finding = Operation.REFUND.equals(proposal.operation())
                ? afterSales.refund(
                        order.get(),
                        terms.lines(),
                        terms.draft() == null ? null : terms.draft().method(),
                        terms.reason(),
                        by)
                : afterSales.complain(
                        order.get().order(),
                        terms.lines().isEmpty() ? null : terms.lines().getFirst(),
                        Objects.requireNonNull(terms.reason()),
                        by);
        return closed(proposal, finding);
    }

    /** What a customer may or may not have by a policy; all else only the order's state decides. */
    private static boolean isUnderRules(String operation) {
        return operation.equals(Operation.REFUND) || operation.equals(Operation.EXCHANGE);
    }

    private static Result closed(Proposal proposal, Finding finding) {
        if (finding instanceof Done done) {
            proposal.close(State.EXECUTED, done.reference());
        } else {
            proposal.close(State.VOID, null);
        }
        return Result.found(finding);
    }

    /** Also a refund by another way in between changes what "yes" would do; one of the very same lines is simply reported. */
    private boolean isAsShown(Proposal proposal, Terms terms, Overview order) {
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
        return proposal.wasMadeFor(order.purchase());
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
        if (Changes.isChange(executed.operation())) {
            return changes.done(executed, true);
        }
        return Operation.REFUND.equals(executed.operation())
                ? afterSales.refundStatus(visit.customer(), List.of(reference), List.of())
                : afterSales.complaintStatus(visit.customer(), List.of(reference), List.of());
    }

    // Proposals and questions

    private Result propose(Visit visit, String operation, Overview order, Terms terms) {
        var moneyMoves = terms.amount() != null;
        var items = OrderLines.views(order.order(), terms.lines());
        var method = terms.draft() == null ? null : terms.draft().method();
        var destination = moneyMoves ? label(visit, method) : null;
        return pad.propose(
                visit,
                operation,
                order.purchase(),
                terms,
                proposal -> new Finding.Proposal(
                        proposal.pointer(),
                        order.id(),
                        items,
                        terms.amount(),
                        moneyMoves ? order.purchase().currency() : null,
                        destination,
                        moneyMoves ? null : terms.reason(),
                        List.of(),
                        null,
                        null,
                        null,
                        moneyMoves
                                ? Integer.valueOf(order.order().items().size()
                                        - terms.lines().size())
                                : null));
    }

    private String label(Visit visit, @Nullable String method) {
        return customers
                .find(visit.customer())
                .map(owner -> owner.label(method))
                .orElse("");
    }

    private Result ask(Visit visit, String operation, @Nullable String orderId, Terms terms, Finding... before) {
        var order = orderId == null ? null : order(visit, orderId).orElse(null);
        return pad.ask(visit, operation, order == null ? null : order.purchase(), terms, before);
    }

    private List<Option> itemOptions(List<Item> lines) {
        return lines.stream()
                .limit(MAX_CHOICES)
                .map(line -> {
                    var order = line.file();
                    var value = order.id() + " " + line.name();
                    return new Option(value, value + ", " + order.words(), order.id(), List.of(line.number()));
                })
                .toList();
    }

    private Option wholeOrderOption(Overview order) {
        return new Option(
                order.id() + " as a whole", order.id() + " as a whole (" + order.words() + ")", order.id(), List.of());
    }

    // The customer's orders

    private List<Overview> ordersOf(Visit visit) {
        return orders.of(visit.customer());
    }

    private Optional<Overview> order(Visit visit, String id) {
        return orders.find(id, visit.customer());
    }

    private LineFinder finder(Collection<Overview> among) {
        return finder.finder(among);
    }

    private boolean deliveredWithin(Overview order, int days) {
        var delivered = order.deliveredOn();
        return delivered != null && !delivered.plusDays(days).isBefore(LocalDate.now(clock));
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

    private static List<Item> lines(Collection<Overview> among) {
        return among.stream().flatMap(order -> Item.of(order).stream()).toList();
    }

    private static List<Overview> ordersOf(List<Item> lines) {
        return lines.stream().map(Item::file).distinct().toList();
    }

    private static List<Integer> numbers(List<Item> lines) {
        return lines.stream().map(Item::number).toList();
    }
}
