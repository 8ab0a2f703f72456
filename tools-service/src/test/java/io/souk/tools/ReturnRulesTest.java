package io.souk.tools;

import static io.souk.tools.Purchases.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnRulesTest {
    private static final LocalDate DELIVERED = LocalDate.of(2026, 3, 1);
    private static final ReturnRules RULES =
            new ReturnRules(new ToolsProperties(ZoneId.of("Europe/Berlin"), 30, Duration.ofMinutes(10), ""));

    @Test
    void acceptsAReturnOnTheThirtiethDayAndNotOnTheNext() {
        var order = Purchases.delivered("ORD-1", "u-1", DELIVERED, item("a", "A", "10.00"));

        assertThat(RULES.refusal(order, DELIVERED.plusDays(30))).isNull();
        assertThat(RULES.refusal(order, DELIVERED.plusDays(31)))
                .isEqualTo(Refusals.windowOver(LocalDate.of(2026, 3, 31)));
    }

    @Test
    void refusesWhatHasNotArrived() {
        var order = Purchases.open("ORD-1", "u-1", item("a", "A", "10.00"));

        assertThat(RULES.refusal(order, DELIVERED))
                .isNotNull()
                .extracting("code")
                .isEqualTo("order-not-delivered");
    }

    @Test
    void addsExactMoneyWithoutBinaryNoise() {
        var order = Purchases.delivered(
                "ORD-1", "u-1", DELIVERED, item("a", "A", "0.10"), item("b", "B", "0.20"), item("c", "C", "5.00"));

        assertThat(RULES.amount(order, List.of(0, 1))).isEqualTo(new BigDecimal("0.30"));
    }

    @Test
    void givesBackStandardShippingOnlyWithTheWholeOrder() {
        var express = Purchases.order(
                "ORD-1",
                "u-1",
                OrderStatus.DELIVERED,
                DELIVERED,
                "9.90",
                item("a", "A", "20.00"),
                item("b", "B", "5.00"));

        assertThat(RULES.amount(express, List.of(0))).isEqualTo(new BigDecimal("20.00"));
        assertThat(RULES.amount(express, List.of(0, 1))).isEqualTo(new BigDecimal("29.90"));
    }
}
