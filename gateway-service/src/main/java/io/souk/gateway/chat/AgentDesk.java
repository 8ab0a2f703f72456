package io.souk.gateway.chat;

import io.souk.events.MessageEvent;
import io.souk.events.MessageEvent.AgentReplied;
import io.souk.events.MessageEvent.HandedBack;
import io.souk.events.Meta;
import io.souk.kit.Events;
import io.souk.kit.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where the people of the shop (role {@code agent}) take conversations over. Customers read them in the same conversation. */
@RestController
@RequestMapping("/api/handoffs")
@Tag(name = "agent desk")
class AgentDesk {
    private final Journal journal;
    private final Events events;

    AgentDesk(Journal journal, Events events) {
        this.journal = journal;
        this.events = events;
    }

    record Said(@Nullable String text) {}

    @GetMapping
    @Operation(summary = "Conversations that need a person, the one that waits longest first")
    JsonNode handoffs(@AuthenticationPrincipal @Nullable Jwt jwt) {
        Agent.of(jwt);
        return journal.handoffs();
    }

    @GetMapping("/{conversationId}/messages")
    @Operation(summary = "What was said in one of them, oldest first")
    JsonNode messages(@PathVariable String conversationId, @AuthenticationPrincipal @Nullable Jwt jwt) {
        Agent.of(jwt);
        return handedOff(conversationId);
    }

    @PostMapping("/{conversationId}/messages")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Say something to the customer")
    CompletableFuture<Void> say(
            @PathVariable String conversationId, @RequestBody Said said, @AuthenticationPrincipal @Nullable Jwt jwt) {
        var agent = Agent.of(jwt);
        var text = ClientFrame.checkedText(said.text());
        handedOff(conversationId);
        return publish(new AgentReplied(meta(conversationId), text, agent.id(), agent.name()));
    }

    @PostMapping("/{conversationId}/hand-back")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Give the conversation back to the assistant")
    CompletableFuture<Void> handBack(@PathVariable String conversationId, @AuthenticationPrincipal @Nullable Jwt jwt) {
        var agent = Agent.of(jwt);
        handedOff(conversationId);
        return publish(new HandedBack(meta(conversationId), agent.id()));
    }

    private CompletableFuture<Void> publish(MessageEvent event) {
        return events.publishAsync(event).exceptionally(_ -> {
            throw ChatException.unavailable();
        });
    }

    private JsonNode handedOff(String conversationId) {
        return journal.handedOffMessages(conversationId)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "handoff-not-found", "No such conversation waits for a person."));
    }

    private static Meta meta(String conversationId) {
        return Meta.first(UUID.randomUUID().toString(), conversationId, null);
    }
}
