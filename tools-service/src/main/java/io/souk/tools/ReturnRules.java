package io.souk.tools;

import io.souk.events.Finding.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the return and refund policies say, as code. */
@Component
class ReturnRules {
    /** Express costs more than this in these countries, and only the standard price goes back. */
    private static final Set<String> CHEAP_STANDARD = Set.of("DE", "AT");

    private static final BigDecimal CHEAP_STANDARD_PRICE = new BigDecimal("4.90");

    private final int returnDays;

    ReturnRules(ToolsProperties properties) {
        returnDays = properties.returnDays();
    }

    /** Why items of this order can't be returned on that day; null if they can. Day one is the day after delivery. */
    @Nullable
    Refusal refusal(PurchaseOrder order, LocalDate today) {
        var delivered = order.deliveredOn();
        if (order.status() != OrderStatus.DELIVERED || delivered == null) {
            return Refusals.notDelivered(order);
        }
        var lastDay = delivered.plusDays(returnDays);
        return today.isAfter(lastDay) ? Refusals.windowOver(lastDay) : null;
    }

    /** The price paid; of a whole order the standard shipping cost as well. */
    BigDecimal amount(PurchaseOrder order, Collection<Integer> lines) {
        var items = order.lines().stream()
                .filter(line -> lines.contains(line.number()))
                .map(line -> line.item().price())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var whole = Set.copyOf(lines).size() == order.items().size();
        return (whole ? items.add(standardShipping(order)) : items).setScale(2);
    }

    private static BigDecimal standardShipping(PurchaseOrder order) {
        return CHEAP_STANDARD.contains(order.address().country())
                ? order.shippingCost().min(CHEAP_STANDARD_PRICE)
                : order.shippingCost();
    }
}
