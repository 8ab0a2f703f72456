package io.souk.tools.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.souk.tools.customers.Address;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An order, named and shaped as data sets have it. What is ours beside it (dates, parcel, refunds) lives elsewhere.
 *
 * @param address where this order goes, whatever the customer's own address is
 * @param paymentHistory only ever grows
 * @param exchangeItems sorted, as are {@code exchangeNewItems} and {@code returnItems}: which becomes which is not visible here
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(
        String orderId,
        String userId,
        Address address,
        List<Line> items,
        List<Fulfillment> fulfillments,
        String status,
        List<PaymentEntry> paymentHistory,
        @Nullable String cancelReason,
        @Nullable List<String> exchangeItems,
        @Nullable List<String> exchangeNewItems,
        @Nullable String exchangePaymentMethodId,
        @Nullable BigDecimal exchangePriceDifference,
        @Nullable List<String> returnItems,
        @Nullable String returnPaymentMethodId) {

    /** What was sent together. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Fulfillment(List<String> trackingId, List<String> itemIds) {}

    /** An order to which nothing has been done. */
    public static Order fresh(
            String orderId,
            String userId,
            Address address,
            List<Line> items,
            List<Fulfillment> fulfillments,
            String status,
            List<PaymentEntry> payments) {
        return new Order(
                orderId,
                userId,
                address,
                items,
                fulfillments,
                status,
                payments,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether it is exactly in this state. */
    public boolean is(String exactly) {
        return status.equals(exactly);
    }

    /** What it was paid with at first; null if it never was. */
    public @Nullable String originalPaymentMethod() {
        return paymentHistory.isEmpty() ? null : paymentHistory.getFirst().paymentMethodId();
    }

    /** What has been paid and not paid back, by method, in order of first use. */
    public Map<String, BigDecimal> netPayments() {
        var net = new LinkedHashMap<String, BigDecimal>();
        paymentHistory.forEach(entry -> net.merge(entry.paymentMethodId(), entry.signed(), BigDecimal::add));
        return net;
    }

    /** The places, from 0, of as many lines as {@code itemIds} asks for; null if it asks for more than there are. */
    public @Nullable List<Integer> places(List<String> itemIds) {
        var free = new LinkedHashMap<String, List<Integer>>();
        for (var place = 0; place < items.size(); place++) {
            free.computeIfAbsent(items.get(place).itemId(), _ -> new ArrayList<>())
                    .add(place);
        }
        var claimed = new ArrayList<Integer>();
        for (var id : itemIds) {
            var places = free.get(id);
            if (places == null || places.isEmpty()) {
                return null;
            }
            claimed.add(places.removeFirst());
        }
        return claimed;
    }

    Order cancelled(String reason, List<PaymentEntry> refunds) {
        return with(address, items, Status.CANCELLED, refunds, reason);
    }

    Order shippedTo(Address other) {
        return with(other, items, status, List.of(), cancelReason);
    }

    Order changed(String newStatus, List<Line> newItems, List<PaymentEntry> entries) {
        return with(address, newItems, newStatus, entries, cancelReason);
    }

    /** Its items will come back. */
    public Order toBeReturned(List<String> itemIds, String method) {
        return new Order(
                orderId,
                userId,
                address,
                items,
                fulfillments,
                Status.RETURN_REQUESTED,
                paymentHistory,
                cancelReason,
                exchangeItems,
                exchangeNewItems,
                exchangePaymentMethodId,
                exchangePriceDifference,
                sorted(itemIds),
                method);
    }

    Order toBeExchanged(List<String> itemIds, List<String> newItemIds, String method, BigDecimal difference) {
        return new Order(
                orderId,
                userId,
                address,
                items,
                fulfillments,
                Status.EXCHANGE_REQUESTED,
                paymentHistory,
                cancelReason,
                sorted(itemIds),
                sorted(newItemIds),
                method,
                difference,
                returnItems,
                returnPaymentMethodId);
    }

    private Order with(
            Address newAddress,
            List<Line> newItems,
            String newStatus,
            List<PaymentEntry> more,
            @Nullable String newReason) {
        var payments = new ArrayList<>(paymentHistory);
        payments.addAll(more);
        return new Order(
                orderId,
                userId,
                newAddress,
                newItems,
                fulfillments,
                newStatus,
                List.copyOf(payments),
                newReason,
                exchangeItems,
                exchangeNewItems,
                exchangePaymentMethodId,
                exchangePriceDifference,
                returnItems,
                returnPaymentMethodId);
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }
}
