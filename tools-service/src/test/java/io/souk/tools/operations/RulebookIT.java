package io.souk.tools.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.json.Json;
import io.souk.tools.replay.Compare;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many sequences of calls on random shops: each is answered, and ends, as the rules say when they are told a second time. */
class RulebookIT extends ShopIT {
    private static final int SHOPS = 8;
    private static final int CALLS = 70;
    private static final int ORDERS = 48;

    @Test
    void everySequenceOfCallsEndsAsTheRulesSay() {
        var answered = new TreeMap<String, Integer>();
        for (var seed = 0; seed < SHOPS; seed++) {
            var random = new Random(seed);
            var rules = new Rulebook(new RandomShop(random).data);
            send(request("/v1/admin/import").POST(BodyPublishers.ofString(Json.text(rules.data))));
            for (var number = 0; number < CALLS; number++) {
                var operation = anyOf(Rulebook.operations(), random);
                var arguments = arguments(operation, rules.data, random);
                var key = UUID.randomUUID().toString();

                var answer = call(operation.wireName(), Json.text(arguments), key, null);

                var code = rules.call(operation, arguments);
                var what = "shop " + seed + ", call " + number + ": " + operation + ' ' + arguments;
                assertThat(answer.code()).as(what).isEqualTo(code == null ? "" : code);
                if (code == null) {
                    assertThat(Compare.differences(changed(rules.data, arguments), answer.result()))
                            .as(what)
                            .isEmpty();
                }
                if (random.nextInt(4) == 0) {
                    assertThat(call(operation.wireName(), Json.text(arguments), key, null))
                            .as("again: " + what)
                            .isEqualTo(answer);
                }
                answered.merge(operation.wireName() + ' ' + (code == null ? "done" : code), 1, Integer::sum);
            }
            assertThat(Compare.differences(rules.data, export())).isEmpty();
        }
        assertThat(answered.keySet())
                .as("nearly every refusal, and every success, was met")
                .hasSizeGreaterThanOrEqualTo(36);
        assertThat(answered)
                .hasEntrySatisfying(
                        "modify_pending_order_items done",
                        count -> assertThat(count).isGreaterThan(5));
    }

    private static JsonNode changed(ObjectNode data, JsonNode arguments) {
        return arguments.has("order_id")
                ? data.get("orders").get(arguments.get("order_id").stringValue())
                : data.get("users").get(arguments.get("user_id").stringValue());
    }

    /** Right more often than not, each part for itself. */
    private static ObjectNode arguments(ToolOperation operation, ObjectNode data, Random random) {
        var orderId = random.nextInt(20) == 0 ? "#W0" : order(operation, data, random);
        var order = data.get("orders").path(orderId);
        var arguments = Json.MAPPER.createObjectNode();
        for (var parameter : operation.parameters()) {
            switch (parameter.name()) {
                case "order_id" -> arguments.put("order_id", orderId);
                case "user_id" ->
                    arguments.put(
                            "user_id", random.nextInt(8) == 0 ? orderId : anyOf(names(data.get("users")), random));
                case "reason" ->
                    arguments.put(
                            "reason",
                            anyOf(List.of("no longer needed", "ordered by mistake", "Ordered by mistake"), random));
                case "payment_method_id" -> arguments.put("payment_method_id", method(data, order, random));
                case "item_ids" -> {
                    var list = arguments.putArray("item_ids");
                    items(order, random).forEach(list::add);
                }
                case "new_item_ids" -> {
                    var list = arguments.putArray("new_item_ids");
                    for (var item : arguments.get("item_ids")) {
                        list.add(replacement(data, order, item.stringValue(), random));
                    }
                    if (random.nextInt(15) == 0) {
                        list.add("1");
                    }
                }
                default ->
                    arguments.put(
                            parameter.name(), anyOf(List.of("", " 4 Mill Race ", "Ünterweg 3\n", "01234"), random));
            }
        }
        return arguments;
    }

    /** Mostly one in the state that the operation needs, as long as there are any. */
    private static String order(ToolOperation operation, ObjectNode data, Random random) {
        var all = names(data.get("orders"));
        var state = operation.wireName().contains("_delivered_") ? "delivered" : "pending";
        var fitting = all.stream()
                .filter(id ->
                        data.get("orders").get(id).get("status").stringValue().equals(state))
                .toList();
        return anyOf(fitting.isEmpty() || random.nextInt(6) == 0 ? all : fitting, random);
    }

    private static String method(ObjectNode data, JsonNode order, Random random) {
        var owner = order.path("user_id").asString("u0");
        var who = random.nextInt(12) == 0 ? anyOf(names(data.get("users")), random) : owner;
        return anyOf(names(data.get("users").get(who).get("payment_methods")), random);
    }

    /** Some of the order's, now and then one too often. */
    private static List<String> items(JsonNode order, Random random) {
        var all = new ArrayList<String>();
        order.path("items").forEach(line -> all.add(line.get("item_id").stringValue()));
        if (all.isEmpty() || random.nextInt(12) == 0) {
            all.add(RandomShop.item(random.nextInt(RandomShop.PRODUCTS), 0));
        }
        Collections.shuffle(all, random);
        return all.subList(0, 1 + random.nextInt(all.size()));
    }

    private static String replacement(ObjectNode data, JsonNode order, String item, Random random) {
        if (random.nextInt(25) == 0) {
            return item;
        }
        for (var line : order.path("items")) {
            if (line.get("item_id").stringValue().equals(item) && random.nextInt(25) > 0) {
                var variants = data.get("products")
                        .get(line.get("product_id").stringValue())
                        .get("variants");
                var others = names(variants).stream()
                        .filter(id -> !id.equals(item)
                                && (random.nextInt(10) == 0
                                        || variants.get(id).get("available").asBoolean()))
                        .toList();
                return others.isEmpty() ? "0" : anyOf(others, random);
            }
        }
        return RandomShop.item(random.nextInt(RandomShop.PRODUCTS), random.nextInt(RandomShop.KINDS));
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }

    private static <T> T anyOf(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Few customers with many orders, so that calls meet; lines of one item twice, gift cards with little or nothing on them. */
    private static final class RandomShop {
        static final int PRODUCTS = 4;
        static final int KINDS = 4;
        private static final int CUSTOMERS = 4;
        private static final List<String> STATES =
                List.of("pending", "pending", "delivered", "delivered", "processed", "cancelled");

        final ObjectNode data = Json.MAPPER.createObjectNode();
        private final Random random;

        RandomShop(Random random) {
            this.random = random;
            var products = data.putObject("products");
            IntStream.range(0, PRODUCTS).forEach(number -> product(products.putObject("p" + number), number));
            var users = data.putObject("users");
            IntStream.range(0, CUSTOMERS).forEach(number -> customer(users.putObject("u" + number), number));
            var orders = data.putObject("orders");
            IntStream.range(0, ORDERS).forEach(number -> order(orders.putObject("#W" + (1_000_000 + number)), number));
        }

        static String item(int product, int kind) {
            return product + "000" + kind;
        }

        private BigDecimal money(int most) {
            return BigDecimal.valueOf(random.nextInt(most), 2);
        }

        private void product(ObjectNode product, int number) {
            product.put("name", "Product " + number).put("product_id", "p" + number);
            var variants = product.putObject("variants");
            for (var kind = 0; kind < KINDS; kind++) {
                var variant = variants.putObject(item(number, kind));
                variant.put("item_id", item(number, kind)).put("available", kind == 0 || random.nextInt(4) > 0);
                variant.put("price", money(9_000)).putObject("options").put("kind", "k" + kind);
            }
        }

        private void customer(ObjectNode customer, int number) {
            customer.putObject("name").put("first_name", "First").put("last_name", "Last");
            address(customer.putObject("address"), number);
            customer.put("email", "u" + number + "@example.com");
            var methods = customer.putObject("payment_methods");
            method(methods, "credit_card_" + number).put("brand", "visa").put("last_four", "0000");
            method(methods, "paypal_" + number);
            method(methods, "gift_card_" + number + "0").put("balance", 0);
            method(methods, "gift_card_" + number + "1").put("balance", money(20_000));
            var orders = customer.putArray("orders");
            for (var order = number; order < ORDERS; order += CUSTOMERS) {
                orders.add("#W" + (1_000_000 + order));
            }
        }

        private static ObjectNode method(ObjectNode methods, String id) {
            return methods.putObject(id)
                    .put("source", id.substring(0, id.lastIndexOf('_')))
                    .put("id", id);
        }

        private void order(ObjectNode order, int number) {
            var status = anyOf(STATES, random);
            var owner = number % CUSTOMERS;
            order.put("order_id", "#W" + (1_000_000 + number))
                    .put("user_id", "u" + owner)
                    .put("status", status);
            address(order.putObject("address"), number);
            order.putArray("fulfillments");
            var items = order.putArray("items");
            var total = BigDecimal.ZERO;
            for (var line = 1 + random.nextInt(4); line > 0; line--) {
                var product = random.nextInt(PRODUCTS);
                var kind = random.nextInt(2);
                var price = money(9_000);
                total = total.add(price);
                items.addObject()
                        .put("name", "Product " + product)
                        .put("product_id", "p" + product)
                        .put("item_id", item(product, kind))
                        .put("price", price)
                        .putObject("options")
                        .put("kind", "k" + kind);
            }
            var method = anyOf(List.of("credit_card_" + owner, "paypal_" + owner, "gift_card_" + owner + "1"), random);
            var history = order.putArray("payment_history");
            for (var type : status.equals("cancelled") ? List.of("payment", "refund") : List.of("payment")) {
                history.addObject()
                        .put("transaction_type", type)
                        .put("amount", total)
                        .put("payment_method_id", method);
            }
        }

        private static void address(ObjectNode address, int number) {
            Map.of(
                            "address1",
                            number + " Street",
                            "address2",
                            "",
                            "city",
                            "X",
                            "state",
                            "NY",
                            "country",
                            "USA",
                            "zip",
                            "10001")
                    .forEach(address::put);
        }
    }
}
