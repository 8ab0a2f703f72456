package io.souk.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.souk.events.EventCodec;
import io.souk.events.ReplyEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;

/** Plays the services behind the gateway, from their side of the contract. */
final class Neighbours {
    private final EventCodec codec = new EventCodec("/souk/conversation-service");
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, List<ReplyEvent>> journals = new ConcurrentHashMap<>();
    private final Map<String, String> sellers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    record Call(String method, String path, String customer, String idempotencyKey, String body) {}

    Neighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/conversations/", this::conversation);
        server.createContext("/v1/products/sellers", this::sellers);
        server.createContext("/v1/", this::echo);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** A conversation that exists; an empty owner is a guest. */
    void knows(String conversationId, String owner) {
        owners.put(conversationId, owner);
    }

    /** A product that is in the catalogue, of this seller. */
    void sells(String productId, String seller) {
        sellers.put(productId, seller);
    }

    /** What the conversation's own journal holds, whether or not it reached Kafka. */
    void remembers(ReplyEvent event) {
        owners.putIfAbsent(event.conversationId(), "");
        journals.computeIfAbsent(event.conversationId(), _ -> new CopyOnWriteArrayList<>())
                .add(event);
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path().startsWith(path)).toList();
    }

    private void conversation(HttpExchange exchange) throws IOException {
        var parts = StringUtils.tokenizeToStringArray(exchange.getRequestURI().getPath(), "/");
        var id = parts[2];
        var owner = owners.get(id);
        var customer = exchange.getRequestHeaders().getFirst("X-Souk-Customer");
        if (owner == null || !(owner.isEmpty() || owner.equals(customer))) {
            answer(exchange, 404, "application/problem+json", "{\"code\":\"conversation-not-found\"}");
            return;
        }
        var journal = journals.getOrDefault(id, List.of());
        var last = journal.isEmpty() ? 0 : journal.getLast().seq();
        switch (parts[3]) {
            case "state" ->
                answer(
                        exchange,
                        200,
                        "application/json",
                        "{\"owner\":%s,\"pendingAction\":null,\"focus\":{\"products\":[],\"orderIds\":[]},\"lastSeq\":%d}"
                                .formatted(owner.isEmpty() ? "null" : '"' + owner + '"', last));
            case "events" -> {
                var after = Long.parseLong(exchange.getRequestURI().getQuery().replace("after=", ""));
                var events = new ArrayList<>(journal)
                        .stream()
                                .filter(event -> event.seq() > after)
                                .map(event -> new String(codec.encodeStructured(event), UTF_8))
                                .collect(Collectors.joining(",", "[", "]"));
                answer(exchange, 200, "application/cloudevents-batch+json", events);
            }
            default -> answer(exchange, 200, "application/json", "[]");
        }
    }

    private void sellers(HttpExchange exchange) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var known = sellers.entrySet().stream()
                .filter(product -> asked.contains('"' + product.getKey() + '"'))
                .map(product -> "\"%s\":\"%s\"".formatted(product.getKey(), product.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        answer(exchange, 200, "application/json", known);
    }

    private void echo(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers.getFirst("X-Souk-Customer"),
                Optional.ofNullable(headers.getFirst("Idempotency-Key")).orElse(""),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        calls.add(call);
        if (call.path().contains("missing")) {
            answer(exchange, 404, "application/problem+json", "{\"code\":\"order-not-found\"}");
        } else {
            answer(exchange, 200, "application/json", "{\"path\":\"" + call.path() + "\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }
}
