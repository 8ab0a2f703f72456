package io.souk.tools.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * One movement of money.
 *
 * @param transactionType {@code payment} or {@code refund}
 * @param amount not negative
 */
@JsonNaming(SnakeCaseStrategy.class)
public record PaymentEntry(String transactionType, BigDecimal amount, String paymentMethodId) {
    private static final String PAYMENT = "payment";
    private static final String REFUND = "refund";

    /** One movement. */
    public static PaymentEntry payment(BigDecimal amount, String method) {
        return new PaymentEntry(PAYMENT, amount, method);
    }

    /** One movement. */
    public static PaymentEntry refund(BigDecimal amount, String method) {
        return new PaymentEntry(REFUND, amount, method);
    }

    @JsonIgnore
    public boolean isPayment() {
        return PAYMENT.equals(transactionType);
    }

    /** What the shop has got by it: less than nothing for a refund. */
    @JsonIgnore
    BigDecimal signed() {
        return isPayment() ? amount : amount.negate();
    }
}
