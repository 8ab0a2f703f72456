package io.souk.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.tools.json.Json;
import io.souk.tools.operations.ShopIT;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay program against a real service: it passes what is right, and finds whatever is not. */
class ReplayIT extends ShopIT {
    @TempDir
    Path folder;

    @Test
    void passesTasksThatEndAsExpectedAndNamesEachDifferenceOfOthers() throws Exception {
        var tasks = folder.resolve("tasks.json");
        Files.writeString(tasks, """
                [{"taskId": "right", "actions": [
                    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1000005", "reason": "no longer needed"}},
                    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1000005", "reason": "no longer needed"}}],
                  "expectedOutcomes": ["ok", "order-not-pending"],
                  "expectedChanges": {"users": {}, "products": {}, "orders": {"#W1000005": %1$s}}},
                 {"taskId": "right-again", "actions": [
                    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1000005", "reason": "no longer needed"}}],
                  "expectedOutcomes": ["ok"],
                  "expectedChanges": {"users": {}, "products": {}, "orders": {"#W1000005": %1$s}}},
                 {"taskId": "wrong", "actions": [
                    {"name": "cancel_pending_order", "arguments": {"order_id": "#W1000011", "reason": "no longer needed"}}],
                  "expectedOutcomes": ["order-not-found"],
                  "expectedChanges": {"users": {}, "products": {}, "orders": {}}}]
                """.formatted(cancelled()));

        var out = new ByteArrayOutputStream();
        var code = Replay.run(
                new String[] {SHOP.toString(), tasks.toString(), "http://localhost:" + port},
                new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "wrong failed",
                        "call 1 cancel_pending_order: expected order-not-found, is ok",
                        "/orders/#W1000011/status: expected \"pending\", is \"cancelled\"",
                        "/users/tomas_birk_1002/payment_methods/gift_card_1200002/balance: expected 400, is 476.40",
                        "2 of 3 tasks passed")
                .doesNotContain("right failed", "right-again failed");
        assertThat(Compare.differences(shop(), export())).isEmpty();
    }

    private static String cancelled() {
        var order = shop().at("/orders/#W1000005").asObject();
        order.put("status", "cancelled").put("cancel_reason", "no longer needed");
        order.withArray("payment_history")
                .addObject()
                .put("transaction_type", "refund")
                .put("amount", 39)
                .put("payment_method_id", "paypal_1100003");
        return Json.text(order);
    }
}
