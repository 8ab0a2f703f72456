package io.souk.tools.customers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a customer pays with.
 *
 * @param source {@code credit_card}, {@code paypal} or {@code gift_card}
 * @param brand of a card ({@code visa})
 * @param lastFour of a card
 * @param balance what is left on a gift card
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentMethod(
        String source,
        String id,
        @Nullable String brand,
        @Nullable String lastFour,
        @Nullable BigDecimal balance) {
    private static final String GIFT_CARD = "gift_card";

    @JsonIgnore
    public boolean isGiftCard() {
        return GIFT_CARD.equals(source);
    }

    /** Whether {@code due} can be paid with it; only gift cards run out. */
    public boolean covers(BigDecimal due) {
        return !isGiftCard() || (balance == null ? BigDecimal.ZERO : balance).compareTo(due) >= 0;
    }

    /** What the customer knows it by: "Visa ending 4242". */
    @JsonIgnore
    public String label() {
        return switch (source) {
            case "credit_card" -> (brand == null ? "Card" : capitalised(brand)) + " ending " + lastFour;
            case "paypal" -> "PayPal";
            case GIFT_CARD -> endsInDigits() ? "gift card ending " + id.substring(id.length() - 4) : "gift card";
            default -> source.replace('_', ' ');
        };
    }

    private boolean endsInDigits() {
        return id.length() >= 4 && id.substring(id.length() - 4).chars().allMatch(Character::isDigit);
    }

    private static String capitalised(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
