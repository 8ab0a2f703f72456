package io.souk.tools.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customer;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.orders.OrderActions.Change;
import io.souk.tools.products.Products.Item;
import io.souk.tools.products.Variant;
import io.souk.tools.refusals.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What actions make of orders, on many random ones: whatever happens, money is conserved and nothing else changes. */
class OrderActionsTest {
    private static final Address HOME = new Address("1 Home", "", "Duluth", "MN", "USA", "55802");
    private static final Address AWAY = new Address("2 Away", "b", "Fargo", "ND", "USA", "58102");
    private static final int PRODUCTS = 4;
    private static final int KINDS = 5;

    /** One random shop with one order. */
    private static final class Shop {
        final Random random;
        final Map<String, Item> catalogue = new LinkedHashMap<>();
        final Customer owner;

        Shop(long seed) {
            random = new Random(seed);
            for (var product = 0; product < PRODUCTS; product++) {
                for (var kind = 0; kind < KINDS; kind++) {
                    var id = "i" + product + kind;
                    var variant = new Variant(id, Map.of("kind", "k" + kind), random.nextInt(5) > 0, money(1, 50_000));
                    catalogue.put(id, new Item("p" + product, variant));
                }
            }
            var methods = new LinkedHashMap<String, PaymentMethod>();
            methods.put("credit_card_1", new PaymentMethod("credit_card", "credit_card_1", "visa", "1111", null));
            methods.put("gift_card_1", new PaymentMethod("gift_card", "gift_card_1", null, null, money(0, 60_000)));
            methods.put("gift_card_2", new PaymentMethod("gift_card", "gift_card_2", null, null, money(0, 200_000)));
            owner = new Customer(
                    "u1", new Customer.Profile(new Customer.Name("A", "B"), HOME, "a@b.com", methods, List.of("o1")));
        }

        BigDecimal money(int from, int to) {
            return BigDecimal.valueOf(random.nextInt(from, to), 2);
        }

        String method() {
            return List.of("credit_card_1", "gift_card_1", "gift_card_2").get(random.nextInt(3));
        }

        Order order(String status) {
            var lines = new ArrayList<Line>();
            for (var i = random.nextInt(1, 6); i > 0; i--) {
                var product = random.nextInt(PRODUCTS);
                var kind = random.nextInt(KINDS);
                lines.add(new Line(
                        "Product " + product,
                        "p" + product,
                        "i" + product + kind,
                        money(1, 50_000),
                        Map.of("kind", "k" + kind)));
            }
            var total = lines.stream().map(Line::price).reduce(BigDecimal.ZERO, BigDecimal::add);
            return Order.fresh(
                    "o1", "u1", HOME, lines, List.of(), status, List.of(PaymentEntry.payment(total, method())));
        }

        /** Some of the order's lines, in any order. */
        List<String> some(Order order) {
            var ids = new ArrayList<>(order.items().stream().map(Line::itemId).toList());
            Collections.shuffle(ids, random);
            return ids.subList(0, random.nextInt(1, ids.size() + 1));
        }

        /** For each another kind of the same product, mostly. */
        List<String> others(List<String> ids) {
            return ids.stream()
                    .map(id -> random.nextInt(20) == 0 ? "i00" : id.substring(0, 2) + random.nextInt(KINDS))
                    .toList();
        }
    }

    @RepeatedTest(200)
    void conservesMoneyAndTouchesNothingElse(RepetitionInfo run) {
        var shop = new Shop(run.getCurrentRepetition());
        var pending = shop.order(Status.PENDING);
        var delivered = shop.order(Status.DELIVERED);
        var method = shop.method();
        var wanted = shop.some(pending);
        var sent = shop.some(delivered);

        attempt(() -> OrderActions.cancel(pending, shop.owner, "no longer needed"))
                .forEach(change -> {
                    assertThat(change.after().netPayments().values())
                            .allSatisfy(net -> assertThat(net).isZero());
                    assertGiftCardsFollowPayments(pending, change, shop.owner);
                    assertOnly(pending, change.after(), "status", "paymentHistory", "cancelReason");
                });
        attempt(() -> OrderActions.changeAddress(pending, AWAY)).forEach(change -> {
            assertThat(change.giftCards()).isEmpty();
            assertOnly(pending, change.after(), "address");
        });
        attempt(() -> OrderActions.changePayment(pending, shop.owner, method)).forEach(change -> {
            assertThat(net(change.after())).isEqualByComparingTo(net(pending));
            assertThat(change.after().paymentHistory())
                    .hasSize(3)
                    .startsWith(pending.paymentHistory().getFirst());
            assertGiftCardsFollowPayments(pending, change, shop.owner);
            assertOnly(pending, change.after(), "paymentHistory");
            attempt(() -> OrderActions.cancel(change.after(), shop.owner, "ordered by mistake"))
                    .forEach(cancelled -> assertThat(net(cancelled.after())).isZero());
        });
        attempt(() -> OrderActions.changeItems(
                        pending, shop.owner, shop.catalogue, wanted, shop.others(wanted), method))
                .forEach(change -> {
                    assertThat(net(change.after()).subtract(net(pending)))
                            .isEqualByComparingTo(value(change.after()).subtract(value(pending)));
                    assertThat(change.after().items()).hasSameSizeAs(pending.items());
                    assertThat(change.after().items())
                            .allSatisfy(
                                    line -> assertThat(pending.items().contains(line) || isAsInTheCatalogue(line, shop))
                                            .isTrue());
                    assertGiftCardsFollowPayments(pending, change, shop.owner);
                    assertOnly(pending, change.after(), "status", "items", "paymentHistory");
                });
        attempt(() -> OrderActions.requestReturn(delivered, shop.owner, sent, method))
                .forEach(change -> {
                    assertThat(change.giftCards()).isEmpty();
                    assertThat(change.after().returnItems()).isSorted().containsExactlyInAnyOrderElementsOf(sent);
                    assertOnly(delivered, change.after(), "status", "returnItems", "returnPaymentMethodId");
                });
        attempt(() -> OrderActions.requestExchange(
                        delivered, shop.owner, shop.catalogue, sent, shop.others(sent), method))
                .forEach(change -> {
                    assertThat(change.giftCards()).isEmpty();
                    assertThat(change.after().exchangeItems()).isSorted();
                    assertThat(change.after().exchangeNewItems()).isSorted().hasSameSizeAs(sent);
                    assertOnly(
                            delivered,
                            change.after(),
                            "status",
                            "exchangeItems",
                            "exchangeNewItems",
                            "exchangePaymentMethodId",
                            "exchangePriceDifference");
                });
    }

    @Test
    void givesEachLineThePriceAndOptionsOfItsOwnVariant() {
        var shop = new Shop(1);
        var catalogue = Map.of(
                "a2", new Item("pa", new Variant("a2", Map.of("c", "red"), true, new BigDecimal("12.00"))),
                "b2", new Item("pb", new Variant("b2", Map.of("c", "blue"), true, new BigDecimal("7.50"))));
        var order = Order.fresh(
                "o1",
                "u1",
                HOME,
                List.of(
                        new Line("B", "pb", "b1", new BigDecimal("8.00"), Map.of("c", "grey")),
                        new Line("A", "pa", "a1", new BigDecimal("10.00"), Map.of("c", "grey"))),
                List.of(),
                Status.PENDING,
                List.of(PaymentEntry.payment(new BigDecimal("18.00"), "credit_card_1")));

        var after = OrderActions.changeItems(
                        order, shop.owner, catalogue, List.of("a1", "b1"), List.of("a2", "b2"), "credit_card_1")
                .after();

        assertThat(after.items())
                .containsExactly(
                        new Line("B", "pb", "b2", new BigDecimal("7.50"), Map.of("c", "blue")),
                        new Line("A", "pa", "a2", new BigDecimal("12.00"), Map.of("c", "red")));
        assertThat(after.paymentHistory().getLast())
                .isEqualTo(PaymentEntry.payment(new BigDecimal("1.50"), "credit_card_1"));
        assertThat(after.status()).isEqualTo("pending (item modified)");
    }

    @Test
    void swapsTwoItemsOfOneOrderWithoutHittingTheLineJustChanged() {
        var shop = new Shop(1);
        var red = new Variant("red", Map.of("c", "red"), true, new BigDecimal("10.00"));
        var blue = new Variant("blue", Map.of("c", "blue"), true, new BigDecimal("10.00"));
        var order = Order.fresh(
                "o1",
                "u1",
                HOME,
                List.of(
                        new Line("A", "p", "red", new BigDecimal("10.00"), Map.of("c", "red")),
                        new Line("A", "p", "blue", new BigDecimal("10.00"), Map.of("c", "blue"))),
                List.of(),
                Status.PENDING,
                List.of(PaymentEntry.payment(new BigDecimal("20.00"), "credit_card_1")));

        var after = OrderActions.changeItems(
                        order,
                        shop.owner,
                        Map.of("red", new Item("p", red), "blue", new Item("p", blue)),
                        List.of("red", "blue"),
                        List.of("blue", "red"),
                        "credit_card_1")
                .after();

        assertThat(after.items()).extracting(Line::itemId).containsExactly("blue", "red");
        assertThat(after.paymentHistory().getLast())
                .isEqualTo(PaymentEntry.refund(new BigDecimal("0.00"), "credit_card_1"));
    }

    @Test
    void handlesTenThousandItemsAtOnce() {
        var shop = new Shop(1);
        var order = shop.order(Status.DELIVERED);
        var many = IntStream.range(0, 10_000)
                .mapToObj(_ -> order.items().getFirst().itemId())
                .toList();

        assertThatThrownBy(() -> OrderActions.requestReturn(order, shop.owner, many, order.originalPaymentMethod()))
                .isInstanceOf(Refused.class)
                .hasMessage("item-not-in-order");
    }

    private static List<Change> attempt(Supplier<Change> action) {
        try {
            return List.of(action.get());
        } catch (Refused refused) {
            return List.of();
        }
    }

    /** What the entries added by the change say of a gift card is what happens to its balance, and it stays above zero. */
    private static void assertGiftCardsFollowPayments(Order before, Change change, Customer owner) {
        for (var method : owner.methods()) {
            if (!method.isGiftCard()) {
                continue;
            }
            var paid = change.after().netPayments().getOrDefault(method.id(), BigDecimal.ZERO);
            var had = before.netPayments().getOrDefault(method.id(), BigDecimal.ZERO);
            var added = change.giftCards().getOrDefault(method.id(), BigDecimal.ZERO);
            assertThat(added).isEqualByComparingTo(had.subtract(paid));
            assertThat(method.balance().add(added)).isNotNegative();
        }
    }

    private static boolean isAsInTheCatalogue(Line line, Shop shop) {
        var variant = shop.catalogue.get(line.itemId()).variant();
        return variant.price().compareTo(line.price()) == 0 && variant.options().equals(line.options());
    }

    private static void assertOnly(Order before, Order after, String... fields) {
        assertThat(after).usingRecursiveComparison().ignoringFields(fields).isEqualTo(before);
    }

    private static BigDecimal net(Order order) {
        return order.netPayments().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal value(Order order) {
        return order.items().stream().map(Line::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
