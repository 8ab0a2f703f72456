package io.souk.tools.admin;

import io.souk.tools.customers.Customer;
import io.souk.tools.customers.Customers;
import io.souk.tools.json.Json;
import io.souk.tools.orders.Order;
import io.souk.tools.orders.Orders;
import io.souk.tools.orders.Purchase;
import io.souk.tools.products.Product;
import io.souk.tools.products.Products;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Whole data sets into the database and out of it. */
@Component
class DataSets {
    private final JdbcTemplate jdbc;
    private final Customers customers;
    private final Products products;
    private final Orders orders;

    DataSets(JdbcTemplate jdbc, Customers customers, Products products, Orders orders) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.products = products;
        this.orders = orders;
    }

    /** Everything there was goes, side records and all. */
    @Transactional
    public void replace(DataSet data) {
        jdbc.execute("set local souk.replaces_everything = 'yes'"); // the audit log may go, here and nowhere else
        jdbc.execute("""
                truncate customer, payment_method, product, variant, purchase_order, order_line, payment_entry,
                    exchange_pair, delivery, tracking_step, refund, refund_line, complaint, ticket, proposal,
                    idempotency_key, identification, identity_claim, audit_log, outbox""");
        load(data);
    }

    /** Overwrites what is listed as a whole, with its side records; the rest stays. */
    @Transactional
    public void merge(DataSet data) {
        jdbc.execute("set constraints all deferred");
        var users = data.customers().stream().map(Customer::id).toArray(String[]::new);
        var goods = data.products().stream().map(Product::productId).toArray(String[]::new);
        var bought = data.orders().stream().map(Order::orderId).toArray(String[]::new);
        for (var table : List.of(
                "complaint",
                "refund_line",
                "refund",
                "tracking_step",
                "delivery",
                "exchange_pair",
                "payment_entry",
                "order_line",
                "proposal")) {
            jdbc.update("delete from " + table + " where order_id = any (?)", (Object) bought);
        }
        jdbc.update("delete from purchase_order where id = any (?)", (Object) bought);
        jdbc.update("delete from proposal where order_id is null and customer_id = any (?)", (Object) users);
        jdbc.update("delete from ticket where customer_id = any (?)", (Object) users);
        jdbc.update("delete from identification where customer_id = any (?)", (Object) users);
        jdbc.update("delete from idempotency_key where subject = any (?) or subject = any (?)", bought, users);
        jdbc.update("delete from payment_method where customer_id = any (?)", (Object) users);
        jdbc.update("delete from variant where product_id = any (?)", (Object) goods);
        load(data);
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public DataSet export() {
        return new DataSet(
                customers.all(),
                products.all(),
                orders.all().stream().map(Purchase::order).toList());
    }

    /** These customers and all their orders. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public DataSet export(List<String> userIds) {
        return new DataSet(
                customers.findAll(userIds),
                List.of(),
                orders.ofAll(userIds).stream().map(Purchase::order).toList());
    }

    private void load(DataSet data) {
        loadCustomers(data.customers());
        loadProducts(data.products());
        loadOrders(data.orders());
    }

    /** Customers and products may have been there: what refers to them stays. */
    private void loadCustomers(List<Customer> all) {
        var columns = "id, first_name, last_name, email, address1, address2, city, state, country, zip, order_ids,"
                + " first_name_folded, last_name_folded, email_folded";
        jdbc.execute("create temporary table new_customer (like customer) on commit drop");
        var rows = new CopyRows("new_customer", columns);
        var methods = new CopyRows("payment_method", "customer_id, id, position, source, brand, last_four, balance");
        for (var customer : all) {
            var profile = customer.profile();
            var name = profile.name();
            var address = profile.address();
            rows.add(
                    customer.id(),
                    name.firstName(),
                    name.lastName(),
                    profile.email(),
                    address.address1(),
                    address.address2(),
                    address.city(),
                    address.state(),
                    address.country(),
                    address.zip(),
                    profile.orders(),
                    Customers.folded(name.firstName()),
                    Customers.folded(name.lastName()),
                    Customers.folded(profile.email()));
            var position = 0;
            for (var entry : profile.paymentMethods().entrySet()) {
                var method = entry.getValue();
                methods.add(
                        customer.id(),
                        entry.getKey(),
                        position++,
                        method.source(),
                        method.brand(),
                        method.lastFour(),
                        method.balance());
            }
        }
        rows.send(jdbc);
        jdbc.update("insert into customer (" + columns + ") select " + columns + " from new_customer"
                + " on conflict (id) do update set first_name = excluded.first_name, last_name = excluded.last_name,"
                + " email = excluded.email, address1 = excluded.address1, address2 = excluded.address2,"
                + " city = excluded.city, state = excluded.state, country = excluded.country, zip = excluded.zip,"
                + " order_ids = excluded.order_ids, first_name_folded = excluded.first_name_folded,"
                + " last_name_folded = excluded.last_name_folded, email_folded = excluded.email_folded");
        methods.send(jdbc);
    }

    private void loadProducts(List<Product> all) {
        jdbc.execute("create temporary table new_product (id text, name text) on commit drop");
        var rows = new CopyRows("new_product", "id, name");
        var variants = new CopyRows("variant", "item_id, product_id, position, options, available, price");
        for (var product : all) {
            rows.add(product.productId(), product.name());
            var position = 0;
            for (var entry : product.variants().entrySet()) {
                var variant = entry.getValue();
                variants.add(
                        entry.getKey(),
                        product.productId(),
                        position++,
                        Json.text(variant.options()),
                        variant.available(),
                        variant.price());
            }
        }
        rows.send(jdbc);
        jdbc.update("insert into product (id, name) select id, name from new_product"
                + " on conflict (id) do update set name = excluded.name");
        variants.send(jdbc);
    }

    private void loadOrders(List<Order> all) {
        var rows = new CopyRows(
                "purchase_order",
                "id, customer_id, status, address1, address2, city, state, country, zip, fulfillments, cancel_reason,"
                        + " exchange_items, exchange_new_items, exchange_payment_method_id,"
                        + " exchange_price_difference, return_items, return_payment_method_id");
        var lines = new CopyRows("order_line", "order_id, line_no, name, product_id, item_id, price, options");
        var payments = new CopyRows("payment_entry", "order_id, entry_no, transaction_type, amount, payment_method_id");
        for (var order : all) {
            var address = order.address();
            rows.add(
                    order.orderId(),
                    order.userId(),
                    order.status(),
                    address.address1(),
                    address.address2(),
                    address.city(),
                    address.state(),
                    address.country(),
                    address.zip(),
                    Json.text(order.fulfillments()),
                    order.cancelReason(),
                    order.exchangeItems(),
                    order.exchangeNewItems(),
                    order.exchangePaymentMethodId(),
                    order.exchangePriceDifference(),
                    order.returnItems(),
                    order.returnPaymentMethodId());
            var number = 0;
            for (var line : order.items()) {
                lines.add(
                        order.orderId(),
                        number++,
                        line.name(),
                        line.productId(),
                        line.itemId(),
                        line.price(),
                        Json.text(line.options()));
            }
            number = 0;
            for (var entry : order.paymentHistory()) {
                payments.add(
                        order.orderId(), number++, entry.transactionType(), entry.amount(), entry.paymentMethodId());
            }
        }
        rows.send(jdbc);
        lines.send(jdbc);
        payments.send(jdbc);
    }
}
