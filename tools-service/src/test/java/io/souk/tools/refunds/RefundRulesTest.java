package io.souk.tools.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.ToolsProperties;
import io.souk.tools.customers.Address;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.refusals.Refusals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefundRulesTest {
    private static final LocalDate DELIVERED = LocalDate.of(2026, 3, 1);
    private static final RefundRules RULES =
            new RefundRules(new ToolsProperties(ZoneId.of("Europe/Berlin"), 30, Duration.ofMinutes(10), ""));

    @Test
    void acceptsAReturnOnTheThirtiethDayAndNotOnTheNext() {
        var order = order(Status.DELIVERED, "0.00", "10.00").order();

        assertThat(RULES.refusal(order, DELIVERED, DELIVERED.plusDays(30))).isNull();
        assertThat(RULES.refusal(order, DELIVERED, DELIVERED.plusDays(31)))
                .isEqualTo(Refusals.windowOver(LocalDate.of(2026, 3, 31)));
        assertThat(RULES.refusal(order, null, DELIVERED.plusDays(400))).isNull();
    }

    @Test
    void refusesWhatHasNotArrived() {
        assertThat(RULES.refusal(order(Status.PROCESSED, "0.00", "10.00").order(), null, DELIVERED))
                .isNotNull()
                .extracting("code")
                .isEqualTo("order-not-delivered");
    }

    @Test
    void addsExactMoneyWithoutBinaryNoise() {
        var order = order(Status.DELIVERED, "0.00", "0.10", "0.20", "5.00");

        assertThat(RULES.amount(order, List.of(0, 1))).isEqualTo(new BigDecimal("0.30"));
    }

    @Test
    void givesBackStandardShippingOnlyWithTheWholeOrder() {
        var express = order(Status.DELIVERED, "9.90", "20.00", "5.00");

        assertThat(RULES.amount(express, List.of(0))).isEqualTo(new BigDecimal("20.00"));
        assertThat(RULES.amount(express, List.of(0, 1))).isEqualTo(new BigDecimal("29.90"));
    }

    private static Purchase order(String status, String shipping, String... prices) {
        var lines = IntStream.range(0, prices.length)
                .mapToObj(i -> new Line("Thing " + i, "p-" + i, "i-" + i, new BigDecimal(prices[i]), Map.of()))
                .toList();
        var address = new Address("Lindenhof 12", "", "Berlin", "Berlin", "DE", "10405");
        return new Purchase(
                Order.fresh("ORD-1", "u-1", address, lines, List.of(), status, List.of()),
                null,
                new BigDecimal(shipping),
                "EUR",
                1,
                0);
    }
}
