package io.souk.tools.refunds;

import io.souk.events.Finding.Refusal;
import io.souk.tools.ToolsProperties;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.refusals.Refusals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the return and refund policies say, as code: for customers who ask; a trusted caller's operation knows no window. */
@Component
public class RefundRules {
    /** Express costs more than this in these countries, and only the standard price goes back. */
    private static final Set<String> CHEAP_STANDARD = Set.of("DE", "AT");

    private static final BigDecimal CHEAP_STANDARD_PRICE = new BigDecimal("4.90");

    private final int returnDays;

    RefundRules(ToolsProperties properties) {
        returnDays = properties.returnDays();
    }

    /**
     * Why items of this order can't be sent back on that day; null if they can. Day one is the day after delivery.
     *
     * @param delivered null where nobody told us: then there is no window to miss
     */
    public @Nullable Refusal refusal(Order order, @Nullable LocalDate delivered, LocalDate today) {
        switch (order.status()) {
            case Status.DELIVERED -> {}
            case Status.CANCELLED -> {
                return Refusals.orderCancelled(order.orderId());
            }
            case Status.RETURN_REQUESTED, Status.EXCHANGE_REQUESTED -> {
                return Refusals.sentBackBefore(order.orderId());
            }
            default -> {
                return Refusals.orderNotDelivered(order.orderId(), order.status());
            }
        }
        var lastDay = delivered == null ? null : delivered.plusDays(returnDays);
        return lastDay != null && today.isAfter(lastDay) ? Refusals.windowOver(lastDay) : null;
    }

    /** The price paid; of a whole order the standard shipping cost as well. */
    public BigDecimal amount(Purchase purchase, Collection<Integer> lines) {
        var order = purchase.order();
        var items = lines.stream()
                .distinct()
                .map(place -> order.items().get(place))
                .map(Line::price)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var whole = Set.copyOf(lines).size() == order.items().size();
        return (whole ? items.add(standardShipping(purchase)) : items).setScale(2);
    }

    private static BigDecimal standardShipping(Purchase purchase) {
        return CHEAP_STANDARD.contains(purchase.order().address().country())
                ? purchase.shippingCost().min(CHEAP_STANDARD_PRICE)
                : purchase.shippingCost();
    }
}
