package io.souk.tools;

import io.souk.events.Finding.OrderLine;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/** One line of an order, as it was bought: later changes of the catalogue do not touch it. */
@Embeddable
record OrderItem(String productId, String name, int quantity, BigDecimal unitPrice) {
    BigDecimal price() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }

    OrderLine view() {
        return new OrderLine(productId, name, quantity, unitPrice);
    }
}
