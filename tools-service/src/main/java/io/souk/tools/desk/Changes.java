package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.OrderLine;
import io.souk.events.Finding.Refusal;
import io.souk.tools.audit.By;
import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.Customers;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.desk.Terms.Option;
import io.souk.tools.json.Json;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.Operations;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.orders.OrderActions.Change;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.products.Products;
import io.souk.tools.products.Variant;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Everything a customer can have changed: collects what is needed for it, slot by slot, tells at once what can't be done and what
 * can instead, and proposes it. A yes runs the very operation, with the very arguments, that was shown.
 */
@Component
class Changes {
    private static final int MAX_CHOICES = 8;

    private final Overviews orders;
    private final OrderFinder finder;
    private final Customers customers;
    private final Products products;
    private final Operations operations;
    private final RefundRules rules;
    private final Pad pad;
    private final Clock clock;

    Changes(
            Overviews orders,
            OrderFinder finder,
            Customers customers,
            Products products,
            Operations operations,
            RefundRules rules,
            Pad pad,
            Clock clock) {
        this.orders = orders;
        this.finder = finder;
        this.customers = customers;
        this.products = products;
        this.operations = operations;
        this.rules = rules;
        this.pad = pad;
        this.clock = clock;
    }

    /** Whether this is one of the changes made here. */
    static boolean isChange(String operation) {
        return switch (operation) {
            case Operation.CANCEL,
                    Operation.ADDRESS,
                    Operation.PAYMENT,
                    Operation.ITEMS,
                    Operation.EXCHANGE,
                    Operation.PROFILE_ADDRESS -> true;
            default -> false;
        };
    }

    /** Takes up a request. */
    Result start(Visit visit, String operation) {
        if (operation.equals(Operation.PROFILE_ADDRESS)) {
            return profile(visit, read(visit, Draft.EMPTY, List.of()));
        }
        var mine = orders.of(visit.customer());
        var named = finder.named(mine, visit);
        if (named.isRefused()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        if (mine.isEmpty()) {
            return Result.found(Refusals.NO_ORDERS);
        }
        var pool = named.orders().isEmpty() ? mine : named.orders();
        var meant = finder.fitting(pool, visit);
        var possible =
                meant.stream().filter(order -> isPossible(operation, order)).toList();
        if (possible.isEmpty()) {
            return none(visit, operation, pool, meant);
        }
        var chosen = possible.size() == 1
                ? Optional.of(possible.getFirst())
                : finder.inFocus(possible, visit).filter(_ -> meant.size() == pool.size());
        return chosen.map(order -> withOrder(visit, operation, order))
                .orElseGet(() -> askOrder(visit, operation, possible));
    }

    /** Goes on with the answer to what was asked; empty if the message is about something else. */
    Optional<Result> fill(Visit visit, Proposal asked, Terms terms, boolean other) {
        var operation = asked.operation();
        var draft = Objects.requireNonNullElse(terms.draft(), Draft.EMPTY);
        var slot = Objects.requireNonNull(terms.slot());
        if (slot.equals(Terms.SLOT_ADDRESS) && other) {
            return Optional.empty(); // any sentence has something that could be a street
        }
        var next = slot.equals(Terms.SLOT_ORDER)
                ? chosenOrder(visit, terms, other)
                        .map(order -> withOrder(visit.saying(terms.reason()), operation, order))
                : answered(visit, operation, draft, slot, terms).map(more -> advance(visit, operation, more));
        if (next.isPresent()) {
            return next;
        }
        return other ? Optional.empty() : Optional.of(again(visit, operation, draft, asked, terms));
    }

    /** Proposes what is asked for with all its arguments. */
    Result propose(Visit visit, ToolOperation tool, Arguments arguments) {
        var operation = operationOf(tool);
        if (operation.equals(Operation.PROFILE_ADDRESS)) {
            return arguments.text("user_id").equals(visit.customer())
                    ? profile(visit, Draft.EMPTY.withAddress(parts(arguments.address())))
                    : Result.found(Refusals.USER_NOT_FOUND);
        }
        var order = orders.find(arguments.text("order_id"), visit.customer());
        if (order.isEmpty()) {
            return Result.found(Refusals.ORDER_NOT_FOUND);
        }
        var draft = Draft.EMPTY.withOrder(order.get().id());
        return switch (operation) {
            case Operation.CANCEL -> advance(visit, operation, draft.withReason(arguments.text("reason")));
            case Operation.ADDRESS -> advance(visit, operation, draft.withAddress(parts(arguments.address())));
            case Operation.PAYMENT -> advance(visit, operation, draft.withMethod(arguments.text("payment_method_id")));
            default -> proposeItems(visit, operation, order.get(), draft, arguments);
        };
    }

    private Result proposeItems(Visit visit, String operation, Overview order, Draft draft, Arguments arguments) {
        var places = order.order().places(arguments.texts("item_ids"));
        if (places == null) {
            return Result.found(Refusals.ITEM_NOT_IN_ORDER);
        }
        var newItems = arguments.texts("new_item_ids");
        if (newItems.size() != places.size()) {
            return Result.found(Refusals.ITEM_COUNT_MISMATCH);
        }
        var complete = draft.withLines(places).withMethod(arguments.text("payment_method_id"));
        for (var pair = 0; pair < places.size(); pair++) {
            complete = complete.withNewItem(pair, newItems.get(pair));
        }
        return advance(visit, operation, complete);
    }

    /** What a correction makes of a proposal; empty if the message corrects nothing. */
    Optional<Result> amend(Visit visit, String operation, Terms terms) {
        var draft = terms.draft();
        if (draft == null) {
            return Optional.empty();
        }
        var amended = operation.equals(Operation.PROFILE_ADDRESS)
                ? read(visit, draft, List.of())
                : find(visit, draft)
                        .map(order -> corrected(visit, operation, draft, order))
                        .orElse(draft);
        return amended.equals(draft) ? Optional.empty() : Optional.of(advance(visit, operation, amended));
    }

    /** Shows again what a yes would do. */
    Result again(Visit visit, String operation, Terms terms) {
        return advance(visit, operation, Objects.requireNonNullElse(terms.draft(), Draft.EMPTY));
    }

    /**
     * Runs what was shown.
     *
     * @return what was done, or why it can't be any more
     */
    Finding run(Visit visit, Proposal proposal) {
        var terms = proposal.terms();
        var operation = toolOf(proposal.operation());
        var by = By.chat(visit.customer(), visit.conversation(), visit.turn().meta(), proposal.id());
        try {
            var arguments = Json.MAPPER.readTree(Objects.requireNonNull(terms.arguments()));
            operations.run(operation, Arguments.of(operation, arguments), by, null);
            return done(proposal, false);
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    /** What a proposal has done. */
    Done done(Proposal proposal, boolean repeated) {
        var shown =
                Json.MAPPER.readValue(Objects.requireNonNull(proposal.terms().shown()), Shown.class);
        return new Done(
                proposal.operation(),
                shown.orderId().isEmpty() ? proposal.id() : shown.orderId(),
                shown.orderId(),
                statusAfter(proposal.operation()),
                shown.amount(),
                shown.currency(),
                shown.destination(),
                repeated,
                shown.items(),
                shown.newItems(),
                shown.difference(),
                shown.payment(),
                shown.address());
    }

    // Which order

    private static boolean isPossible(String operation, Overview order) {
        var isAboutItems = operation.equals(Operation.EXCHANGE) || operation.equals(Operation.ITEMS);
        return order.order().is(Status.PENDING)
                || (isAboutItems && order.order().is(Status.DELIVERED));
    }

    /** Says why what is meant can't be changed, or that nothing can. */
    private Result none(Visit visit, String operation, List<Overview> pool, List<Overview> meant) {
        if (meant.size() < pool.size() || pool.size() == 1) {
            return refused(operation, meant.getFirst());
        }
        return finder.inFocus(meant, visit)
                .map(order -> refused(operation, order))
                .orElseGet(() -> Result.found(Refusals.NOTHING_PENDING));
    }

    private static Result refused(String operation, Overview order) {
        if (operation.equals(Operation.CANCEL) && order.order().is(Status.CANCELLED)) {
            return Result.found(new Refusal(
                    "order-not-pending", "Order %s (%s) is cancelled already.".formatted(order.id(), names(order))));
        }
        var code = operation.equals(Operation.EXCHANGE) ? "order-not-delivered" : "order-not-pending";
        return Result.found(new Refusal(
                code,
                "Order %s (%s) can't be %s: %s. %s"
                        .formatted(order.id(), names(order), changed(operation), because(order), instead(order))
                        .strip()));
    }

    private static String changed(String operation) {
        return switch (operation) {
            case Operation.CANCEL -> "cancelled any more";
            case Operation.ADDRESS -> "sent to another address any more";
            case Operation.PAYMENT -> "paid in another way any more";
            case Operation.EXCHANGE -> "exchanged";
            default -> "changed any more";
        };
    }

    private static String because(Overview order) {
        return switch (order.order().status()) {
            case Status.RETURN_REQUESTED -> "a return was requested for it";
            case Status.EXCHANGE_REQUESTED -> "an exchange was requested for it";
            case Status.PROCESSED -> "it is " + order.words();
            default -> "it was " + order.words();
        };
    }

    private static String instead(Overview order) {
        return switch (order.order().status()) {
            case Status.DELIVERED -> "I can register a return or an exchange of its items.";
            case Status.PROCESSED -> "Once it has arrived, its items can be returned or exchanged.";
            default -> "";
        };
    }

    private Result askOrder(Visit visit, String operation, List<Overview> possible) {
        var options = possible.stream().limit(MAX_CHOICES).map(Option::of).toList();
        return pad.ask(visit, operation, null, Terms.asking(Terms.SLOT_ORDER, options, Draft.EMPTY, visit.text()));
    }

    private Optional<Overview> chosenOrder(Visit visit, Terms terms, boolean other) {
        var offered = orders.of(visit.customer()).stream()
                .filter(order -> terms.options().stream()
                        .anyMatch(option -> option.orderId().equals(order.id())))
                .toList();
        var reading = new ChoiceReader(finder.finder(offered), OrderFinder.lines(offered))
                .read(terms.options(), visit.turn());
        if (other && !reading.bare()) {
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

    private Result withOrder(Visit visit, String operation, Overview order) {
        var settled = settled(operation, order);
        return advance(visit, operation, corrected(visit, settled, Draft.EMPTY.withOrder(order.id()), order));
    }

    /** A pending order's items are changed, a delivered one's exchanged: customers say either of both. */
    private static String settled(String operation, Overview order) {
        return switch (operation) {
            case Operation.EXCHANGE -> order.order().is(Status.PENDING) ? Operation.ITEMS : operation;
            case Operation.ITEMS -> order.order().is(Status.DELIVERED) ? Operation.EXCHANGE : operation;
            default -> operation;
        };
    }

    // Slots

    /** Asks for the next thing that is missing, or proposes. */
    private Result advance(Visit visit, String wanted, Draft draft) {
        if (wanted.equals(Operation.PROFILE_ADDRESS)) {
            return profile(visit, draft);
        }
        var found = find(visit, draft);
        if (found.isEmpty()) {
            return Result.found(Refusals.ORDER_CHANGED);
        }
        var order = found.get();
        var operation = settled(wanted, order);
        if (!isPossible(operation, order)) {
            return refused(operation, order);
        }
        var owner = customers.find(visit.customer()).orElseThrow();
        return switch (operation) {
            case Operation.CANCEL -> cancel(visit, order, owner, draft);
            case Operation.ADDRESS -> address(visit, order, owner, draft);
            case Operation.PAYMENT -> payment(visit, order, owner, draft);
            default -> items(visit, operation, order, owner, draft);
        };
    }

    private Result cancel(Visit visit, Overview order, Customer owner, Draft draft) {
        if (draft.reason() == null) {
            var options = List.of(
                    new Option(CancelReasons.NO_LONGER_NEEDED, "I no longer need it", order.id(), List.of()),
                    new Option(CancelReasons.BY_MISTAKE, "I ordered it by mistake", order.id(), List.of()));
            return pad.ask(
                    visit,
                    Operation.CANCEL,
                    order.purchase(),
                    Terms.asking(Terms.SLOT_REASON, options, draft, null),
                    List.of(),
                    names(order));
        }
        return propose(
                visit, Operation.CANCEL, order, owner, draft, Map.of("order_id", order.id(), "reason", draft.reason()));
    }

    private Result address(Visit visit, Overview order, Customer owner, Draft draft) {
        var present = order.order().address();
        var missing = AddressReader.missing(draft.address(), present);
        if (!missing.isEmpty()) {
            return askAddress(visit, Operation.ADDRESS, order, draft, missing);
        }
        return propose(
                visit,
                Operation.ADDRESS,
                order,
                owner,
                draft,
                arguments("order_id", order.id(), AddressReader.address(draft.address(), present)));
    }

    private Result askAddress(
            Visit visit, String operation, @Nullable Overview order, Draft draft, List<String> missing) {
        var terms = Terms.asking(Terms.SLOT_ADDRESS, List.of(), draft, null);
        return pad.ask(visit, operation, order == null ? null : order.purchase(), terms, missing, null);
    }

    private Result profile(Visit visit, Draft draft) {
        var owner = customers.find(visit.customer());
        if (owner.isEmpty()) {
            return Result.found(Refusals.USER_NOT_FOUND);
        }
        var present = owner.get().profile().address();
        var missing = AddressReader.missing(draft.address(), present);
        if (!missing.isEmpty()) {
            return askAddress(visit, Operation.PROFILE_ADDRESS, null, draft, missing);
        }
        var address = AddressReader.address(draft.address(), present);
        var shown = new Shown("", List.of(), null, null, null, List.of(), null, null, address.line());
        var terms = Terms.ready(
                draft, Json.text(arguments("user_id", visit.customer(), address)), Json.text(shown), null, null);
        return pad.propose(visit, Operation.PROFILE_ADDRESS, null, terms, proposal -> shown.proposal(proposal, null));
    }

    private Result payment(Visit visit, Overview order, Customer owner, Draft draft) {
        if (draft.method() == null) {
            var original = order.order().originalPaymentMethod();
            var others = owner.methods().stream()
                    .filter(method -> !method.id().equals(original)
                            && method.covers(order.purchase().total()))
                    .toList();
            if (others.isEmpty()) {
                return Result.found(Refusals.NO_OTHER_METHOD);
            }
            return askMethod(visit, Operation.PAYMENT, order, draft, others);
        }
        return propose(
                visit,
                Operation.PAYMENT,
                order,
                owner,
                draft,
                Map.of("order_id", order.id(), "payment_method_id", draft.method()));
    }

    private Result askMethod(
            Visit visit,
            String operation,
            Overview order,
            Draft draft,
            List<PaymentMethod> methods,
            Finding... before) {
        var options = methods.stream()
                .map(method -> new Option(method.label(), labelOf(method, order), order.id(), List.of()))
                .toList();
        return pad.ask(
                visit, operation, order.purchase(), Terms.asking(Terms.SLOT_PAYMENT, options, draft, null), before);
    }

    private Result items(Visit visit, String operation, Overview order, Customer owner, Draft draft) {
        var items = Item.of(order);
        var window = operation.equals(Operation.EXCHANGE)
                ? rules.exchangeRefusal(
                        order.order(), draft.lines(), order.offers(), order.deliveredOn(), LocalDate.now(clock))
                : null;
        if (window != null) {
            return Result.found(window);
        }
        if (draft.lines().isEmpty()) {
            var options = items.stream()
                    .limit(MAX_CHOICES)
                    .map(item -> new Option(item.name(), described(item), order.id(), List.of(item.number())))
                    .toList();
            return pad.ask(
                    visit, operation, order.purchase(), Terms.asking(Terms.SLOT_ITEM, options, draft, visit.text()));
        }
        for (var pair = 0; pair < draft.lines().size(); pair++) {
            if (draft.newItems().get(pair).isEmpty()) {
                return askVariant(
                        visit, operation, order, draft, items.get(draft.lines().get(pair)));
            }
        }
        var method = draft.method() == null ? order.order().originalPaymentMethod() : draft.method();
        if (method == null || owner.method(method).isEmpty()) {
            return askMethod(visit, operation, order, draft, owner.methods());
        }
        var complete = draft.withMethod(method);
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("order_id", order.id());
        arguments.put(
                "item_ids",
                draft.lines().stream()
                        .map(place -> items.get(place).line().itemId())
                        .toList());
        arguments.put("new_item_ids", draft.newItems());
        arguments.put("payment_method_id", method);
        return propose(visit, operation, order, owner, complete, arguments);
    }

    private Result askVariant(Visit visit, String operation, Overview order, Draft draft, Item item) {
        var product = products.find(item.productId());
        var others =
                product.map(found -> VariantReader.others(found, item.line())).orElse(List.of());
        if (others.isEmpty()) {
            return Result.found(Refusals.noOtherVariant(item.name()));
        }
        var said = VariantReader.read(visit.text(), product.get(), item.line());
        var shown = said.fits().isEmpty() ? others : said.fits();
        var options = shown.stream()
                .limit(MAX_CHOICES)
                .map(variant -> new Option(variant.words(), priced(variant, item, order), order.id(), List.of()))
                .toList();
        var terms = Terms.asking(Terms.SLOT_VARIANT, options, draft, null);
        var before = !said.said().isEmpty() && said.fits().isEmpty()
                ? new Finding[] {Refusals.NEW_ITEM_UNAVAILABLE}
                : new Finding[0];
        return pad.ask(visit, operation, order.purchase(), terms, List.of(), described(item), before);
    }

    // Reading answers

    private Optional<Draft> answered(Visit visit, String operation, Draft draft, String slot, Terms terms) {
        if (slot.equals(Terms.SLOT_ADDRESS)) {
            var present = draft.orderId() == null
                    ? customers
                            .find(visit.customer())
                            .map(owner -> owner.profile().address())
                    : find(visit, draft).map(order -> order.order().address());
            var missing = present.map(address -> AddressReader.missing(draft.address(), address))
                    .orElse(List.of());
            return changed(draft, read(visit, draft, missing));
        }
        var order = find(visit, draft).orElse(null);
        if (order == null) {
            return Optional.empty();
        }
        var place = place(visit, terms);
        return switch (slot) {
            case Terms.SLOT_REASON -> {
                var reason = place == null ? CancelReasons.read(visit.text()) : place.value();
                yield reason == null ? Optional.empty() : Optional.of(draft.withReason(reason));
            }
            case Terms.SLOT_PAYMENT -> {
                var owner = customers.find(visit.customer()).orElseThrow();
                var methods = place == null
                        ? MethodReader.read(visit.text(), owner, original(order))
                        : owner.methods().stream()
                                .filter(method -> method.label().equals(place.value()))
                                .toList();
                yield methods.size() == 1
                        ? Optional.of(draft.withMethod(methods.getFirst().id()))
                        : Optional.empty();
            }
            case Terms.SLOT_VARIANT -> variantAnswer(visit, draft, order, place);
            default -> {
                if (place != null) {
                    yield Optional.of(
                            withVariants(visit.saying(terms.reason()), draft.withLines(place.lines()), order));
                }
                var more = corrected(visit, operation, draft, order);
                yield changed(draft, more.lines().isEmpty() ? more : withFirstWords(visit, terms, more, order));
            }
        };
    }

    /** What was said before the item was known counts for it, unless the answer says otherwise. */
    private Draft withFirstWords(Visit visit, Terms terms, Draft draft, Overview order) {
        var first = withVariants(visit.saying(terms.reason()), draft, order);
        return withVariants(visit, first, order);
    }

    /** The offered choice that is meant by its very words, or by its place. */
    private static @Nullable Option place(Visit visit, Terms terms) {
        var text = visit.text().strip();
        var options = terms.options();
        var exact = options.stream()
                .filter(option ->
                        option.value().equalsIgnoreCase(text) || option.label().equalsIgnoreCase(text))
                .toList();
        if (exact.size() == 1) {
            return exact.getFirst();
        }
        var place = Words.ordinal(text, options.size());
        return place.isPresent() ? options.get(place.getAsInt() - 1) : null;
    }

    private Optional<Draft> variantAnswer(Visit visit, Draft draft, Overview order, @Nullable Option place) {
        var pair = draft.newItems().indexOf("");
        if (pair < 0) {
            return Optional.empty();
        }
        var line = order.order().items().get(draft.lines().get(pair));
        var product = products.find(line.productId());
        if (product.isEmpty()) {
            return Optional.empty();
        }
        var fits = place == null
                ? VariantReader.read(visit.text(), product.get(), line).fits()
                : VariantReader.others(product.get(), line).stream()
                        .filter(variant -> variant.words().equals(place.value()))
                        .toList();
        return fits.size() == 1
                ? Optional.of(draft.withNewItem(pair, fits.getFirst().itemId()))
                : Optional.empty();
    }

    /** Asks anew, in the light of what the answer did say. */
    private Result again(Visit visit, String operation, Draft draft, Proposal asked, Terms terms) {
        return terms.slot() != null && terms.slot().equals(Terms.SLOT_VARIANT)
                ? advance(visit, operation, draft)
                : pad.askAgain(asked, terms);
    }

    /** What the message says of everything but items: parts of an address, a reason. */
    private Draft read(Visit visit, Draft draft, List<String> missing) {
        return draft.withAddress(AddressReader.read(visit.text(), draft.address(), missing));
    }

    /** What the message changes about a draft for this order. */
    private Draft corrected(Visit visit, String operation, Draft draft, Overview order) {
        var owner = customers.find(visit.customer()).orElseThrow();
        return switch (operation) {
            case Operation.CANCEL -> {
                var reason = CancelReasons.read(visit.text());
                yield reason == null ? draft : draft.withReason(reason);
            }
            case Operation.ADDRESS -> read(visit, draft, List.of());
            case Operation.PAYMENT ->
                withMethod(
                        draft,
                        MethodReader.read(visit.text(), owner, original(order)).stream()
                                .filter(method -> !method.id().equals(original(order)))
                                .toList());
            default -> {
                var paid = withMethod(draft, MethodReader.read(visit.text(), owner, original(order)));
                yield withVariants(visit, withLines(visit, paid, order), order);
            }
        };
    }

    private static Draft withMethod(Draft draft, List<PaymentMethod> methods) {
        return methods.size() == 1 ? draft.withMethod(methods.getFirst().id()) : draft;
    }

    private Draft withLines(Visit visit, Draft draft, Overview order) {
        var items = Item.of(order);
        var selection = new Selection(finder.finder(List.of(order)));
        var chosen = draft.lines().stream().map(items::get).toList();
        var said =
                chosen.isEmpty() ? selection.read(items, visit.turn()) : selection.amended(items, chosen, visit.turn());
        var places = (said.isEmpty() && items.size() == 1 ? items : said)
                .stream().map(Item::number).toList();
        if (places.equals(draft.lines())) {
            return draft;
        }
        var kept = new LinkedHashMap<Integer, String>();
        for (var pair = 0; pair < draft.lines().size(); pair++) {
            kept.put(draft.lines().get(pair), draft.newItems().get(pair));
        }
        var more = draft.withLines(places);
        for (var pair = 0; pair < places.size(); pair++) {
            more = more.withNewItem(pair, kept.getOrDefault(places.get(pair), ""));
        }
        return more;
    }

    /** Which variant each line becomes, as far as the message says so. */
    private Draft withVariants(Visit visit, Draft draft, Overview order) {
        var more = draft;
        for (var pair = 0; pair < draft.lines().size(); pair++) {
            var line = order.order().items().get(draft.lines().get(pair));
            var fits = products.find(line.productId())
                    .map(product ->
                            VariantReader.read(visit.text(), product, line).fits())
                    .orElse(List.of());
            if (fits.size() == 1) {
                more = more.withNewItem(pair, fits.getFirst().itemId());
            }
        }
        return more;
    }

    // Proposals

    private Result propose(
            Visit visit, String operation, Overview order, Customer owner, Draft draft, Map<String, ?> arguments) {
        var tool = toolOf(operation);
        Change change;
        try {
            change = operations.preview(tool, Arguments.of(tool, arguments), order.purchase(), owner);
        } catch (Refused refused) {
            return explained(visit, operation, order, owner, draft, refused.refusal());
        }
        var shown = shown(operation, order, owner, draft, change);
        var once = operation.equals(Operation.ITEMS) || operation.equals(Operation.EXCHANGE)
                ? order.order().items().size() - draft.lines().size()
                : null;
        var terms = Terms.ready(draft, Json.text(arguments), Json.text(shown), shown.amount(), draft.reason());
        return pad.propose(visit, operation, order.purchase(), terms, proposal -> shown.proposal(proposal, once));
    }

    /** Why not, and what is possible instead. */
    private Result explained(Visit visit, String operation, Overview order, Customer owner, Draft draft, Refusal why) {
        if (why.equals(Refusals.INSUFFICIENT_GIFT_CARD_BALANCE) || why.equals(Refusals.PAYMENT_METHOD_UNCHANGED)) {
            var others = owner.methods().stream()
                    .filter(method -> !method.id().equals(draft.method())
                            && (!operation.equals(Operation.PAYMENT)
                                    || (!method.id().equals(original(order))
                                            && method.covers(order.purchase().total()))))
                    .toList();
            if (!others.isEmpty()) {
                return askMethod(visit, operation, order, withoutMethod(draft), others, why);
            }
        }
        return Result.found(why);
    }

    private static Draft withoutMethod(Draft draft) {
        return new Draft(draft.orderId(), draft.lines(), draft.newItems(), null, draft.reason(), draft.address());
    }

    private Shown shown(String operation, Overview order, Customer owner, Draft draft, Change change) {
        var currency = order.purchase().currency();
        return switch (operation) {
            case Operation.CANCEL ->
                new Shown(
                        order.id(),
                        OrderLines.views(order.order()),
                        change.amount(),
                        currency,
                        String.join(
                                ", ",
                                order.order().netPayments().entrySet().stream()
                                        .filter(net -> net.getValue().signum() > 0)
                                        .map(net -> owner.label(net.getKey()))
                                        .toList()),
                        List.of(),
                        null,
                        null,
                        null);
            case Operation.ADDRESS ->
                new Shown(
                        order.id(),
                        OrderLines.views(order.order()),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        change.after().address().line());
            case Operation.PAYMENT ->
                new Shown(
                        order.id(),
                        OrderLines.views(order.order()),
                        change.amount(),
                        currency,
                        owner.label(original(order)),
                        List.of(),
                        null,
                        owner.label(draft.method()),
                        null);
            default ->
                new Shown(
                        order.id(),
                        OrderLines.each(order.order(), change.lines()),
                        null,
                        currency,
                        null,
                        OrderLines.replacements(
                                order.order(), change.lines(), draft.newItems(), products.items(draft.newItems())),
                        change.amount().negate(),
                        owner.label(draft.method()),
                        null);
        };
    }

    /** What the customer sees of a proposal; kept with it, to be told again once it has been done. */
    private record Shown(
            String orderId,
            List<OrderLine> items,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String destination,
            List<OrderLine> newItems,
            @Nullable BigDecimal difference,
            @Nullable String payment,
            @Nullable String address) {
        Finding.Proposal proposal(Proposal proposal, @Nullable Integer others) {
            return new Finding.Proposal(
                    proposal.pointer(),
                    orderId,
                    items,
                    amount,
                    currency,
                    destination,
                    proposal.terms().reason(),
                    newItems,
                    difference,
                    payment,
                    address,
                    others);
        }
    }

    // Words

    private static String statusAfter(String operation) {
        return switch (operation) {
            case Operation.CANCEL -> "cancelled";
            case Operation.EXCHANGE -> "requested";
            default -> "changed";
        };
    }

    private static ToolOperation toolOf(String operation) {
        return switch (operation) {
            case Operation.CANCEL -> ToolOperation.CANCEL_PENDING_ORDER;
            case Operation.ADDRESS -> ToolOperation.MODIFY_PENDING_ORDER_ADDRESS;
            case Operation.PAYMENT -> ToolOperation.MODIFY_PENDING_ORDER_PAYMENT;
            case Operation.ITEMS -> ToolOperation.MODIFY_PENDING_ORDER_ITEMS;
            case Operation.EXCHANGE -> ToolOperation.EXCHANGE_DELIVERED_ORDER_ITEMS;
            case Operation.PROFILE_ADDRESS -> ToolOperation.MODIFY_USER_ADDRESS;
            default -> throw new IllegalArgumentException(operation + " changes nothing");
        };
    }

    private static String operationOf(ToolOperation tool) {
        return switch (tool) {
            case CANCEL_PENDING_ORDER -> Operation.CANCEL;
            case MODIFY_PENDING_ORDER_ADDRESS -> Operation.ADDRESS;
            case MODIFY_PENDING_ORDER_PAYMENT -> Operation.PAYMENT;
            case MODIFY_PENDING_ORDER_ITEMS -> Operation.ITEMS;
            case EXCHANGE_DELIVERED_ORDER_ITEMS -> Operation.EXCHANGE;
            case MODIFY_USER_ADDRESS -> Operation.PROFILE_ADDRESS;
            default -> throw new IllegalArgumentException(tool + " is no change of an order");
        };
    }

    private static Map<String, String> parts(Address address) {
        var parts = new LinkedHashMap<String, String>();
        arguments("", "", address).forEach((name, part) -> {
            if (part instanceof String text && !text.isEmpty()) {
                parts.put(name, text);
            }
        });
        return parts;
    }

    private static Map<String, Object> arguments(String key, String id, Address address) {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put(key, id);
        JsonNode parts = Json.MAPPER.valueToTree(address);
        parts.properties()
                .forEach(part -> arguments.put(part.getKey(), part.getValue().stringValue()));
        return arguments;
    }

    private Optional<Overview> find(Visit visit, Draft draft) {
        return draft.orderId() == null ? Optional.empty() : orders.find(draft.orderId(), visit.customer());
    }

    private static Optional<Draft> changed(Draft before, Draft after) {
        return after.equals(before) ? Optional.empty() : Optional.of(after);
    }

    private static String original(Overview order) {
        var method = order.order().originalPaymentMethod();
        return method == null ? "" : method;
    }

    private static String names(Overview order) {
        var names = new ArrayList<String>();
        OrderLines.views(order.order())
                .forEach(line -> names.add(line.quantity() > 1 ? line.quantity() + " × " + line.name() : line.name()));
        return String.join(", ", names);
    }

    private static String described(Item item) {
        var options = Variant.words(item.line().options());
        return options.isEmpty() ? item.name() : item.name() + " (" + options + ")";
    }

    private static String priced(Variant variant, Item item, Overview order) {
        var difference = variant.price().subtract(item.line().price());
        var sign = difference.signum() < 0 ? "-" : "+";
        return difference.signum() == 0
                ? variant.words() + ", same price"
                : "%s, %s%s %s"
                        .formatted(
                                variant.words(),
                                sign,
                                difference.abs().toPlainString(),
                                order.purchase().currency());
    }

    private static String labelOf(PaymentMethod method, Overview order) {
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
