package io.souk.tools.admin;

import io.souk.tools.customers.Customer;
import io.souk.tools.deliveries.DeliveryStore;
import io.souk.tools.orders.Order;
import io.souk.tools.overview.Overview;
import io.souk.tools.products.Product;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Customers, products and orders for tests, by the way that imports take. */
@TestComponent
public class TestData {
    private final DataSets dataSets;
    private final DeliveryStore deliveries;
    private final JdbcClient jdbc;

    public TestData(DataSets dataSets, DeliveryStore deliveries, JdbcClient jdbc) {
        this.dataSets = dataSets;
        this.deliveries = deliveries;
        this.jdbc = jdbc;
    }

    public void add(Customer customer) {
        dataSets.merge(new DataSet(List.of(customer), List.of(), List.of()));
    }

    public void add(Product product) {
        dataSets.merge(new DataSet(List.of(), List.of(product), List.of()));
    }

    public void add(Order order) {
        dataSets.merge(new DataSet(List.of(), List.of(), List.of(order)));
    }

    /** With what is ours beside it. */
    public void add(Overview bought) {
        add(bought.order());
        jdbc.sql("update purchase_order set placed_on = ?, shipping_cost = ?, currency = ? where id = ?")
                .params(
                        Objects.requireNonNull(bought.purchase().placedOn()),
                        bought.purchase().shippingCost(),
                        bought.purchase().currency(),
                        bought.id())
                .update();
        if (bought.delivery() != null) {
            deliveries.save(bought.delivery());
        }
    }
}
