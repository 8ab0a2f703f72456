package io.souk.conversation;

import com.sun.net.httpserver.HttpExchange;
import io.souk.kit.SoukHeaders;
import io.souk.test.LoopbackServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * In the place of tools-service: three orders of one customer, and what it was asked. Its answers have the shapes of the real one,
 * whose own tests hold them.
 */
final class ScriptedTools implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> ORDERS = Map.of(
            "ORD-1001", order("ORD-1001", "pending", "Portage TB4 Dock", "219.00"),
            "ORD-1002", order("ORD-1002", "delivered", "Sonara Calm 700", "279.00"),
            "ORD-1003", order("ORD-1003", "pending", "TechPro Sleeve", "39.00"));

    private final LoopbackServer server;
    private final String owner;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile String name = "Portage TB4 Dock";
    private volatile boolean isAway;
    private volatile Duration pause = Duration.ZERO;

    /** What was asked. */
    record Call(String path, @Nullable String customer, JsonNode body) {}

    ScriptedTools(String owner) {
        this.owner = owner;
        server = new LoopbackServer(0, "/", this::handle);
    }

    String url() {
        return server.url();
    }

    /** As it was in the beginning. */
    void reset() {
        calls.clear();
        name = "Portage TB4 Dock";
        isAway = false;
        pause = Duration.ZERO;
    }

    /** What the first order's one item is called. */
    void selling(String itemName) {
        name = itemName;
    }

    void goAway() {
        isAway = true;
    }

    /** Before each operation is answered. */
    void slowDown(Duration by) {
        pause = by;
    }

    /** Of operations and proposals, in their order. */
    List<Call> operations() {
        return calls.stream()
                .filter(call -> call.path().startsWith("/v1/tools/"))
                .toList();
    }

    /** Operations that would have changed something at once. */
    List<Call> executed() {
        return operations().stream()
                .filter(call -> call.path().matches(".*/(?:cancel|modify|return|exchange)_\\w+"))
                .toList();
    }

    /** Proposals that wait for a yes. */
    List<Call> kept() {
        return operations().stream()
                .filter(call -> call.path().endsWith("/proposals")
                        && call.body().path("keep").asBoolean(false))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var customer = exchange.getRequestHeaders().getFirst(SoukHeaders.CUSTOMER);
            var read = exchange.getRequestBody().readAllBytes();
            var body = read.length == 0 ? JSON.createObjectNode() : JSON.readTree(read);
            calls.add(new Call(path, customer, body));
            if (isAway) {
                respond(exchange, 503, "{}");
                return;
            }
            switch (path) {
                case "/v1/tools" -> respond(exchange, 200, registry());
                case "/v1/orders" -> respond(exchange, 200, owner.equals(customer) ? list() : "{\"orders\": []}");
                default -> operation(exchange, path, customer, body);
            }
        }
    }

    private void operation(HttpExchange exchange, String path, @Nullable String customer, JsonNode body)
            throws IOException {
        server.pause(pause);
        var isProposal = path.endsWith("/proposals");
        var arguments = isProposal ? body.path("arguments") : body;
        var id = arguments.path("order_id").asString("");
        var order = owner.equals(customer) ? ORDERS.get(id) : null;
        if (path.endsWith("/calculate")) {
            respond(exchange, 200, "{\"result\": \"258.00\"}");
        } else if (path.endsWith("/get_user_details")) {
            respond(exchange, 200, """
                    {"result": {"name": {"first_name": "Alice"}, "email": "alice@mail.example", "payment_methods":
                     {"paypal_%1$s": {"source": "paypal", "id": "paypal_%1$s"}}, "orders": ["ORD-1001"]}}""".formatted(owner));
        } else if (order == null) {
            respond(
                    exchange,
                    isProposal ? 200 : 422,
                    isProposal
                            ? "{\"outcome\": \"FOUND\", \"findings\": [{\"kind\": \"refusal\", \"code\": \"order-not-found\", \"detail\": \"No such order.\"}]}"
                            : "{\"code\": \"order-not-found\", \"detail\": \"No such order.\"}");
        } else if (isProposal) {
            respond(exchange, 200, proposal(id, body.path("cause").asString("")));
        } else {
            respond(exchange, 200, "{\"result\": " + order.replace("Portage TB4 Dock", name) + "}");
        }
    }

    private String list() {
        return """
                {"kind": "orders", "orders": [
                 {"id": "ORD-1001", "status": "PROCESSING", "placedOn": "2031-11-18", "items":
                  [{"productId": "portage-tb4-dock", "name": "%s", "quantity": 1, "unitPrice": 219.00}],
                  "total": 219.00, "currency": "EUR"},
                 {"id": "ORD-1003", "status": "PROCESSING", "placedOn": "2031-11-19", "items":
                  [{"productId": "techpro-sleeve", "name": "TechPro Sleeve", "quantity": 1, "unitPrice": 39.00}],
                  "total": 39.00, "currency": "EUR"},
                 {"id": "ORD-1002", "status": "DELIVERED", "placedOn": "2031-10-02", "items":
                  [{"productId": "sonara-calm-700", "name": "Sonara Calm 700", "quantity": 1, "unitPrice": 279.00}],
                  "total": 279.00, "currency": "EUR"}]}""".formatted(name);
    }

    private static String proposal(String id, String cause) {
        return """
                {"outcome": "NEEDS_CONFIRMATION", "findings": [{"kind": "proposal", "action": %1$s, "orderId": "%2$s", "items":
                 [{"productId": "portage-tb4-dock", "name": "Portage TB4 Dock", "quantity": 1, "unitPrice": 219.00}],
                 "amount": 219.00, "currency": "EUR", "destination": "Visa ending 4242", "reason": "no longer needed"}],
                 "pendingAction": %1$s}""".formatted("""
                {"proposalId": "p-%s", "operation": "cancel", "awaiting": "CONFIRMATION", "orderId": "%s",
                 "expiresAt": "2099-01-01T00:00:00Z"}""".formatted(cause, id), id);
    }

    private static String registry() {
        return """
                {"operations": [%s, %s, %s, %s, %s]}""".formatted(
                        operation("get_order_details", false, "order_id"),
                        operation("get_user_details", false, "user_id"),
                        operation("find_user_id_by_email", false, "email"),
                        operation("calculate", false, "expression"),
                        operation("cancel_pending_order", true, "order_id", "reason"));
    }

    private static String operation(String name, boolean consequential, String... parameters) {
        var properties = JSON.createObjectNode();
        List.of(parameters).forEach(parameter -> properties.putObject(parameter).put("type", "string"));
        return """
                {"name": "%s", "description": "As its name says.", "consequential": %s, "schema": {"type": "object",
                 "properties": %s, "required": ["%s"], "additionalProperties": false}}""".formatted(name, consequential, properties, String.join("\", \"", parameters));
    }

    private static String order(String id, String status, String item, String price) {
        return """
                {"order_id": "%s", "user_id": "u-alice", "status": "%s", "items": [{"name": "%s", "product_id": "p", "item_id": "i",
                 "price": %s, "options": {}}], "payment_history": [{"payment_method_id": "paypal_u-alice", "amount": %4$s}]}""".formatted(id, status, item, price);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        LoopbackServer.respond(exchange, status, status < 400 ? "application/json" : "application/problem+json", body);
    }
}
