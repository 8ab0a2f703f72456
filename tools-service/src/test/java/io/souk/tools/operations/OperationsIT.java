package io.souk.tools.operations;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.souk.tools.json.Json;
import io.souk.tools.replay.Compare;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every operation over HTTP: what it does, what it refuses, and that it does so once. */
class OperationsIT extends ShopIT {
    private static final String MIRA = "mira_castellan_1001";
    private static final String TOMAS = "tomas_birk_1002";
    private static final String ADDRESS =
            "'address1': '4 Mill Race', 'address2': '', 'city': 'Salem', 'state': 'OR', 'country': 'USA', 'zip': '97301'";

    @BeforeEach
    void freshShop() {
        load();
    }

    // What is looked up

    @Test
    void findsCustomersByMailInAnyCaseAndByNameAndPresentZip() {
        assertThat(call("find_user_id_by_email", "{'email': 'mira.CASTELLAN@example.com'}")
                        .result()
                        .stringValue())
                .isEqualTo(MIRA);
        assertThat(call("find_user_id_by_name_zip", "{'first_name': 'TOMAS', 'last_name': 'birk', 'zip': '97103'}")
                        .result()
                        .stringValue())
                .isEqualTo(TOMAS);

        call("modify_user_address", "{'user_id': '" + TOMAS + "', " + ADDRESS + "}");

        assertThat(call("find_user_id_by_name_zip", "{'first_name': 'Tomas', 'last_name': 'Birk', 'zip': '97103'}")
                        .code())
                .isEqualTo("user-not-found");
        assertThat(call("find_user_id_by_name_zip", "{'first_name': 'Tomas', 'last_name': 'Birk', 'zip': '97301'}")
                        .result()
                        .stringValue())
                .isEqualTo(TOMAS);
    }

    @Test
    void showsEntitiesInTheShapeOfTheDataSet() {
        var shop = shop();

        assertSame(call("get_user_details", "{'user_id': '" + MIRA + "'}").result(), shop.at("/users/" + MIRA));
        assertSame(call("get_order_details", "{'order_id': '#W1000002'}").result(), shop.at("/orders/#W1000002"));
        assertSame(
                call("get_product_details", "{'product_id': '9100000001'}").result(), shop.at("/products/9100000001"));
        assertSame(
                call("get_item_details", "{'item_id': '9200000004'}").result(),
                shop.at("/products/9100000001/variants/9200000004"));
        assertSame(
                call("list_all_product_types", "{}").result(),
                Json.MAPPER.readTree(
                        "{\"Umbrella\":\"9100000001\",\"Kettle Bell\":\"9100000002\",\"Lantern\":\"9100000003\"}"));
        assertThat(call("calculate", "{'expression': '24.5 * 2 + 31.2'}")
                        .result()
                        .stringValue())
                .isEqualTo("80.20");
    }

    @Test
    void handsOverToAPersonWithoutTouchingAnythingElse() {
        var before = export();

        var answer = call("transfer_to_human_agents", "{'summary': 'wants a discount'}");

        assertThat(answer.result().isString()).isTrue();
        assertThat(jdbc.sql("select summary from ticket").query(String.class).list())
                .containsExactly("wants a discount");
        assertThat(export()).isEqualTo(before);
    }

    // What is refused

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            find_user_id_by_email          | {'email': 'nobody@example.com'} | user-not-found
            find_user_id_by_email          | {'email': 'tbirk'} | user-not-found
            find_user_id_by_name_zip       | {'first_name': 'Mira', 'last_name': 'Castellan', 'zip': '55803'} | user-not-found
            get_user_details               | {'user_id': 'nobody_0000'} | user-not-found
            get_user_details               | {'user_id': 'MIRA_castellan_1001'} | user-not-found
            get_order_details              | {'order_id': 'W1000001'} | order-not-found
            get_order_details              | {'order_id': '#W1000001 '} | order-not-found
            get_order_details              | {'order_id': ''} | order-not-found
            get_product_details            | {'product_id': '9200000001'} | product-not-found
            get_item_details               | {'item_id': '9100000001'} | item-not-found
            calculate                      | {'expression': '1 +'} | invalid-expression
            calculate                      | {'expression': '__import__(1)'} | invalid-expression
            cancel_pending_order           | {'order_id': '#W9999999', 'reason': 'no longer needed'} | order-not-found
            cancel_pending_order           | {'order_id': '#W1000003', 'reason': 'no longer needed'} | order-not-pending
            cancel_pending_order           | {'order_id': '#W1000004', 'reason': 'bad'} | order-not-pending
            cancel_pending_order           | {'order_id': '#W1000001', 'reason': 'too expensive'} | invalid-cancel-reason
            cancel_pending_order           | {'order_id': '#W1000001', 'reason': 'No longer needed'} | invalid-cancel-reason
            modify_pending_order_address   | {'order_id': '#W9999999', $} | order-not-found
            modify_pending_order_address   | {'order_id': '#W1000002', $} | order-not-pending
            modify_pending_order_payment   | {'order_id': '#W9999999', 'payment_method_id': 'paypal_1100003'} | order-not-found
            modify_pending_order_payment   | {'order_id': '#W1000002', 'payment_method_id': 'x'} | order-not-pending
            modify_pending_order_payment   | {'order_id': '#W1000001', 'payment_method_id': 'paypal_1300001'} | payment-method-not-found
            modify_pending_order_payment   | {'order_id': '#W1000001', 'payment_method_id': 'credit_card_1100001'} | payment-method-unchanged
            modify_pending_order_payment   | {'order_id': '#W1000001', 'payment_method_id': 'gift_card_1100002'} | insufficient-gift-card-balance
            modify_pending_order_items     | {'order_id': '#W9999999', 'item_ids': ['x'], 'new_item_ids': [], 'payment_method_id': 'x'} | order-not-found
            modify_pending_order_items     | {'order_id': '#W1000002', 'item_ids': ['x'], 'new_item_ids': [], 'payment_method_id': 'x'} | order-not-pending
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001', '9200000001', '9200000001'], 'new_item_ids': [], 'payment_method_id': 'x'} | item-not-in-order
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001'], 'new_item_ids': [], 'payment_method_id': 'x'} | item-count-mismatch
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001', '9200000001'], 'new_item_ids': ['9200000002', '9200000001'], 'payment_method_id': 'x'} | same-item
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001', '9200000001'], 'new_item_ids': ['9200000004', '9200000001'], 'payment_method_id': 'x'} | new-item-unavailable
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001'], 'new_item_ids': ['9200000012'], 'payment_method_id': 'x'} | new-item-unavailable
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001'], 'new_item_ids': ['nothing'], 'payment_method_id': 'x'} | new-item-unavailable
            modify_pending_order_items     | {'order_id': '#W1000001', 'item_ids': ['9200000001'], 'new_item_ids': ['9200000002'], 'payment_method_id': 'x'} | payment-method-not-found
            modify_pending_order_items     | {'order_id': '#W1000011', 'item_ids': ['9200000013'], 'new_item_ids': ['9200000011'], 'payment_method_id': 'paypal_1100003'} | payment-method-not-found
            return_delivered_order_items   | {'order_id': '#W9999999', 'item_ids': ['x'], 'payment_method_id': 'x'} | order-not-found
            return_delivered_order_items   | {'order_id': '#W1000001', 'item_ids': ['x'], 'payment_method_id': 'x'} | order-not-delivered
            return_delivered_order_items   | {'order_id': '#W1000002', 'item_ids': ['x'], 'payment_method_id': 'x'} | payment-method-not-found
            return_delivered_order_items   | {'order_id': '#W1000002', 'item_ids': ['x'], 'payment_method_id': 'paypal_1100003'} | refund-method-not-allowed
            return_delivered_order_items   | {'order_id': '#W1000002', 'item_ids': ['9200000012', '9200000012'], 'payment_method_id': 'credit_card_1100001'} | item-not-in-order
            exchange_delivered_order_items | {'order_id': '#W9999999', 'item_ids': ['x'], 'new_item_ids': ['y'], 'payment_method_id': 'x'} | order-not-found
            exchange_delivered_order_items | {'order_id': '#W1000001', 'item_ids': ['x'], 'new_item_ids': ['y'], 'payment_method_id': 'x'} | order-not-delivered
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000001'], 'new_item_ids': ['y'], 'payment_method_id': 'x'} | item-not-in-order
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'new_item_ids': ['9200000011', '9200000013'], 'payment_method_id': 'x'} | item-count-mismatch
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'new_item_ids': ['9200000012'], 'payment_method_id': 'x'} | same-item
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000002'], 'new_item_ids': ['9200000004'], 'payment_method_id': 'x'} | new-item-unavailable
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'new_item_ids': ['9200000013'], 'payment_method_id': 'gift_card_1200001'} | payment-method-not-found
            exchange_delivered_order_items | {'order_id': '#W1000012', 'item_ids': ['9200000011'], 'new_item_ids': ['9200000012'], 'payment_method_id': 'gift_card_1200001'} | insufficient-gift-card-balance
            modify_user_address            | {'user_id': 'nobody_0000', $} | user-not-found
            """)
    void refusesWithTheFirstReasonAndChangesNothing(String operation, String arguments, String code) {
        var before = checksums();

        var answer = call(operation, arguments.replace("$", ADDRESS));

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().at("/type").stringValue()).isEqualTo("urn:problem:" + code);
        assertThat(checksums()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_order_details            | ''
            get_order_details            | null
            get_order_details            | []
            get_order_details            | 'text'
            get_order_details            | {'order_id': '#W1000001'} x
            get_order_details            | {}
            get_order_details            | {'order_id': null}
            get_order_details            | {'order_id': 1000001}
            get_order_details            | {'order_id': ['#W1000001']}
            get_order_details            | {'order_id': '#W1000001', 'more': 'x'}
            get_order_details            | {'order_id': '#W1000001', 'order_id': '#W1000002'}
            list_all_product_types       | {'page': '1'}
            calculate                    | {'expression': 7}
            cancel_pending_order         | {'order_id': '#W1000001'}
            cancel_pending_order         | {'order_id': '#W1000001', 'reason': true}
            cancel_pending_order         | {'order_id': '#W1000001', 'reason': 'no longer needed', 'items': ['9200000001']}
            modify_pending_order_address | {'order_id': '#W1000001', 'address1': 'x', 'address2': 'x', 'city': 'x', 'state': 'x', 'country': 'x'}
            modify_pending_order_address | {'order_id': '#W1000001', 'address1': 'x', 'address2': null, 'city': 'x', 'state': 'x', 'country': 'x', 'zip': 'x'}
            modify_pending_order_address | {'order_id': '#W1000001', 'address1': 'x', 'address2': 'x', 'city': 'x', 'state': 'x', 'country': 'x', 'zip': 55802}
            modify_pending_order_items   | {'order_id': '#W1000001', 'item_ids': [], 'new_item_ids': [], 'payment_method_id': 'x'}
            modify_pending_order_items   | {'order_id': '#W1000001', 'item_ids': '9200000001', 'new_item_ids': ['9200000002'], 'payment_method_id': 'x'}
            modify_pending_order_items   | {'order_id': '#W1000001', 'item_ids': [9200000001], 'new_item_ids': ['9200000002'], 'payment_method_id': 'x'}
            return_delivered_order_items | {'order_id': '#W1000002', 'item_ids': [], 'payment_method_id': 'x'}
            return_delivered_order_items | {'order_id': '#W1000002', 'item_ids': [null], 'payment_method_id': 'x'}
            return_delivered_order_items | {'order_id': '#W1000002', 'item_ids': {'a': 'b'}, 'payment_method_id': 'x'}
            modify_user_address          | {'user_id': 'mira\\u0000', 'address1': 'x', 'address2': 'x', 'city': 'x', 'state': 'x', 'country': 'x', 'zip': 'x'}
            modify_user_address          | {'user_id': 'mira\\ud800', 'address1': 'x', 'address2': 'x', 'city': 'x', 'state': 'x', 'country': 'x', 'zip': 'x'}
            """)
    void refusesMalformedCalls(String operation, String arguments) {
        var before = checksums();

        var answer = call(operation, arguments);

        assertThat(answer.code()).isEqualTo("invalid-arguments");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(checksums()).isEqualTo(before);
    }

    @Test
    void answersTenThousandItemsAndEndlessTextsAtOnce() {
        var before = checksums();
        var items = IntStream.range(0, 10_000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(",", "[", "]"));

        var many = call(
                "return_delivered_order_items",
                "{'order_id': '#W1000002', 'item_ids': " + items + ", 'payment_method_id': 'credit_card_1100001'}");
        var exchanged = call(
                "exchange_delivered_order_items",
                "{'order_id': '#W1000002', 'item_ids': " + items + ", 'new_item_ids': " + items
                        + ", 'payment_method_id': 'credit_card_1100001'}");
        var endless = call("get_order_details", "{'order_id': '" + "#".repeat(3_000_000) + "'}");

        assertThat(many.code()).isEqualTo("item-not-in-order");
        assertThat(exchanged.code()).isEqualTo("item-not-in-order");
        assertThat(endless.code()).isEqualTo("invalid-arguments");
        assertThat(checksums()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"think", "Cancel_pending_order", "cancel_pending_order2", "admin"})
    void knowsNoOtherOperations(String operation) {
        assertThat(call(operation, "{}").status()).isEqualTo(404);
    }

    // What is done

    @Test
    void cancelsAndPaysBackToWhereTheMoneyCameFrom() {
        var answer = call("cancel_pending_order", "{'order_id': '#W1000011', 'reason': 'ordered by mistake'}");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000011");
        order.put("status", "cancelled").put("cancel_reason", "ordered by mistake");
        entry(order, "refund", "76.40", "gift_card_1200002");
        balance(expected, TOMAS, "gift_card_1200002", "476.40");
        assertSame(answer.result(), order);
        assertSame(export(), expected);
        assertThat(events())
                .containsExactlyInAnyOrder("io.souk.order.cancelled.v1", "io.souk.order.refund-requested.v1");
        assertThat(refunds()).containsExactly("76.40 gift_card_1200002 paid of 2 lines");
    }

    @Test
    void paysBackOnlyWhatIsStillPaidAfterAChangeOfPayment() {
        call("modify_pending_order_payment", "{'order_id': '#W1000005', 'payment_method_id': 'gift_card_1100002'}");
        assertThat(export().at("/users/" + MIRA + "/payment_methods/gift_card_1100002/balance")
                        .decimalValue())
                .isEqualByComparingTo("11.00");
        assertThat(call(
                                "modify_pending_order_payment",
                                "{'order_id': '#W1000005', 'payment_method_id': 'paypal_1100003'}")
                        .code())
                .isEqualTo("payment-not-single");

        call("cancel_pending_order", "{'order_id': '#W1000005', 'reason': 'no longer needed'}");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000005");
        order.put("status", "cancelled").put("cancel_reason", "no longer needed");
        entry(order, "payment", "39", "gift_card_1100002");
        entry(order, "refund", "39", "paypal_1100003");
        entry(order, "refund", "39", "gift_card_1100002");
        assertSame(export(), expected);
        assertThat(refunds())
                .containsExactly("39.00 paypal_1100003 approved of 0 lines", "39.00 gift_card_1100002 paid of 1 lines");
    }

    @Test
    void changesTheAddressOfAnOrderAndOfACustomerApart() {
        call("modify_pending_order_address", "{'order_id': '#W1000001', " + ADDRESS + "}");
        call("modify_user_address", "{'user_id': '" + TOMAS + "', " + ADDRESS + "}");
        var again = call("modify_user_address", "{'user_id': '" + TOMAS + "', " + ADDRESS + "}");

        var expected = shop();
        var address = Json.MAPPER.readTree("{" + ADDRESS.replace('\'', '"') + "}");
        ((ObjectNode) expected.at("/orders/#W1000001")).set("address", address);
        ((ObjectNode) expected.at("/users/" + TOMAS)).set("address", address);
        assertThat(again.status()).isEqualTo(200);
        assertSame(export(), expected);
    }

    @Test
    void changesItemsOfAnOrderEachLineToItsOwnVariantOnce() {
        var answer = call("modify_pending_order_items", """
                {'order_id': '#W1000001', 'item_ids': ['9200000011', '9200000001'],
                 'new_item_ids': ['9200000012', '9200000003'], 'payment_method_id': 'gift_card_1100002'}""");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000001");
        order.put("status", "pending (item modified)");
        item(expected, order, 0, "9100000001", "9200000003");
        item(expected, order, 2, "9100000002", "9200000012");
        entry(order, "payment", "27.35", "gift_card_1100002");
        balance(expected, MIRA, "gift_card_1100002", "22.65");
        assertSame(answer.result(), order);
        assertSame(export(), expected);
        for (var call : List.of(
                "cancel_pending_order {'order_id': '#W1000001', 'reason': 'no longer needed'}",
                "modify_pending_order_address {'order_id': '#W1000001', " + ADDRESS + "}",
                "modify_pending_order_payment {'order_id': '#W1000001', 'payment_method_id': 'paypal_1100003'}")) {
            var parts = call.split(" ", 2);
            assertThat(call(parts[0], parts[1]).code()).isEqualTo("order-not-pending");
        }
    }

    @Test
    void givesADifferenceBackToTheMethodThatIsNamed() {
        call("modify_pending_order_items", """
                {'order_id': '#W1000011', 'item_ids': ['9200000013'], 'new_item_ids': ['9200000011'],
                 'payment_method_id': 'gift_card_1200001'}""");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000011");
        order.put("status", "pending (item modified)");
        item(expected, order, 0, "9100000002", "9200000011");
        entry(order, "refund", "27.2", "gift_card_1200001");
        balance(expected, TOMAS, "gift_card_1200001", "39.70");
        assertSame(export(), expected);
        assertThat(refunds()).containsExactly("27.20 gift_card_1200001 paid of 0 lines");
    }

    /** What customers can look up, in the order in which it came about. */
    private List<String> refunds() {
        return jdbc.sql("""
                        select amount || ' ' || payment_method_id || ' ' || status || ' of '
                            || (select count(*) from refund_line where refund_id = refund.id) || ' lines'
                        from refund order by id""").query(String.class).list();
    }

    @Test
    void takesItemsBackOnceAndExpectsARefund() {
        var answer = call("return_delivered_order_items", """
                {'order_id': '#W1000002', 'item_ids': ['9200000012', '9200000002', '9200000002'],
                 'payment_method_id': 'gift_card_1100002'}""");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000002");
        order.put("status", "return requested").put("return_payment_method_id", "gift_card_1100002");
        order.putArray("return_items").add("9200000002").add("9200000002").add("9200000012");
        assertSame(answer.result(), order);
        assertSame(export(), expected);
        assertThat(jdbc.sql("select amount || ' ' || destination || ' ' || status from refund")
                        .query(String.class)
                        .single())
                .isEqualTo("97.55 gift card ending 0002 requested");
        assertThat(call("exchange_delivered_order_items", """
                        {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'new_item_ids': ['9200000011'],
                         'payment_method_id': 'paypal_1100003'}""").code()).isEqualTo("order-not-delivered");
        assertThat(events())
                .containsExactlyInAnyOrder("io.souk.order.return-requested.v1", "io.souk.order.refund-requested.v1");
    }

    @Test
    void exchangesItemsAndKeepsWhichBecomesWhich() {
        call("exchange_delivered_order_items", """
                {'order_id': '#W1000002', 'item_ids': ['9200000012', '9200000002'],
                 'new_item_ids': ['9200000013', '9200000001'], 'payment_method_id': 'paypal_1100003'}""");

        var expected = shop();
        var order = (ObjectNode) expected.at("/orders/#W1000002");
        order.put("status", "exchange requested")
                .put("exchange_payment_method_id", "paypal_1100003")
                .put("exchange_price_difference", 12.1);
        order.putArray("exchange_items").add("9200000002").add("9200000012");
        order.putArray("exchange_new_items").add("9200000001").add("9200000013");
        assertSame(export(), expected);
        assertThat(jdbc.sql("select line_no || ' ' || item_id from exchange_pair order by line_no")
                        .query(String.class)
                        .list())
                .containsExactly("0 9200000001", "1 9200000013");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cancel_pending_order           | {'order_id': '#W1000011', 'reason': 'no longer needed'}
            modify_pending_order_address   | {'order_id': '#W1000001', $}
            modify_pending_order_payment   | {'order_id': '#W1000005', 'payment_method_id': 'gift_card_1100002'}
            modify_pending_order_items     | {'order_id': '#W1000011', 'item_ids': ['9200000013'], 'new_item_ids': ['9200000011'], 'payment_method_id': 'gift_card_1200001'}
            return_delivered_order_items   | {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'payment_method_id': 'gift_card_1100002'}
            exchange_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000012'], 'new_item_ids': ['9200000013'], 'payment_method_id': 'paypal_1100003'}
            modify_user_address            | {'user_id': 'mira_castellan_1001', $}
            """)
    void writesDownEachOperationOnceHoweverOftenItIsCalled(String operation, String arguments) {
        var filled = arguments.replace("$", ADDRESS);

        assertThat(call(operation, filled, "k-1", null).status()).isEqualTo(200);
        call(operation, filled, "k-1", null);

        assertThat(jdbc.sql("select operation || ' ' || actor || ' ' || key from audit_log")
                        .query(String.class)
                        .list())
                .containsExactly(operation + " system k-1");
    }

    @Test
    void writesDownWhoDidWhatAndLetsNobodyChangeIt() {
        call("cancel_pending_order", "{'order_id': '#W1000001', 'reason': 'no longer needed'}", "k-1", MIRA);

        var entry = jdbc.sql("select * from audit_log").query().singleRow();
        assertThat(entry)
                .containsEntry("operation", "cancel_pending_order")
                .containsEntry("actor", "customer:" + MIRA)
                .containsEntry("channel", "http")
                .containsEntry("order_id", "#W1000001");
        assertThat(entry.get("before").toString()).contains("\"pending\"");
        assertThat(entry.get("after").toString()).contains("\"cancelled\"");
        for (var attempt : List.of("update audit_log set actor = 'x'", "delete from audit_log", "truncate audit_log")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).update()).hasMessageContaining("append-only");
        }
        assertThat(count("audit_log")).isEqualTo(1);
    }

    // Whose it is

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get_user_details             | {'user_id': 'mira_castellan_1001'} | user-not-found
            find_user_id_by_email        | {'email': 'mira.castellan@example.com'} | user-not-found
            get_order_details            | {'order_id': '#W1000001'} | order-not-found
            cancel_pending_order         | {'order_id': '#W1000001', 'reason': 'no longer needed'} | order-not-found
            return_delivered_order_items | {'order_id': '#W1000002', 'item_ids': ['9200000002'], 'payment_method_id': 'credit_card_1100001'} | order-not-found
            modify_user_address          | {'user_id': 'mira_castellan_1001', $} | user-not-found
            """)
    void showsAnActingCustomerNothingOfOthers(String operation, String arguments, String code) {
        var before = checksums();
        var filled = arguments.replace("$", ADDRESS);

        var theirs = call(operation, filled, UUID.randomUUID().toString(), TOMAS);
        var nobodys = call(
                operation,
                filled.replace("#W100000", "#W900000").replace("mira", "nobody"),
                UUID.randomUUID().toString(),
                TOMAS);

        assertThat(theirs.code()).isEqualTo(code);
        assertThat(theirs.body()).isEqualTo(nobodys.body());
        assertThat(checksums()).isEqualTo(before);
    }

    // Once

    @Test
    void doesThingsOnceForOneKeyAndTellsTheSameAgain() {
        var arguments = "{'order_id': '#W1000011', 'reason': 'no longer needed'}";
        var first = call("cancel_pending_order", arguments, "once", null);
        var before = checksums();

        var again =
                call("cancel_pending_order", "{'reason': 'no longer needed', 'order_id': '#W1000011'}", "once", null);
        var other =
                call("cancel_pending_order", "{'order_id': '#W1000001', 'reason': 'no longer needed'}", "once", null);
        var elsewhere = call("modify_user_address", "{'user_id': '" + MIRA + "', " + ADDRESS + "}", "once", null);
        var without =
                call("cancel_pending_order", "{'order_id': '#W1000001', 'reason': 'no longer needed'}", null, null);

        var forOther = call("cancel_pending_order", arguments, "once", TOMAS);

        assertThat(first.status()).isEqualTo(200);
        assertThat(again).isEqualTo(first);
        assertThat(forOther.code()).isEqualTo("idempotency-key-reused");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(elsewhere.code()).isEqualTo("idempotency-key-reused");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.code()).isEqualTo("idempotency-key-missing");
        assertThat(checksums()).isEqualTo(before);
    }

    @Test
    void storesRefusalsToo() {
        var arguments = "{'order_id': '#W1000003', 'reason': 'no longer needed'}";
        var first = call("cancel_pending_order", arguments, "refused", null);
        jdbc.sql("update purchase_order set status = 'pending' where id = '#W1000003'")
                .update();

        var again = call("cancel_pending_order", arguments, "refused", null);

        assertThat(first.code()).isEqualTo("order-not-pending");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void cancelsOnceWhenEightCallersRace() throws Exception {
        var answers = atOnce(8, _ -> UUID.randomUUID().toString());

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .containsOnlyKeys(200, 422)
                .containsEntry(200, 1L);
        assertCancelledOnce();
    }

    @Test
    void cancelsOnceWhenEightCallersUseOneKey() throws Exception {
        var answers = atOnce(8, _ -> "shared");

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertCancelledOnce();
    }

    @Test
    void twoOrdersNeverOverdrawOneGiftCard() throws Exception {
        var first = "{'order_id': '#W1000005', 'payment_method_id': 'gift_card_1100002'}";
        var second = """
                {'order_id': '#W1000001', 'item_ids': ['9200000001', '9200000011'],
                 'new_item_ids': ['9200000003', '9200000012'], 'payment_method_id': 'gift_card_1100002'}""";

        try (var threads = Executors.newFixedThreadPool(2)) {
            var barrier = new CyclicBarrier(2);
            Callable<Answer> payment = () -> {
                barrier.await(10, TimeUnit.SECONDS);
                return call("modify_pending_order_payment", first);
            };
            Callable<Answer> items = () -> {
                barrier.await(10, TimeUnit.SECONDS);
                return call("modify_pending_order_items", second);
            };
            var both = threads.invokeAll(List.of(payment, items));

            assertThat(List.of(
                            both.getFirst().get().status(), both.getLast().get().status()))
                    .containsExactlyInAnyOrder(200, 422);
        }
        assertThat(export().at("/users/" + MIRA + "/payment_methods/gift_card_1100002/balance")
                        .decimalValue())
                .isNotNegative();
    }

    private List<Answer> atOnce(int callers, Function<Integer, String> key) throws Exception {
        var barrier = new CyclicBarrier(callers);
        var calls = IntStream.range(0, callers)
                .mapToObj(caller -> (Callable<Answer>) () -> {
                    barrier.await(20, TimeUnit.SECONDS);
                    return call(
                            "cancel_pending_order",
                            "{'order_id': '#W1000011', 'reason': 'no longer needed'}",
                            key.apply(caller),
                            null);
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            return threads.invokeAll(calls).stream()
                    .map(call -> call.resultNow())
                    .toList();
        }
    }

    private void assertCancelledOnce() {
        var state = export();
        assertThat(state.at("/orders/#W1000011/payment_history")).hasSize(2);
        assertThat(state.at("/users/" + TOMAS + "/payment_methods/gift_card_1200002/balance")
                        .decimalValue())
                .isEqualByComparingTo("476.40");
        assertThat(events())
                .containsExactlyInAnyOrder("io.souk.order.cancelled.v1", "io.souk.order.refund-requested.v1");
        assertThat(refunds()).containsExactly("76.40 gift_card_1200002 paid of 2 lines");
    }

    private List<String> events() {
        return jdbc.sql("select headers ->> 'ce_type' from outbox order by id")
                .query(String.class)
                .list();
    }

    private static void entry(ObjectNode order, String type, String amount, String method) {
        order.withArray("payment_history")
                .addObject()
                .put("transaction_type", type)
                .put("amount", new BigDecimal(amount))
                .put("payment_method_id", method);
    }

    private static void balance(JsonNode shop, String user, String method, String balance) {
        ((ObjectNode) shop.at("/users/" + user + "/payment_methods/" + method)).put("balance", new BigDecimal(balance));
    }

    private static void item(JsonNode shop, ObjectNode order, int line, String product, String item) {
        var variant = shop.at("/products/" + product + "/variants/" + item);
        var changed = ((ObjectNode) order.at("/items/" + line)).put("item_id", item);
        changed.set("price", variant.get("price"));
        changed.set("options", variant.get("options"));
    }

    @Override
    protected Answer call(String operation, String arguments, @Nullable String key, @Nullable String customer) {
        return super.call(operation, arguments.replace('\'', '"'), key, customer);
    }

    private static void assertSame(JsonNode actual, JsonNode expected) {
        assertThat(Compare.differences(expected, actual)).isEmpty();
    }
}
