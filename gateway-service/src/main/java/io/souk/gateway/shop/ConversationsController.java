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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was said before. A guest may read a conversation whose unguessable id she holds; a list needs a name. */
@RestController
@RequestMapping(path = "/api/conversations", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "conversations")
class ConversationsController {
    private final Downstream conversations;

    ConversationsController(ServiceClients clients, ShopProperties properties) {
        this.conversations = new Downstream(clients.restClient(properties.conversationUrl()), "conversation-service");
    }

    @GetMapping
    @Operation(summary = "My conversations, newest first")
    ResponseEntity<byte[]> conversations(@AuthenticationPrincipal @Nullable Jwt jwt) {
        return conversations.get("/v1/conversations", Customer.of(jwt), Map.of());
    }

    @GetMapping("/{id}/messages")
    @Operation(summary = "What was said in it, oldest first")
    ResponseEntity<byte[]> messages(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return conversations.get(
                "/v1/conversations/{id}/messages", jwt == null ? null : jwt.getSubject(), Map.of("id", id));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Forget it")
    ResponseEntity<byte[]> forget(@PathVariable String id, @AuthenticationPrincipal @Nullable Jwt jwt) {
        return conversations.delete("/v1/conversations/{id}", jwt == null ? null : jwt.getSubject(), Map.of("id", id));
    }
}
