package io.souk.gateway.shop;

import io.souk.kit.ServiceClients;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done to an order, for the agent desk (role {@code agent}). */
@RestController
@RequestMapping(path = "/api/audit", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "agent desk")
class AuditController {
    private final Downstream tools;

    AuditController(ServiceClients clients, ShopProperties properties) {
        this.tools = new Downstream(clients.restClient(properties.toolsUrl()), "tools-service");
    }

    @GetMapping("/orders/{id}")
    @Operation(
            summary = "What was done to an order, by whom, before and after; oldest first",
            description = "200 entries at a time: where \"next\" is not null, ask again with it as \"after\".")
    ResponseEntity<byte[]> ofOrder(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @AuthenticationPrincipal @Nullable Jwt jwt) {
        Customer.agent(jwt);
        return tools.get("/v1/audit/orders/{id}?after={after}", null, Map.of("id", id, "after", after));
    }
}
