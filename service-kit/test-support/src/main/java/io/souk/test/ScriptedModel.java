package io.souk.test;

import static io.souk.test.LoopbackServer.respond;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenAI-compatible endpoint ({@code POST /v1/chat/completions}, streaming or not) on a free loopback port that says what a test
 * tells it to, as badly as a test wants it to. Keeps what it was asked.
 */
public final class ScriptedModel implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CALL_PATH = "/v1/chat/completions";

    private final LoopbackServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile Function<Request, Answer> script;

    /**
     * What came in.
     *
     * @param authorization the header, null if there was none
     */
    public record Request(JsonNode body, @Nullable String authorization) {
        /** Whether the answer is to come in pieces. */
        public boolean streamed() {
            return body.path("stream").asBoolean(false);
        }

        /** The names of the tools that the model may call. */
        public List<String> tools() {
            return body.path("tools")
                    .valueStream()
                    .map(tool -> tool.at("/function/name").asString(""))
                    .toList();
        }

        /** The text of the messages in {@code role}, in their order. */
        public List<String> messages(String role) {
            return body.path("messages")
                    .valueStream()
                    .filter(message -> role.equals(message.path("role").asString("")))
                    .map(message -> message.path("content"))
                    .map(content -> content.isString() ? content.asString() : content.toString())
                    .toList();
        }
    }

    /** What the endpoint does with a request. */
    public sealed interface Answer {
        /** A good answer; streamed in pieces of a few characters if asked to stream. */
        record Text(String text) implements Answer {}

        /** A good answer, {@code pause} before each piece of it; in one piece after all pauses if not streamed. */
        record SlowText(String text, Duration pause) implements Answer {}

        /** A streamed answer that ends for {@code reason}, as in "length". */
        record Ended(String text, String reason) implements Answer {}

        /** 400 to a request that has a field of one of these names, which is named; else a good answer. */
        record Unsupported(List<String> fields, String text) implements Answer {
            public Unsupported {
                fields = List.copyOf(fields);
            }
        }

        /** Calls of tools, name to arguments as JSON text (which need not be JSON); streamed, the arguments come in pieces. */
        record ToolCalls(List<ToolCall> calls) implements Answer {
            public ToolCalls {
                calls = List.copyOf(calls);
            }

            /** One call. */
            public static ToolCalls of(String name, String arguments) {
                return new ToolCalls(List.of(new ToolCall("call-" + name, name, arguments)));
            }
        }

        /** The model says no. */
        record Refusal(String text) implements Answer {}

        /** An error of HTTP; {@code retryAfter} becomes a header if not null. */
        record Status(int code, @Nullable Duration retryAfter) implements Answer {}

        /** Takes the request and says nothing, until the server is closed or the caller goes away. */
        record Silence() implements Answer {}

        /** 200 with a body that is not the protocol. */
        record Garbage(String body) implements Answer {}

        /** Half of the answer, then the connection ends. */
        record BreakOff(String text) implements Answer {}

        /** A streamed answer that just stops, without an end that the protocol knows. */
        record CutShort(String text) implements Answer {}

        /** A streamed answer that goes silent after {@code text}. */
        record StuckAfter(String text) implements Answer {}
    }

    /** One call of a tool. */
    public record ToolCall(String id, String name, String arguments) {}

    /** Starts one that always answers {@code answer}. */
    public static ScriptedModel answering(Answer answer) {
        return new ScriptedModel(_ -> answer, 0);
    }

    /** Starts one that decides on each request. */
    public static ScriptedModel answering(Function<Request, Answer> script) {
        return answering(script, 0);
    }

    /** As {@link #answering(Function)}, on a port of one's choice. */
    static ScriptedModel answering(Function<Request, Answer> script, int port) {
        return new ScriptedModel(script, port);
    }

    private ScriptedModel(Function<Request, Answer> script, int port) {
        this.script = script;
        server = new LoopbackServer(port, CALL_PATH, this::handle);
    }

    /** What {@code SOUK_LLM_BASE_URL} is to be. */
    public String baseUrl() {
        return server.url() + "/v1";
    }

    /** From now on. */
    public void answer(Answer answer) {
        script = _ -> answer;
    }

    /** From now on. */
    public void answer(Function<Request, Answer> next) {
        script = next;
    }

    /** What was asked so far, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many streamed answers the caller did not wait for. */
    public int abandoned() {
        return abandoned.get();
    }

    /** Forgets what was asked. */
    public void forget() {
        requests.clear();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = new Request(
                    JSON.readTree(exchange.getRequestBody().readAllBytes()),
                    exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(request);
            switch (script.apply(request)) {
                case Answer.Text(var text) -> say(exchange, request, text, Duration.ZERO);
                case Answer.SlowText(var text, var pause) -> say(exchange, request, text, pause);
                case Answer.Ended(var text, var reason) -> say(exchange, request, text, Duration.ZERO, reason);
                case Answer.Unsupported(var fields, var text) -> sayOrName(exchange, request, fields, text);
                case Answer.ToolCalls(var calls) -> callTools(exchange, request, calls);
                case Answer.Refusal(var text) -> refuse(exchange, request, text);
                case Answer.Status(var code, var retryAfter) -> fail(exchange, code, retryAfter);
                case Answer.Silence() -> server.pause(Duration.ofMinutes(10));
                case Answer.Garbage(var body) ->
                    respond(exchange, 200, request.streamed() ? "text/event-stream" : "application/json", body);
                case Answer.BreakOff(var text) -> breakOff(exchange, request, text);
                case Answer.CutShort(var text) -> begin(exchange, text);
                case Answer.StuckAfter(var text) -> {
                    begin(exchange, text);
                    server.pause(Duration.ofMinutes(10));
                }
            }
        }
    }

    private static void begin(HttpExchange exchange, String text) throws IOException {
        var out = stream(exchange);
        for (var piece : pieces(text)) {
            event(out, chunk(Map.of("role", "assistant", "content", piece), null));
        }
    }

    private void sayOrName(HttpExchange exchange, Request request, List<String> fields, String text)
            throws IOException {
        var named = fields.stream().filter(request.body()::has).findFirst();
        if (named.isEmpty()) {
            say(exchange, request, text, Duration.ZERO);
            return;
        }
        var message = "Unsupported parameter: '%s' is not supported with this model.".formatted(named.get());
        respond(
                exchange,
                400,
                "application/json",
                JSON.writeValueAsString(Map.of("error", Map.of("message", message, "param", named.get()))));
    }

    private void say(HttpExchange exchange, Request request, String text, Duration pause) throws IOException {
        say(exchange, request, text, pause, "stop");
    }

    private void say(HttpExchange exchange, Request request, String text, Duration pause, String reason)
            throws IOException {
        var pieces = pieces(text);
        if (!request.streamed()) {
            server.pause(pause.multipliedBy(pieces.size()));
            respond(
                    exchange,
                    200,
                    "application/json",
                    completion(Map.of("role", "assistant", "content", text), "stop"));
            return;
        }
        try (var out = stream(exchange)) {
            for (var piece : pieces) {
                server.pause(pause);
                event(out, chunk(Map.of("role", "assistant", "content", piece), null));
            }
            event(out, chunk(Map.of(), reason));
            if (request.body().at("/stream_options/include_usage").asBoolean(false)) {
                event(out, usage());
            }
            done(out);
        } catch (IOException e) {
            abandoned.incrementAndGet();
            throw e;
        }
    }

    /** Streamed as OpenAI does: a piece names the call, further ones hold its arguments, and the next call follows. */
    private void callTools(HttpExchange exchange, Request request, List<ToolCall> calls) throws IOException {
        if (!request.streamed()) {
            var all = new ArrayList<Map<String, Object>>();
            calls.forEach(call -> all.add(named(all.size(), call, call.arguments())));
            respond(
                    exchange,
                    200,
                    "application/json",
                    completion(Map.of("role", "assistant", "tool_calls", all), "tool_calls"));
            return;
        }
        try (var out = stream(exchange)) {
            for (var index = 0; index < calls.size(); index++) {
                var call = calls.get(index);
                event(out, chunk(Map.of("role", "assistant", "tool_calls", List.of(named(index, call, ""))), null));
                for (var piece : pieces(call.arguments())) {
                    var more = Map.of("index", index, "function", Map.of("arguments", piece));
                    event(out, chunk(Map.of("tool_calls", List.of(more)), null));
                }
            }
            event(out, chunk(Map.of(), "tool_calls"));
            if (request.body().at("/stream_options/include_usage").asBoolean(false)) {
                event(out, usage());
            }
            done(out);
        }
    }

    private static Map<String, Object> named(int index, ToolCall call, String arguments) {
        return Map.of(
                "index",
                index,
                "id",
                call.id(),
                "type",
                "function",
                "function",
                Map.of("name", call.name(), "arguments", arguments));
    }

    private void refuse(HttpExchange exchange, Request request, String text) throws IOException {
        Map<String, Object> message = Map.of("role", "assistant", "refusal", text);
        if (!request.streamed()) {
            respond(exchange, 200, "application/json", completion(message, "stop"));
            return;
        }
        try (var out = stream(exchange)) {
            event(out, chunk(message, null));
            event(out, chunk(Map.of(), "stop"));
            done(out);
        }
    }

    private static void fail(HttpExchange exchange, int code, @Nullable Duration retryAfter) throws IOException {
        if (retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter.toSeconds()));
        }
        respond(
                exchange,
                code,
                "application/json",
                JSON.writeValueAsString(Map.of("error", Map.of("message", "scripted", "type", "scripted"))));
    }

    private static void breakOff(HttpExchange exchange, Request request, String text) throws IOException {
        if (request.streamed()) {
            var out = stream(exchange);
            for (var piece : pieces(text)) {
                event(out, chunk(Map.of("role", "assistant", "content", piece), null));
            }
        } else {
            var body = completion(Map.of("role", "assistant", "content", text), "stop")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
        }
        exchange.getResponseBody().flush();
        // Thrown at the server, it makes it close the connection without an end of the body.
        throw new IOException("scripted to break off");
    }

    private static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(UTF_8));
        out.flush();
    }

    private static void done(OutputStream out) throws IOException {
        event(out, "[DONE]");
    }

    private static String completion(Map<String, Object> message, String finish) {
        return JSON.writeValueAsString(Map.of(
                "id",
                "chatcmpl-scripted",
                "object",
                "chat.completion",
                "created",
                1,
                "model",
                "scripted",
                "choices",
                List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
                "usage",
                Map.of("prompt_tokens", 100, "completion_tokens", 20, "total_tokens", 120)));
    }

    private static String chunk(Map<String, Object> delta, @Nullable String finish) {
        var choice = new LinkedHashMap<String, @Nullable Object>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return JSON.writeValueAsString(Map.of(
                "id", "chatcmpl-scripted",
                "object", "chat.completion.chunk",
                "created", 1,
                "model", "scripted",
                "choices", List.of(choice)));
    }

    private static String usage() {
        return JSON.writeValueAsString(Map.of(
                "id",
                "chatcmpl-scripted",
                "object",
                "chat.completion.chunk",
                "created",
                1,
                "model",
                "scripted",
                "choices",
                List.of(),
                "usage",
                Map.of("prompt_tokens", 100, "completion_tokens", 20, "total_tokens", 120)));
    }

    /** As models do it: a few characters each, across words. */
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        for (var at = 0; at < text.length(); ) {
            var end = Math.min(text.length(), at + 3 + at % 5);
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
