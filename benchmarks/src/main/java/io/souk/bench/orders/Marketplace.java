package io.souk.bench.orders;

import java.math.BigDecimal;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Generated customers and orders, the same for the same number: a customer's orders lie side by side. */
final class Marketplace {
    static final int ORDERS_EACH = 10;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PRODUCTS = 500;
    private static final int VARIANTS = 4;
    private static final int FIRST_NAMES = 300;

    private Marketplace() {}

    static String customer(int number) {
        return "shopper_%07d".formatted(number);
    }

    static String order(int number) {
        return "#W%07d".formatted(number);
    }

    static String email(int customer) {
        return "shopper.%d@example.com".formatted(customer);
    }

    static String firstName(int customer) {
        return "First" + customer % FIRST_NAMES;
    }

    static String lastName(int customer) {
        return "Last" + customer / 1_000;
    }

    static String zip(int customer) {
        return "%05d".formatted(Math.floorMod(customer * 7_919, 100_000));
    }

    /** Two of five can still be changed. */
    static boolean isPending(int order) {
        return order % 5 < 2;
    }

    static ObjectNode products() {
        var all = JSON.createObjectNode();
        for (var number = 0; number < PRODUCTS; number++) {
            var product = all.putObject(product(number));
            product.put("name", "Product " + number);
            product.put("product_id", product(number));
            var variants = product.putObject("variants");
            for (var kind = 0; kind < VARIANTS; kind++) {
                var variant = variants.putObject(item(number, kind));
                variant.put("item_id", item(number, kind));
                variant.putObject("options").put("color", "color " + kind);
                variant.put("available", true);
                variant.put("price", price(number, kind));
            }
        }
        return all;
    }

    static ObjectNode customers(int from, int to) {
        var all = JSON.createObjectNode();
        for (var number = from; number < to; number++) {
            var customer = all.putObject(customer(number));
            customer.putObject("name").put("first_name", firstName(number)).put("last_name", lastName(number));
            address(customer.putObject("address"), number);
            customer.put("email", email(number));
            var methods = customer.putObject("payment_methods");
            methods.putObject(card(number))
                    .put("source", "credit_card")
                    .put("id", card(number))
                    .put("brand", "visa")
                    .put("last_four", "%04d".formatted(number % 10_000));
            methods.putObject("gift_card_" + number)
                    .put("source", "gift_card")
                    .put("id", "gift_card_" + number)
                    .put("balance", 50);
            var orders = customer.putArray("orders");
            for (var order = number * ORDERS_EACH; order < (number + 1) * ORDERS_EACH; order++) {
                orders.add(order(order));
            }
        }
        return all;
    }

    static ObjectNode orders(int fromCustomer, int toCustomer) {
        var all = JSON.createObjectNode();
        for (var number = fromCustomer * ORDERS_EACH; number < toCustomer * ORDERS_EACH; number++) {
            order(all.putObject(order(number)), number);
        }
        return all;
    }

    private static void order(ObjectNode order, int number) {
        var random = new Random(number);
        var customer = number / ORDERS_EACH;
        order.put("order_id", order(number));
        order.put("user_id", customer(customer));
        address(order.putObject("address"), customer);
        var items = order.putArray("items");
        var total = BigDecimal.ZERO;
        for (var line = 1 + random.nextInt(5); line > 0; line--) {
            total = total.add(line(items, random.nextInt(PRODUCTS), random.nextInt(VARIANTS)));
        }
        var fulfillments = order.putArray("fulfillments");
        order.put("status", isPending(number) ? "pending" : number % 5 == 2 ? "processed" : "delivered");
        if (!isPending(number)) {
            var parcel = fulfillments.addObject();
            parcel.putArray("tracking_id").add("T" + number);
            var ids = parcel.putArray("item_ids");
            items.forEach(item -> ids.add(item.get("item_id")));
        }
        order.putArray("payment_history")
                .addObject()
                .put("transaction_type", "payment")
                .put("amount", total)
                .put("payment_method_id", card(customer));
    }

    private static BigDecimal line(ArrayNode items, int product, int kind) {
        var item = items.addObject();
        item.put("name", "Product " + product);
        item.put("product_id", product(product));
        item.put("item_id", item(product, kind));
        item.put("price", price(product, kind));
        item.putObject("options").put("color", "color " + kind);
        return price(product, kind);
    }

    private static void address(ObjectNode address, int customer) {
        address.put("address1", customer + " Long Street")
                .put("address2", "")
                .put("city", "Town " + customer % 997)
                .put("state", "NY")
                .put("country", "USA")
                .put("zip", zip(customer));
    }

    private static String card(int customer) {
        return "credit_card_" + customer;
    }

    private static String product(int number) {
        return "%010d".formatted(1_000_000 + number);
    }

    private static String item(int product, int kind) {
        return "%010d".formatted(2_000_000 + product * VARIANTS + kind);
    }

    private static BigDecimal price(int product, int kind) {
        return BigDecimal.valueOf(500L + product * 37L + kind * 110L, 2);
    }
}
