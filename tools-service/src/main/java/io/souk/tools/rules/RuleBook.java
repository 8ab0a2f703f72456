package io.souk.tools.rules;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All rules as they hold at one moment.
 *
 * @param version the newest that is in force
 * @param bySeller values by seller and name; the marketplace's own under {@link #EVERYBODY}
 */
public record RuleBook(int version, Map<String, Map<String, String>> bySeller) {
    /** The seller of rules that hold for whoever has none of its own. */
    public static final String EVERYBODY = "";

    /** As it stands in the table: the seller's own, or everybody's. */
    public String value(Rule rule, @Nullable String seller) {
        var own = bySeller.getOrDefault(Objects.requireNonNullElse(seller, EVERYBODY), Map.of());
        var value = own.getOrDefault(
                rule.wireName(), bySeller.getOrDefault(EVERYBODY, Map.of()).get(rule.wireName()));
        if (value == null) {
            throw new IllegalStateException("no rule " + rule.wireName());
        }
        return value;
    }

    /** A number of days. */
    public int days(Rule rule, @Nullable String seller) {
        return Integer.parseInt(value(rule, seller));
    }

    /** An amount of money, in the order's currency. */
    public BigDecimal amount(Rule rule) {
        return new BigDecimal(value(rule, EVERYBODY));
    }

    /** The elements of a list; empty if there are none. */
    public List<String> list(Rule rule, @Nullable String seller) {
        return Arrays.stream(value(rule, seller).split(",", -1))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
