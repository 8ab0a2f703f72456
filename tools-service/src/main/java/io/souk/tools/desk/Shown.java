package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.OrderLine;
import io.souk.tools.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the customer sees of a proposed change; kept with it as JSON, to be told again once it has been done.
 *
 * @param orderId empty where it is not about an order
 */
record Shown(
        String orderId,
        List<OrderLine> items,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String destination,
        List<OrderLine> newItems,
        @Nullable BigDecimal difference,
        @Nullable String payment,
        @Nullable String address) {
    /** Where an order's items go, or, without an order, whatever the customer orders next. */
    static Shown address(String orderId, List<OrderLine> items, String address) {
        return new Shown(orderId, items, null, null, null, List.of(), null, null, address);
    }

    static Shown of(Proposal proposal) {
        return Json.MAPPER.readValue(Objects.requireNonNull(proposal.terms().shown()), Shown.class);
    }

    /** @param others how many items of the order are left as they are; null where it is not about some of them */
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

    Done done(Proposal proposal, String status, boolean repeated) {
        return new Done(
                proposal.operation(),
                orderId.isEmpty() ? proposal.id() : orderId,
                orderId,
                status,
                amount,
                currency,
                destination,
                repeated,
                items,
                newItems,
                difference,
                payment,
                address);
    }
}
