package io.souk.test;

import io.souk.test.ScriptedModel.Answer;
import io.souk.test.ScriptedModel.Answer.ToolCalls;
import io.souk.test.ScriptedModel.Request;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link ScriptedModel} as a program, so that the way of a language model can be tried by hand ({@code deploy/local/scripted-model}).
 * It knows no language: it says the draft again, and with tools it looks an order up, or wants the newest that is being prepared
 * cancelled.
 */
public final class ModelToTry {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PAUSE = Duration.ofMillis(20);

    private ModelToTry() {}

    static void main(String[] arguments) throws InterruptedException {
        var port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        try (var model = ScriptedModel.answering(ModelToTry::answer, port)) {
            System.out.println("SOUK_LLM_BASE_URL=" + model.baseUrl());
            Thread.currentThread().join();
        }
    }

    private static Answer answer(Request request) {
        var data = JSON.readTree(request.messages("user").getFirst());
        if (request.tools().isEmpty()) {
            return new Answer.SlowText(data.path("draft").asString("There is nothing to say."), PAUSE);
        }
        var open = data.path("orders")
                .valueStream()
                .filter(order -> order.path("status").asString("").equals("PROCESSING"))
                .map(ModelToTry::id)
                .toList();
        if (request.messages("tool").isEmpty()) {
            var isToCancel =
                    data.path("message").asString("").toLowerCase(Locale.ROOT).contains("cancel");
            if (isToCancel && !open.isEmpty()) {
                return ToolCalls.of(
                        "cancel_pending_order",
                        "{\"order_id\": \"%s\", \"reason\": \"no longer needed\"}".formatted(open.getFirst()));
            }
            var newest = data.path("orders").path(0);
            return ToolCalls.of("get_order_details", "{\"order_id\": \"%s\"}".formatted(id(newest)));
        }
        var words = data.path("orders")
                .valueStream()
                .map(order -> "- %s costs %s %s and is %s."
                        .formatted(
                                id(order),
                                order.path("total").asString(""),
                                order.path("currency").asString(""),
                                order.path("status")
                                        .asString("")
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')))
                .collect(Collectors.joining("\n"));
        return new Answer.SlowText("These are your orders:\n" + words + "\n", PAUSE);
    }

    private static String id(JsonNode order) {
        return order.path("id").asString("");
    }
}
