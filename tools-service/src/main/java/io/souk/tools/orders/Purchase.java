package io.souk.tools.orders;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An order with what is ours beside it.
 *
 * @param placedOn null where nobody told us
 * @param number grows with each order that comes in: the last resort for "the latest"
 * @param version grows with each change; a proposal holds only for the one it was made for
 */
public record Purchase(
        Order order,
        @Nullable LocalDate placedOn,
        BigDecimal shippingCost,
        String currency,
        long number,
        long version) {
    /** The order's id. */
    public String id() {
        return order.orderId();
    }

    /** Whose it is. */
    public String customerId() {
        return order.userId();
    }

    /** Prices of all lines, and shipping. */
    public BigDecimal total() {
        return order.items().stream().map(Line::price).reduce(shippingCost, BigDecimal::add);
    }
}
