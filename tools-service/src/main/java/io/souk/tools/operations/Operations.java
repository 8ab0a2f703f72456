package io.souk.tools.operations;

import io.souk.events.OrderEvent.ExchangeRequested;
import io.souk.events.OrderEvent.OrderCancelled;
import io.souk.events.OrderEvent.OrderModified;
import io.souk.events.OrderEvent.ReturnRequested;
import io.souk.kit.Outbox;
import io.souk.tools.Values;
import io.souk.tools.audit.AuditLog;
import io.souk.tools.audit.By;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.Customers;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.OrderActions;
import io.souk.tools.orders.OrderActions.Change;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Purchase;
import io.souk.tools.products.Products;
import io.souk.tools.products.Products.Item;
import io.souk.tools.refunds.RefundDesk;
import io.souk.tools.refunds.RefundRules;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Runs operations: the one implementation behind HTTP, chats and models. Those that change something must run inside
 * {@link Outbox#transact}: the change, its events, its refund and its audit entry commit together. Locks are taken in the same
 * order everywhere: the order's row, then the gift cards of its owner.
 */
@Component
public class Operations {
    private final Orders orders;
    private final Customers customers;
    private final Products products;
    private final RefundDesk refunds;
    private final RefundRules rules;
    private final AuditLog audit;
    private final Outbox outbox;
    private final JdbcClient jdbc;

    Operations(
            Orders orders,
            Customers customers,
            Products products,
            RefundDesk refunds,
            RefundRules rules,
            AuditLog audit,
            Outbox outbox,
            JdbcClient jdbc) {
        this.orders = orders;
        this.customers = customers;
        this.products = products;
        this.refunds = refunds;
        this.rules = rules;
        this.audit = audit;
        this.outbox = outbox;
        this.jdbc = jdbc;
    }

    /**
     * Does it, or looks it up.
     *
     * @param reason why the customer wants it, in own words, for our own records
     * @return what the caller gets: a text, an entity, or a map
     * @throws Refused if it can't be done; then nothing has been changed
     */
    public Object run(ToolOperation operation, Arguments arguments, By by, @Nullable String reason) {
        return switch (operation) {
            case FIND_USER_ID_BY_EMAIL ->
                visible(by, () -> customers.idByEmail(arguments.text("email")).orElse(null));
            case FIND_USER_ID_BY_NAME_ZIP ->
                visible(
                        by,
                        () -> customers
                                .idByNameAndZip(
                                        arguments.text("first_name"),
                                        arguments.text("last_name"),
                                        arguments.text("zip"))
                                .orElse(null));
            case GET_USER_DETAILS -> customer(arguments, by).profile();
            case GET_ORDER_DETAILS ->
                orders.find(arguments.text("order_id"), by.customer())
                        .orElseThrow(() -> new Refused(Refusals.ORDER_NOT_FOUND))
                        .order();
            case GET_PRODUCT_DETAILS ->
                products.find(arguments.text("product_id")).orElseThrow(() -> new Refused(Refusals.PRODUCT_NOT_FOUND));
            case GET_ITEM_DETAILS ->
                products.item(arguments.text("item_id"))
                        .orElseThrow(() -> new Refused(Refusals.ITEM_NOT_FOUND))
                        .variant();
            case LIST_ALL_PRODUCT_TYPES -> products.types();
            case CALCULATE -> Calculator.calculate(arguments.text("expression"));
            case TRANSFER_TO_HUMAN_AGENTS -> transfer(arguments, by);
            case CANCEL_PENDING_ORDER -> cancel(arguments, by);
            case MODIFY_PENDING_ORDER_ADDRESS -> changeAddress(arguments, by);
            case MODIFY_PENDING_ORDER_PAYMENT -> changePayment(arguments, by);
            case MODIFY_PENDING_ORDER_ITEMS -> changeItems(arguments, by);
            case RETURN_DELIVERED_ORDER_ITEMS -> requestReturn(arguments, by, reason);
            case EXCHANGE_DELIVERED_ORDER_ITEMS -> requestExchange(arguments, by);
            case MODIFY_USER_ADDRESS -> changeDefaultAddress(arguments, by);
        };
    }

    /**
     * What an operation on an order would do to it now; nothing is changed.
     *
     * @throws Refused if it could not be done
     */
    public Change preview(ToolOperation operation, Arguments arguments, Purchase purchase, Customer owner) {
        var order = purchase.order();
        return switch (operation) {
            case CANCEL_PENDING_ORDER -> OrderActions.cancel(order, owner, arguments.text("reason"));
            case MODIFY_PENDING_ORDER_ADDRESS -> OrderActions.changeAddress(order, arguments.address());
            case MODIFY_PENDING_ORDER_PAYMENT ->
                OrderActions.changePayment(order, owner, arguments.text("payment_method_id"));
            case MODIFY_PENDING_ORDER_ITEMS ->
                swap(OrderActions::changeItems, order, owner, catalogue(arguments), arguments);
            case RETURN_DELIVERED_ORDER_ITEMS ->
                OrderActions.requestReturn(
                        order, owner, arguments.texts("item_ids"), arguments.text("payment_method_id"));
            case EXCHANGE_DELIVERED_ORDER_ITEMS ->
                swap(OrderActions::requestExchange, order, owner, catalogue(arguments), arguments);
            default -> throw new IllegalArgumentException(operation + " changes no order");
        };
    }

    private String visible(By by, Supplier<@Nullable String> find) {
        var id = find.get();
        if (id == null || (by.customer() != null && !by.customer().equals(id))) {
            throw new Refused(Refusals.USER_NOT_FOUND);
        }
        return id;
    }

    private Customer customer(Arguments arguments, By by) {
        return customers
                .find(visible(by, () -> arguments.text("user_id")))
                .orElseThrow(() -> new Refused(Refusals.USER_NOT_FOUND));
    }

    private String transfer(Arguments arguments, By by) {
        jdbc.sql("insert into ticket (customer_id, summary) values (?, ?)")
                .params(Values.of(by.customer(), arguments.text("summary")))
                .update();
        return "The customer is being transferred to a person.";
    }

    private Order cancel(Arguments arguments, By by) {
        var before = lock(arguments, by);
        var owner = owner(before);
        var reason = arguments.text("reason");
        var change = OrderActions.cancel(before.order(), owner, reason);
        store(ToolOperation.CANCEL_PENDING_ORDER, before, change, by);
        outbox.append(new OrderCancelled(
                by.meta("order/cancelled", before.id()),
                before.id(),
                before.customerId(),
                reason,
                change.amount(),
                before.currency(),
                by.conversationId()));
        payBack(before, owner, change, OrderLines.places(before.order()), reason, by);
        return change.after();
    }

    private Order changeAddress(Arguments arguments, By by) {
        var before = lock(arguments, by);
        var change = OrderActions.changeAddress(before.order(), arguments.address());
        store(ToolOperation.MODIFY_PENDING_ORDER_ADDRESS, before, change, by);
        outbox.append(modified(before, "address", change, List.of(), Map.of(), by));
        return change.after();
    }

    private Order changePayment(Arguments arguments, By by) {
        var before = lock(arguments, by);
        var owner = owner(before);
        var change = OrderActions.changePayment(before.order(), owner, arguments.text("payment_method_id"));
        store(ToolOperation.MODIFY_PENDING_ORDER_PAYMENT, before, change, by);
        outbox.append(modified(before, "payment", change, List.of(), Map.of(), by));
        payBack(before, owner, change, List.of(), null, by);
        return change.after();
    }

    private Order changeItems(Arguments arguments, By by) {
        var before = lock(arguments, by);
        var owner = owner(before);
        var newItems = arguments.texts("new_item_ids");
        var catalogue = catalogue(arguments);
        var change = swap(OrderActions::changeItems, before.order(), owner, catalogue, arguments);
        store(ToolOperation.MODIFY_PENDING_ORDER_ITEMS, before, change, by);
        outbox.append(modified(before, "items", change, newItems, catalogue, by));
        payBack(before, owner, change, List.of(), null, by);
        return change.after();
    }

    private Order requestReturn(Arguments arguments, By by, @Nullable String reason) {
        var before = lock(arguments, by);
        var owner = owner(before);
        var method = arguments.text("payment_method_id");
        var change = OrderActions.requestReturn(before.order(), owner, arguments.texts("item_ids"), method);
        store(ToolOperation.RETURN_DELIVERED_ORDER_ITEMS, before, change, by);
        var amount = rules.amount(before, change.lines());
        outbox.append(new ReturnRequested(
                by.meta("order/return-requested", before.id()),
                before.id(),
                before.customerId(),
                OrderLines.views(before.order(), change.lines()),
                amount,
                before.currency(),
                by.conversationId()));
        refunds.expect(before, owner, change.lines(), amount, method, reason, by);
        return change.after();
    }

    private Order requestExchange(Arguments arguments, By by) {
        var before = lock(arguments, by);
        var newItems = arguments.texts("new_item_ids");
        var catalogue = catalogue(arguments);
        var change = swap(OrderActions::requestExchange, before.order(), owner(before), catalogue, arguments);
        store(ToolOperation.EXCHANGE_DELIVERED_ORDER_ITEMS, before, change, by);
        IntStream.range(0, newItems.size())
                .forEach(pair -> jdbc.sql("insert into exchange_pair (order_id, line_no, item_id) values (?, ?, ?)")
                        .params(before.id(), change.lines().get(pair), newItems.get(pair))
                        .update());
        outbox.append(new ExchangeRequested(
                by.meta("order/exchange-requested", before.id()),
                before.id(),
                before.customerId(),
                OrderLines.each(before.order(), change.lines()),
                OrderLines.replacements(before.order(), change.lines(), newItems, catalogue),
                change.amount().negate(),
                before.currency(),
                by.conversationId()));
        return change.after();
    }

    /** Of items for others: before or after delivery. */
    private interface Swap {
        Change of(
                Order order,
                Customer owner,
                Map<String, Item> catalogue,
                List<String> itemIds,
                List<String> newItemIds,
                String method);
    }

    private static Change swap(
            Swap swap, Order order, Customer owner, Map<String, Item> catalogue, Arguments arguments) {
        return swap.of(
                order,
                owner,
                catalogue,
                arguments.texts("item_ids"),
                arguments.texts("new_item_ids"),
                arguments.text("payment_method_id"));
    }

    /** What is known of the new items. */
    private Map<String, Item> catalogue(Arguments arguments) {
        return products.items(arguments.texts("new_item_ids"));
    }

    private Customer.Profile changeDefaultAddress(Arguments arguments, By by) {
        var before = customer(arguments, by);
        customers.changeAddress(before.id(), arguments.address());
        var after = customer(arguments, by).profile();
        audit.append(by, ToolOperation.MODIFY_USER_ADDRESS.wireName(), before.id(), null, before.profile(), after);
        return after;
    }

    private Purchase lock(Arguments arguments, By by) {
        return orders.lock(arguments.text("order_id"), by.customer())
                .orElseThrow(() -> new Refused(Refusals.ORDER_NOT_FOUND));
    }

    private Customer owner(Purchase purchase) {
        return customers.findWithGiftCardsLocked(purchase.customerId()).orElseThrow();
    }

    private void store(ToolOperation operation, Purchase before, Change change, By by) {
        orders.save(before, change.after());
        change.giftCards().forEach((method, amount) -> customers.addToBalance(before.customerId(), method, amount));
        audit.append(by, operation.wireName(), before.customerId(), before.id(), before.order(), change.after());
    }

    /** What the payment history says was paid back just now is a refund that the customer can ask for. */
    private void payBack(
            Purchase before, Customer owner, Change change, List<Integer> lines, @Nullable String reason, By by) {
        var history = change.after().paymentHistory();
        var paidBack = history.subList(before.order().paymentHistory().size(), history.size()).stream()
                .filter(entry -> !entry.isPayment() && entry.amount().signum() > 0)
                .toList();
        refunds.payBack(before, owner, lines, paidBack, reason, by);
    }

    private static OrderModified modified(
            Purchase before, String what, Change change, List<String> newItems, Map<String, Item> catalogue, By by) {
        var isAboutItems = !newItems.isEmpty();
        return new OrderModified(
                by.meta("order/modified", before.id()),
                before.id(),
                before.customerId(),
                what,
                OrderLines.each(before.order(), change.lines()),
                OrderLines.replacements(before.order(), change.lines(), newItems, catalogue),
                isAboutItems ? change.amount().negate() : null,
                before.currency(),
                by.conversationId());
    }
}
