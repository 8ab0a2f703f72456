package io.souk.conversation.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.ModelUse;
import io.souk.kit.llm.LanguageModel.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What models have cost today, in the database, so that it counts for all instances and after a restart. It is looked at before a
 * call and added to after it: replies being written at the same time may overrun it by what they cost.
 */
@Component
public class Budget {
    private static final String ALL = "";
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int MONEY_DIGITS = 6;
    private static final int DAYS_KEPT = 90;

    private final JdbcClient jdbc;
    private final BudgetProperties limits;
    private final MeterRegistry meters;

    Budget(JdbcClient jdbc, BudgetProperties limits, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.meters = meters;
    }

    boolean allows(IntentClassified intent) {
        return allows(intent.customerId(), intent.conversationId());
    }

    /** Whether a model may still be asked today for this customer, or for this conversation of a guest. */
    public boolean allows(@Nullable String customerId, String conversationId) {
        return jdbc.sql("""
                        select not exists (
                            select from model_spending where day = current_date
                                and (who = :who and (tokens >= :customerTokens or money >= :customerMoney and :priced)
                                    or who = :all and (tokens >= :totalTokens or money >= :totalMoney and :priced)))""")
                .param("who", who(customerId, conversationId))
                .param("all", ALL)
                .param("customerTokens", limits.customerTokens())
                .param("customerMoney", limits.customerMoney())
                .param("totalTokens", limits.totalTokens())
                .param("totalMoney", limits.totalMoney())
                .param(
                        "priced",
                        limits.promptPrice().signum() + limits.completionPrice().signum() > 0)
                .query(Boolean.class)
                .single();
    }

    /** For what another service asked a model about this message. */
    public void spend(IntentClassified intent, ModelUse use) {
        spend(intent, new Usage(use.promptTokens(), use.completionTokens()));
    }

    void spend(IntentClassified intent, Usage usage) {
        var money = limits.promptPrice()
                .multiply(BigDecimal.valueOf(usage.promptTokens()))
                .add(limits.completionPrice().multiply(BigDecimal.valueOf(usage.completionTokens())))
                .divide(MILLION, MONEY_DIGITS, RoundingMode.UP);
        // In one order, so that two of one customer's conversations cannot wait for each other.
        jdbc.sql("""
                        insert into model_spending as spent (day, who, tokens, money)
                        values (current_date, :all, :tokens, :money), (current_date, :who, :tokens, :money)
                        on conflict (day, who) do update
                        set tokens = spent.tokens + excluded.tokens, money = spent.money + excluded.money""")
                .param("all", ALL)
                .param("who", who(intent.customerId(), intent.conversationId()))
                .param("tokens", usage.promptTokens() + usage.completionTokens())
                .param("money", money)
                .update();
        meters.counter("souk.llm.tokens", "type", "prompt").increment(usage.promptTokens());
        meters.counter("souk.llm.tokens", "type", "completion").increment(usage.completionTokens());
        meters.counter("souk.llm.money").increment(money.doubleValue());
    }

    @Scheduled(fixedRate = 24, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("delete from model_spending where day < current_date - " + DAYS_KEPT)
                .update();
    }

    private static String who(@Nullable String customerId, String conversationId) {
        return customerId == null ? "conversation " + conversationId : "customer " + customerId;
    }
}
