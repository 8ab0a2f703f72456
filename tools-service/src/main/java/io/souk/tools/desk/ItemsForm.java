package io.souk.tools.desk;

import io.souk.tools.operations.Arguments;
import io.souk.tools.orders.OrderActions.Change;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.products.Products;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Other variants of items, before delivery or in exchange: needs which items, what each becomes, and how the difference is paid.
 */
@Component
class ItemsForm implements Form {
    private final OrderFinder finder;
    private final VariantSlot variants;
    private final MethodSlot methods;
    private final ChangeProposals proposals;
    private final Products products;
    private final RefundRules rules;
    private final Pad pad;
    private final Clock clock;

    ItemsForm(
            OrderFinder finder,
            VariantSlot variants,
            MethodSlot methods,
            ChangeProposals proposals,
            Products products,
            RefundRules rules,
            Pad pad,
            Clock clock) {
        this.finder = finder;
        this.variants = variants;
        this.methods = methods;
        this.proposals = proposals;
        this.products = products;
        this.rules = rules;
        this.pad = pad;
        this.clock = clock;
    }

    @Override
    public Result next(ChangeRequest request, Draft draft) {
        var order = request.order();
        var window = request.kind() == ChangeKind.EXCHANGE
                ? rules.exchangeRefusal(
                        order.order(), draft.lines(), order.offers(), order.deliveredOn(), LocalDate.now(clock))
                : null;
        if (window != null) {
            return Result.found(window);
        }
        if (draft.lines().isEmpty()) {
            var terms = Terms.asking(Terms.SLOT_ITEM, Options.itemsOf(order), draft, request.text());
            return pad.ask(request.visit(), request.operation(), order.purchase(), terms);
        }
        var unsaid = draft.newItems().indexOf("");
        if (unsaid >= 0) {
            return variants.ask(
                    request, draft, request.items().get(draft.lines().get(unsaid)));
        }
        var method = Objects.requireNonNullElse(draft.method(), request.originalMethod());
        if (request.owner().method(method).isEmpty()) {
            return methods.ask(request, draft, request.owner().methods());
        }
        var complete = draft.withMethod(method);
        return proposals.propose(
                request, complete, arguments(request, complete, method), change -> shown(request, complete, change));
    }

    private static Map<String, Object> arguments(ChangeRequest request, Draft draft, String method) {
        var items = request.items();
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("order_id", request.order().id());
        arguments.put(
                "item_ids",
                draft.lines().stream()
                        .map(place -> items.get(place).line().itemId())
                        .toList());
        arguments.put("new_item_ids", draft.newItems());
        arguments.put("payment_method_id", method);
        return arguments;
    }

    private Shown shown(ChangeRequest request, Draft draft, Change change) {
        var order = request.order().order();
        var become = draft.newItems();
        return new Shown(
                request.order().id(),
                OrderLines.each(order, change.lines()),
                null,
                request.order().purchase().currency(),
                null,
                OrderLines.replacements(order, change.lines(), become, products.items(become)),
                change.amount().negate(),
                request.owner().label(draft.method()),
                null);
    }

    @Override
    public Draft read(ChangeRequest request, Draft draft) {
        return variants.read(request, withItems(request, methods.read(request, draft)));
    }

    /** The items that the message means, each with what was said of it before. */
    private Draft withItems(ChangeRequest request, Draft draft) {
        var items = request.items();
        var turn = request.visit().turn();
        var selection = new Selection(finder.finder(List.of(request.order())));
        var chosen = draft.lines().stream().map(items::get).toList();
        var said = chosen.isEmpty() ? selection.read(items, turn) : selection.amended(items, chosen, turn);
        var places = Item.numbers(said.isEmpty() && items.size() == 1 ? items : said);
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

    @Override
    public Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        return switch (asked.slot()) {
            case Terms.SLOT_PAYMENT -> methods.answer(request, asked, draft);
            case Terms.SLOT_VARIANT -> variants.answer(request, asked, draft);
            case null, default -> whichItems(request, asked, draft);
        };
    }

    /** What was said before the item was known counts for it, unless the answer says otherwise. */
    private Optional<Draft> whichItems(ChangeRequest request, Terms asked, Draft draft) {
        var before = request.saying(asked.reason());
        var exact = ChoiceReader.exact(asked.options(), request.text());
        if (exact != null) {
            return Optional.of(variants.read(before, draft.withLines(exact.lines())));
        }
        var said = read(request, draft);
        var more = said.lines().isEmpty() ? said : variants.read(request, variants.read(before, said));
        return more.equals(draft) ? Optional.empty() : Optional.of(more);
    }

    @Override
    public Draft complete(ChangeRequest request, Draft draft, Arguments arguments) {
        var places = request.order().order().places(arguments.texts("item_ids"));
        if (places == null) {
            throw new Refused(Refusals.ITEM_NOT_IN_ORDER);
        }
        var newItems = arguments.texts("new_item_ids");
        if (newItems.size() != places.size()) {
            throw new Refused(Refusals.ITEM_COUNT_MISMATCH);
        }
        var complete = draft.withLines(places).withMethod(arguments.text("payment_method_id"));
        for (var pair = 0; pair < places.size(); pair++) {
            complete = complete.withNewItem(pair, newItems.get(pair));
        }
        return complete;
    }
}
