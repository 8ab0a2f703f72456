package io.souk.conversation.model;

import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What models may cost in a day; past it replies are composed. Money is in whatever currency the prices are in.
 *
 * @param customerTokens of one customer, or of one guest's conversation
 * @param totalTokens of all together
 * @param customerMoney as {@code customerTokens}
 * @param totalMoney as {@code totalTokens}
 * @param promptPrice of a million tokens that are read; 0 if money is not to be counted
 * @param completionPrice of a million tokens that are written
 */
@Validated
@ConfigurationProperties("souk.llm.budget")
record BudgetProperties(
        @DefaultValue("200000") @PositiveOrZero long customerTokens,
        @DefaultValue("20000000") @PositiveOrZero long totalTokens,
        @DefaultValue("1") @PositiveOrZero BigDecimal customerMoney,
        @DefaultValue("100") @PositiveOrZero BigDecimal totalMoney,
        @DefaultValue("0") @PositiveOrZero BigDecimal promptPrice,
        @DefaultValue("0") @PositiveOrZero BigDecimal completionPrice) {}
