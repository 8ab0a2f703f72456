package io.souk.gateway.shop;

import io.souk.kit.ProblemException;
import io.souk.kit.ServiceClients;
import io.souk.kit.SoukHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A customer's own orders, and what can be asked for about them. tools-service checks that they are. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "orders")
class OrdersController {
    private static final int MAX_KEY = 128;
    private final Downstream tools;

    OrdersController(ServiceClients clients, ShopProperties properties) {
        this.tools = new Downstream(clients.restClient(properties.toolsUrl()), "tools-service");
    }

    @GetMapping("/orders")
    @Operation(summary = "My orders, newest first")
    ResponseEntity<byte[]> orders(@AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.get("/v1/orders", Customer.of(jwt), Map.of());
    }

    @GetMapping("/orders/{id}")
    @Operation(summary = "One of my orders")
    ResponseEntity<byte[]> order(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.get("/v1/orders/{id}", Customer.of(jwt), Map.of("id", id));
    }

    @GetMapping("/orders/{id}/tracking")
    @Operation(summary = "Where its parcel is")
    ResponseEntity<byte[]> tracking(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.get("/v1/orders/{id}/tracking", Customer.of(jwt), Map.of("id", id));
    }

    @PostMapping("/refunds")
    @Operation(
            summary = "Ask for money back",
            description =
                    "Safe to repeat with the same Idempotency-Key; without one each call is a request of its own.")
    ResponseEntity<byte[]> refund(
            @RequestBody Map<String, Object> request,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.post("/v1/refunds", Customer.of(jwt), key(key), request);
    }

    @GetMapping("/refunds/{id}")
    @Operation(summary = "Where a refund stands")
    ResponseEntity<byte[]> refund(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.get("/v1/refunds/{id}", Customer.of(jwt), Map.of("id", id));
    }

    @PostMapping("/complaints")
    @Operation(
            summary = "Open a complaint",
            description =
                    "Safe to repeat with the same Idempotency-Key; without one each call is a complaint of its own.")
    ResponseEntity<byte[]> complaint(
            @RequestBody Map<String, Object> request,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.post("/v1/complaints", Customer.of(jwt), key(key), request);
    }

    @GetMapping("/complaints/{id}")
    @Operation(summary = "Where a complaint stands")
    ResponseEntity<byte[]> complaint(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return tools.get("/v1/complaints/{id}", Customer.of(jwt), Map.of("id", id));
    }

    private static String key(@Nullable String given) {
        if (given == null) {
            return UUID.randomUUID().toString();
        }
        if (given.isBlank() || given.length() > MAX_KEY) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-arguments",
                    "Idempotency-Key must have 1 to " + MAX_KEY + " characters.");
        }
        return given;
    }
}
