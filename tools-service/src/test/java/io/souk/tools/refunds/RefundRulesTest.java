package io.souk.tools.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.souk.events.Finding.Refusal;
import io.souk.tools.customers.Address;
import io.souk.tools.orders.Line;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Purchase;
import io.souk.tools.orders.Status;
import io.souk.tools.products.Products.Offer;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.rules.RuleBook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefundRulesTest {
    private static final LocalDate DELIVERED = LocalDate.of(2026, 3, 1);
    private static final Map<String, String> EVERYBODYS = Map.of(
            "return-window-days", "30",
            "exchange-window-days", "20",
            "return-excluded-categories", "Gift cards, Soap",
            "refund-person-above", "500.00",
            "standard-shipping-price", "4.90",
            "standard-shipping-countries", "DE, AT");
    private static final RefundRules RULES = new RefundRules(() -> new RuleBook(
            7,
            Map.of("", EVERYBODYS, "s-short", Map.of("return-window-days", "14", "return-excluded-categories", ""))));

    @Test
    void acceptsAReturnOnTheThirtiethDayAndNotOnTheNext() {
        var order = order(Status.DELIVERED, "0.00", "10.00").order();

        assertThat(returned(order, Map.of(), DELIVERED, 30)).isNull();
        assertThat(returned(order, Map.of(), DELIVERED, 31))
                .isNotNull()
                .extracting(Refusal::detail, STRING)
                .startsWith("The Thing 0 (order " + order.orderId() + ")")
                .endsWith("over on 31 March 2026.");
        assertThat(returned(order, Map.of(), null, 400)).isNull();
    }

    @Test
    void refusesWhatHasNotArrived() {
        assertThat(returned(order(Status.PROCESSED, "0.00", "10.00").order(), Map.of(), null, 0))
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

    @Test
    void countsDaysAsTheSellerOfEachItemDoes() {
        var order = order(Status.DELIVERED, "0.00", "10.00", "20.00").order();
        var offers = Map.of("p-1", new Offer("Phones", "s-short"));

        assertThat(RULES.returnRefusal(order, List.of(0), offers, DELIVERED, DELIVERED.plusDays(15)))
                .isNull();
        assertThat(RULES.returnRefusal(order, List.of(1), offers, DELIVERED, DELIVERED.plusDays(15)))
                .isEqualTo(Refusals.windowOver("The Thing 1", order.orderId(), DELIVERED, 14));
        assertThat(RULES.returnRefusal(order, List.of(0, 1), offers, DELIVERED, DELIVERED.plusDays(15)))
                .isEqualTo(Refusals.windowOver("The Thing 0 and the Thing 1", order.orderId(), DELIVERED, 14));
    }

    @Test
    void exchangesHaveAWindowOfTheirOwn() {
        var order = order(Status.DELIVERED, "0.00", "10.00").order();

        assertThat(RULES.exchangeRefusal(order, List.of(0), Map.of(), DELIVERED, DELIVERED.plusDays(20)))
                .isNull();
        assertThat(RULES.exchangeRefusal(order, List.of(0), Map.of(), DELIVERED, DELIVERED.plusDays(21)))
                .isEqualTo(Refusals.windowOver("The Thing 0", order.orderId(), DELIVERED, 20));
    }

    @Test
    void takesNothingBackOfAnExcludedCategoryUnlessItsSellerDoes() {
        var order = order(Status.DELIVERED, "0.00", "10.00").order();

        assertThat(returned(order, Map.of("p-0", new Offer("gift cards", null)), DELIVERED, 1))
                .isEqualTo(Refusals.notReturnable("Thing 0", order.orderId()));
        assertThat(returned(order, Map.of("p-0", new Offer("Gift cards", "s-short")), DELIVERED, 1))
                .isNull();
    }

    @Test
    void leavesLargeRefundsToAPerson() {
        assertThat(RULES.needsPerson(new BigDecimal("500.00"))).isFalse();
        assertThat(RULES.needsPerson(new BigDecimal("500.01"))).isTrue();
    }

    private static @Nullable Refusal returned(
            Order order, Map<String, Offer> offers, @Nullable LocalDate delivered, int daysLater) {
        return RULES.returnRefusal(order, List.of(0), offers, delivered, DELIVERED.plusDays(daysLater));
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
