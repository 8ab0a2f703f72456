package io.souk.tools.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls that are almost right, and calls that are nothing of the kind: the same ones each time, made from a seed. */
class HostileCallsIT extends ShopIT {
    private static final int CALLS = 400;
    private static final String STRANGER = "tomas_birk_1002";

    @BeforeEach
    void shopIsOpen() {
        load();
    }

    @Test
    void whatIsNotRightIsRefusedAndChangesNothing() {
        var random = new Random(20_261_123);
        var ids = ids();
        var before = export();
        var refused = 0;
        for (var number = 0; number < CALLS; number++) {
            var operation = anyOf(List.of(ToolOperation.values()), random);
            var body = spoiled(arguments(operation, random, ids), random);

            var answer = call(operation.wireName(), body, UUID.randomUUID().toString(), STRANGER);

            assertThat(answer.status()).as(operation + " " + beginning(body)).isIn(200, 422);
            if (answer.status() == 422) {
                refused++;
                assertThat(answer.code()).as(beginning(body)).isNotEmpty();
            } else if (operation.isConsequential() || operation == ToolOperation.TRANSFER_TO_HUMAN_AGENTS) {
                load(); // it was right after all
            }
        }
        assertThat(refused).isGreaterThan(CALLS / 2);
        assertThat(export()).isEqualTo(before);
        for (var table : List.of("refund", "complaint", "ticket", "audit_log", "outbox")) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    @Test
    void aStrangerChangesNothingOfAnybodyElse() {
        var random = new Random(7);
        var ids = ids();
        var before = theirs();
        for (var number = 0; number < CALLS; number++) {
            var operation = anyOf(List.of(ToolOperation.values()), random);

            call(
                    operation.wireName(),
                    Json.text(arguments(operation, random, ids)),
                    UUID.randomUUID().toString(),
                    STRANGER);
        }

        assertThat(theirs()).isEqualTo(before);
    }

    /** Everything of everybody but the stranger. */
    private JsonNode theirs() {
        var data = (ObjectNode) export();
        ((ObjectNode) data.get("users")).remove(STRANGER);
        var orders = (ObjectNode) data.get("orders");
        for (var id : List.copyOf(orders.propertyNames())) {
            if (orders.get(id).get("user_id").stringValue().equals(STRANGER)) {
                orders.remove(id);
            }
        }
        return data;
    }

    private static List<String> ids() {
        var shop = shop();
        var ids = new ArrayList<String>();
        for (var kind : List.of("users", "products", "orders")) {
            ids.addAll(shop.get(kind).propertyNames());
        }
        shop.get("users").forEach(user -> ids.addAll(user.get("payment_methods").propertyNames()));
        shop.get("products")
                .forEach(product -> ids.addAll(product.get("variants").propertyNames()));
        ids.addAll(List.of("no longer needed", "ordered by mistake", "nobody", ""));
        return ids;
    }

    /** Likely values: ids of the right kind more often than not. */
    private static ObjectNode arguments(ToolOperation operation, Random random, List<String> ids) {
        var arguments = Json.MAPPER.createObjectNode();
        for (var parameter : operation.parameters()) {
            if (parameter.isList()) {
                var list = arguments.putArray(parameter.name());
                for (var element = 1 + random.nextInt(3); element > 0; element--) {
                    list.add(anyOf(ids, random));
                }
            } else if (parameter.name().equals("order_id")) {
                var orders = ids.stream().filter(id -> id.startsWith("#W")).toList();
                arguments.put(parameter.name(), anyOf(orders, random));
            } else if (parameter.name().equals("expression")) {
                arguments.put(parameter.name(), "(1".repeat(random.nextInt(9)) + "-2/0*" + random.nextInt());
            } else {
                arguments.put(parameter.name(), anyOf(ids, random));
            }
        }
        return arguments;
    }

    private static String spoiled(ObjectNode arguments, Random random) {
        var names = List.copyOf(arguments.propertyNames());
        var name = names.isEmpty() ? "extra" : anyOf(names, random);
        return switch (random.nextInt(12)) {
            case 0 -> Json.text(arguments.put(name, -1));
            case 1 -> Json.text(arguments.putNull(name));
            case 2 -> Json.text(arguments.put(name, "9".repeat(20_000)));
            case 3 -> Json.text(many(arguments.putArray(name)));
            case 4 -> Json.text(arguments.put(name, "\u0000"));
            case 5 -> Json.text(arguments.without(name)) + " trailing";
            case 6 -> Json.text(arguments.put("extra", "1e308"));
            case 7 -> "[".repeat(5_000);
            case 8 -> "{\"" + name + "\": \"a\", \"" + name + "\": \"b\"}";
            case 9 -> "{\"" + name + "\": \"\\ud800\"}";
            case 10 -> Json.text(arguments.put(name, "' or true; drop table customer; --"));
            default -> Json.text(arguments.putObject(name).put("$gt", ""));
        };
    }

    private static ArrayNode many(ArrayNode list) {
        for (var element = 0; element < 10_000; element++) {
            list.add("1000000001");
        }
        return list;
    }

    private static <T> T anyOf(List<T> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static String beginning(String body) {
        return body.substring(0, Math.min(200, body.length()));
    }
}
