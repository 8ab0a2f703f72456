package io.souk.tools.orders;

import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.products.Products.Item;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What can be done with an order: each checks what must hold, in the order in which refusals are told, and says what the order is
 * like afterwards. Nothing is stored here, so that a proposal can show what its yes would do by the very code that does it.
 */
public final class OrderActions {
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    /** The reasons for which an order can be cancelled. */
    public static final Set<String> CANCEL_REASONS = Set.of("no longer needed", "ordered by mistake");

    private OrderActions() {}

    /**
     * What an action does.
     *
     * @param giftCards what is added to the balance of the owner's gift cards, or taken from it
     * @param amount what goes back to the customer by it, less than nothing if the customer pays
     * @param lines the places of the lines concerned, in the order in which they were asked for
     */
    public record Change(Order after, Map<String, BigDecimal> giftCards, BigDecimal amount, List<Integer> lines) {}

    /** Cancels a pending order; what was paid goes back to where it came from, the whole of it. */
    public static Change cancel(Order order, Customer owner, String reason) {
        require(order.is(Status.PENDING), Refusals.orderNotPending(order.orderId(), order.status()));
        require(CANCEL_REASONS.contains(reason), Refusals.INVALID_CANCEL_REASON);
        var refunds = new ArrayList<PaymentEntry>();
        var giftCards = new LinkedHashMap<String, BigDecimal>();
        order.netPayments().forEach((method, net) -> {
            if (net.signum() > 0) {
                refunds.add(PaymentEntry.refund(net, method));
                credit(giftCards, owner, method, net);
            }
        });
        var back = refunds.stream().map(PaymentEntry::amount).reduce(NOTHING, BigDecimal::add);
        return new Change(order.cancelled(reason, refunds), giftCards, back, List.of());
    }

    /** Sends a pending order elsewhere. */
    public static Change changeAddress(Order order, Address address) {
        require(order.is(Status.PENDING), Refusals.orderNotPending(order.orderId(), order.status()));
        return new Change(order.shippedTo(address), Map.of(), NOTHING, List.of());
    }

    /** Pays a pending order with another method: the whole amount, once. */
    public static Change changePayment(Order order, Customer owner, String method) {
        require(order.is(Status.PENDING), Refusals.orderNotPending(order.orderId(), order.status()));
        require(owner.method(method).isPresent(), Refusals.PAYMENT_METHOD_NOT_FOUND);
        var history = order.paymentHistory();
        require(history.size() == 1 && history.getFirst().isPayment(), Refusals.PAYMENT_NOT_SINGLE);
        var former = history.getFirst();
        require(!former.paymentMethodId().equals(method), Refusals.PAYMENT_METHOD_UNCHANGED);
        require(owner.canPay(method, former.amount()), Refusals.INSUFFICIENT_GIFT_CARD_BALANCE);
        var giftCards = new LinkedHashMap<String, BigDecimal>();
        credit(giftCards, owner, method, former.amount().negate());
        credit(giftCards, owner, former.paymentMethodId(), former.amount());
        var entries = List.of(
                PaymentEntry.payment(former.amount(), method),
                PaymentEntry.refund(former.amount(), former.paymentMethodId()));
        return new Change(order.changed(order.status(), order.items(), entries), giftCards, former.amount(), List.of());
    }

    /**
     * Replaces items of a pending order by other variants of the same products, once.
     *
     * @param catalogue what is known of the new items
     */
    public static Change changeItems(
            Order order,
            Customer owner,
            Map<String, Item> catalogue,
            List<String> itemIds,
            List<String> newItemIds,
            String method) {
        require(order.is(Status.PENDING), Refusals.orderNotPending(order.orderId(), order.status()));
        var places = pairs(order, catalogue, itemIds, newItemIds);
        var difference = difference(order, owner, catalogue, places, newItemIds, method);
        var items = new ArrayList<>(order.items());
        for (var pair = 0; pair < places.size(); pair++) {
            var place = places.get(pair);
            items.set(
                    place,
                    items.get(place).as(item(catalogue, newItemIds.get(pair)).variant()));
        }
        var giftCards = new LinkedHashMap<String, BigDecimal>();
        credit(giftCards, owner, method, difference.negate());
        var entry = difference.signum() > 0
                ? PaymentEntry.payment(difference, method)
                : PaymentEntry.refund(difference.abs(), method);
        return new Change(
                order.changed(Status.PENDING_MODIFIED, List.copyOf(items), List.of(entry)),
                giftCards,
                difference.negate(),
                places);
    }

    /** Takes back items of a delivered order, once; the money moves when they have arrived. */
    public static Change requestReturn(Order order, Customer owner, List<String> itemIds, String method) {
        require(order.is(Status.DELIVERED), Refusals.orderNotDelivered(order.orderId(), order.status()));
        var own = owner.method(method);
        require(own.isPresent(), Refusals.PAYMENT_METHOD_NOT_FOUND);
        require(
                own.get().isGiftCard() || method.equals(order.originalPaymentMethod()),
                Refusals.REFUND_METHOD_NOT_ALLOWED);
        var places = order.places(itemIds);
        require(places != null, Refusals.ITEM_NOT_IN_ORDER);
        var back = Objects.requireNonNull(places).stream()
                .map(place -> order.items().get(place).price())
                .reduce(NOTHING, BigDecimal::add);
        return new Change(order.toBeReturned(itemIds, method), Map.of(), back, places);
    }

    /**
     * Exchanges items of a delivered order for other variants of the same products, once; the difference is paid when they have
     * arrived.
     *
     * @param catalogue what is known of the new items
     */
    public static Change requestExchange(
            Order order,
            Customer owner,
            Map<String, Item> catalogue,
            List<String> itemIds,
            List<String> newItemIds,
            String method) {
        require(order.is(Status.DELIVERED), Refusals.orderNotDelivered(order.orderId(), order.status()));
        var places = pairs(order, catalogue, itemIds, newItemIds);
        var difference = difference(order, owner, catalogue, places, newItemIds, method);
        return new Change(
                order.toBeExchanged(itemIds, newItemIds, method, difference), Map.of(), difference.negate(), places);
    }

    /** The places of the lines to be replaced. */
    private static List<Integer> pairs(
            Order order, Map<String, Item> catalogue, List<String> itemIds, List<String> newItemIds) {
        var places = order.places(itemIds);
        require(places != null, Refusals.ITEM_NOT_IN_ORDER);
        require(itemIds.size() == newItemIds.size(), Refusals.ITEM_COUNT_MISMATCH);
        for (var pair = 0; pair < itemIds.size(); pair++) {
            require(!itemIds.get(pair).equals(newItemIds.get(pair)), Refusals.SAME_ITEM);
            var product =
                    order.items().get(Objects.requireNonNull(places).get(pair)).productId();
            var wanted = catalogue.get(newItemIds.get(pair));
            require(
                    wanted != null
                            && wanted.productId().equals(product)
                            && wanted.variant().available(),
                    Refusals.NEW_ITEM_UNAVAILABLE);
        }
        return Objects.requireNonNull(places);
    }

    private static BigDecimal difference(
            Order order,
            Customer owner,
            Map<String, Item> catalogue,
            List<Integer> places,
            List<String> newItemIds,
            String method) {
        require(owner.method(method).isPresent(), Refusals.PAYMENT_METHOD_NOT_FOUND);
        var difference = NOTHING;
        for (var pair = 0; pair < places.size(); pair++) {
            difference = difference
                    .add(item(catalogue, newItemIds.get(pair)).variant().price())
                    .subtract(order.items().get(places.get(pair)).price());
        }
        require(owner.canPay(method, difference), Refusals.INSUFFICIENT_GIFT_CARD_BALANCE);
        return difference;
    }

    private static Item item(Map<String, Item> catalogue, String id) {
        return Objects.requireNonNull(catalogue.get(id));
    }

    private static void credit(Map<String, BigDecimal> giftCards, Customer owner, String method, BigDecimal amount) {
        if (owner.method(method).filter(own -> own.isGiftCard()).isPresent() && amount.signum() != 0) {
            giftCards.merge(method, amount, BigDecimal::add);
        }
    }

    private static void require(boolean holds, io.souk.events.Finding.Refusal otherwise) {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}
