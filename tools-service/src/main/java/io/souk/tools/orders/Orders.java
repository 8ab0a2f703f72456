package io.souk.tools.orders;

import io.souk.tools.Values;
import io.souk.tools.customers.Customers;
import io.souk.tools.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/**
 * All orders. Plain SQL, so that what is read after a row has been locked is what the lock protects; no session remembers an
 * older one.
 */
@Repository
public class Orders {
    private static final TypeReference<LinkedHashMap<String, String>> OPTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Order.Fulfillment>> FULFILLMENTS = new TypeReference<>() {};
    private static final String HEADS = """
            select id, customer_id, status, address1, address2, city, state, country, zip, fulfillments, cancel_reason,
                exchange_items, exchange_new_items, exchange_payment_method_id, exchange_price_difference,
                return_items, return_payment_method_id, placed_on, shipping_cost, currency, number, version
            from purchase_order""";

    private static final String LINES = "select order_id, name, product_id, item_id, price, options from order_line";
    private static final String PAYMENTS =
            "select order_id, transaction_type, amount, payment_method_id from payment_entry";

    private final JdbcClient jdbc;

    Orders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The order with this id. */
    public Optional<Purchase> find(String id) {
        return complete(jdbc.sql(HEADS + " where id = ?").param(id)).stream().findFirst();
    }

    /** As {@link #find}; somebody else's order is not found, exactly as one that does not exist. */
    public Optional<Purchase> find(String id, @Nullable String customer) {
        return find(id).filter(order -> isVisible(order, customer));
    }

    /** As {@link #find(String, String)}; everything else that changes this order waits until the transaction ends. */
    public Optional<Purchase> lock(String id, @Nullable String customer) {
        return complete(jdbc.sql(HEADS + " where id = ? for update").param(id)).stream()
                .filter(order -> isVisible(order, customer))
                .findFirst();
    }

    /** A customer's orders, newest first. */
    public List<Purchase> of(String customerId) {
        return complete(jdbc.sql(HEADS + " where customer_id = ? order by placed_on desc nulls last, number desc")
                .param(customerId));
    }

    /** All orders of these customers, for an export. */
    public List<Purchase> ofAll(List<String> customerIds) {
        return complete(jdbc.sql(HEADS + " where customer_id = any (?) order by number")
                .param(customerIds.toArray(String[]::new)));
    }

    /** Everything, for an export. */
    public List<Purchase> all() {
        var lines = lines(jdbc.sql(LINES + " order by order_id, line_no"));
        var payments = payments(jdbc.sql(PAYMENTS + " order by order_id, entry_no"));
        return jdbc.sql(HEADS + " order by number")
                .query((row, _) -> purchase(row, lines, payments))
                .list();
    }

    /**
     * Stores what an action made of an order.
     *
     * @param before as it was locked
     */
    public void save(Purchase before, Order after) {
        update(before, after);
        var former = before.order();
        for (var place = 0; place < after.items().size(); place++) {
            var line = after.items().get(place);
            if (!line.equals(former.items().get(place))) {
                jdbc.sql("update order_line set item_id = ?, price = ?, options = cast(? as json)"
                                + " where order_id = ? and line_no = ?")
                        .params(line.itemId(), line.price(), Json.text(line.options()), after.orderId(), place)
                        .update();
            }
        }
        for (var number = former.paymentHistory().size();
                number < after.paymentHistory().size();
                number++) {
            var entry = after.paymentHistory().get(number);
            jdbc.sql("insert into payment_entry (order_id, entry_no, transaction_type, amount, payment_method_id)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(after.orderId(), number, entry.transactionType(), entry.amount(), entry.paymentMethodId())
                    .update();
        }
    }

    /** What a parcel's way means for its order: sent, or arrived. */
    public Order moveTo(Purchase before, String status) {
        var former = before.order();
        var after = former.changed(status, former.items(), List.of());
        update(before, after);
        return after;
    }

    private void update(Purchase before, Order after) {
        var address = after.address();
        var updated = jdbc.sql("""
                        update purchase_order set status = ?, address1 = ?, address2 = ?, city = ?, state = ?,
                            country = ?, zip = ?, cancel_reason = ?, exchange_items = ?, exchange_new_items = ?,
                            exchange_payment_method_id = ?, exchange_price_difference = ?, return_items = ?,
                            return_payment_method_id = ?, version = version + 1
                        where id = ? and version = ?""")
                .params(Values.of(
                        after.status(),
                        address.address1(),
                        address.address2(),
                        address.city(),
                        address.state(),
                        address.country(),
                        address.zip(),
                        after.cancelReason(),
                        array(after.exchangeItems()),
                        array(after.exchangeNewItems()),
                        after.exchangePaymentMethodId(),
                        after.exchangePriceDifference(),
                        array(after.returnItems()),
                        after.returnPaymentMethodId(),
                        after.orderId(),
                        before.version()))
                .update();
        if (updated != 1) {
            throw new OptimisticLockingFailureException("order " + after.orderId() + " was changed without its lock");
        }
    }

    private static boolean isVisible(Purchase purchase, @Nullable String customer) {
        return customer == null || customer.equals(purchase.customerId());
    }

    private List<Purchase> complete(StatementSpec heads) {
        var rows = heads.query((row, _) -> purchase(row, Map.of(), Map.of())).list();
        if (rows.isEmpty()) {
            return rows;
        }
        var ids = rows.stream().map(Purchase::id).toArray(String[]::new);
        var lines = lines(jdbc.sql(LINES + " where order_id = any (?) order by order_id, line_no")
                .param(ids));
        var payments = payments(jdbc.sql(PAYMENTS + " where order_id = any (?) order by order_id, entry_no")
                .param(ids));
        return rows.stream().map(head -> filled(head, lines, payments)).toList();
    }

    private static Purchase filled(
            Purchase head, Map<String, List<Line>> lines, Map<String, List<PaymentEntry>> payments) {
        var order = head.order();
        return new Purchase(
                new Order(
                        order.orderId(),
                        order.userId(),
                        order.address(),
                        lines.getOrDefault(order.orderId(), List.of()),
                        order.fulfillments(),
                        order.status(),
                        payments.getOrDefault(order.orderId(), List.of()),
                        order.cancelReason(),
                        order.exchangeItems(),
                        order.exchangeNewItems(),
                        order.exchangePaymentMethodId(),
                        order.exchangePriceDifference(),
                        order.returnItems(),
                        order.returnPaymentMethodId()),
                head.placedOn(),
                head.shippingCost(),
                head.currency(),
                head.number(),
                head.version());
    }

    private static Map<String, List<Line>> lines(StatementSpec select) {
        var lines = new HashMap<String, List<Line>>();
        select.query(row -> {
            lines.computeIfAbsent(row.getString("order_id"), _ -> new ArrayList<>())
                    .add(new Line(
                            row.getString("name"),
                            row.getString("product_id"),
                            row.getString("item_id"),
                            row.getBigDecimal("price"),
                            Json.MAPPER.readValue(row.getString("options"), OPTIONS)));
        });
        return lines;
    }

    private static Map<String, List<PaymentEntry>> payments(StatementSpec select) {
        var payments = new HashMap<String, List<PaymentEntry>>();
        select.query(row -> {
            payments.computeIfAbsent(row.getString("order_id"), _ -> new ArrayList<>())
                    .add(new PaymentEntry(
                            row.getString("transaction_type"),
                            row.getBigDecimal("amount"),
                            row.getString("payment_method_id")));
        });
        return payments;
    }

    private static Purchase purchase(
            ResultSet row, Map<String, List<Line>> lines, Map<String, List<PaymentEntry>> payments)
            throws SQLException {
        var id = row.getString("id");
        return new Purchase(
                new Order(
                        id,
                        row.getString("customer_id"),
                        Customers.address(row),
                        lines.getOrDefault(id, List.of()),
                        Json.MAPPER.readValue(row.getString("fulfillments"), FULFILLMENTS),
                        row.getString("status"),
                        payments.getOrDefault(id, List.of()),
                        row.getString("cancel_reason"),
                        strings(row, "exchange_items"),
                        strings(row, "exchange_new_items"),
                        row.getString("exchange_payment_method_id"),
                        row.getBigDecimal("exchange_price_difference"),
                        strings(row, "return_items"),
                        row.getString("return_payment_method_id")),
                row.getObject("placed_on", LocalDate.class),
                row.getBigDecimal("shipping_cost"),
                Objects.requireNonNull(row.getString("currency")),
                row.getLong("number"),
                row.getLong("version"));
    }

    private static @Nullable List<String> strings(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null ? null : List.of((String[]) array.getArray());
    }

    private static String @Nullable [] array(@Nullable List<String> values) {
        return values == null ? null : values.toArray(String[]::new);
    }
}
