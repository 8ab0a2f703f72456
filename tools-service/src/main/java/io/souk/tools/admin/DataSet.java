package io.souk.tools.admin;

import io.souk.tools.customers.Customer;
import io.souk.tools.json.Json;
import io.souk.tools.orders.Order;
import io.souk.tools.products.Product;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Customers, products and orders, as a data set has them: three maps by id. */
record DataSet(List<Customer> customers, List<Product> products, List<Order> orders) {

    /** @throws Refused {@code invalid-arguments}, saying which entry is wrong */
    static DataSet of(@Nullable JsonNode users, @Nullable JsonNode products, @Nullable JsonNode orders) {
        return new DataSet(
                read(users, "users", (id, entry) -> customer(id, value(entry, Customer.Profile.class))),
                read(products, "products", (id, entry) -> value(entry.put("product_id", id), Product.class)),
                read(orders, "orders", (id, entry) -> complete(value(entry.put("order_id", id), Order.class))));
    }

    Map<String, Object> json() {
        var users = new LinkedHashMap<String, Object>();
        customers.forEach(customer -> users.put(customer.id(), customer.profile()));
        var byProduct = new LinkedHashMap<String, Object>();
        products.forEach(product -> byProduct.put(product.productId(), product));
        var byOrder = new LinkedHashMap<String, Object>();
        orders.forEach(order -> byOrder.put(order.orderId(), order));
        var all = new LinkedHashMap<String, Object>();
        all.put("users", users);
        all.put("products", byProduct);
        all.put("orders", byOrder);
        return all;
    }

    private static Customer customer(String id, Customer.Profile profile) {
        present(profile.name(), profile.address());
        return new Customer(id, profile);
    }

    private static Order complete(Order order) {
        present(order.address(), order.items(), order.fulfillments(), order.paymentHistory());
        return order;
    }

    /** JSON may lack what the type promises. Single values are left to the database. */
    private static void present(@Nullable Object... parts) {
        for (var part : parts) {
            if (part == null) {
                throw new IllegalArgumentException("incomplete");
            }
        }
    }

    private interface Reader<T> {
        T read(String id, ObjectNode entry);
    }

    private static <T> List<T> read(@Nullable JsonNode map, String name, Reader<T> reader) {
        if (map == null || map.isNull() || map.isMissingNode()) {
            return List.of();
        }
        if (!(map instanceof ObjectNode object)) {
            throw new Refused(Refusals.invalidArguments(name + " must be an object."));
        }
        var all = new ArrayList<T>(object.size());
        for (var entry : object.properties()) {
            try {
                if (!(entry.getValue() instanceof ObjectNode fields)) {
                    throw new IllegalArgumentException("not an object");
                }
                all.add(reader.read(entry.getKey(), fields));
            } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
                throw new Refused(Refusals.invalidArguments(name + " " + entry.getKey() + " is not as it should be."));
            }
        }
        return all;
    }

    private static <T> T value(ObjectNode entry, Class<T> type) {
        return Json.MAPPER.treeToValue(entry, type);
    }
}
