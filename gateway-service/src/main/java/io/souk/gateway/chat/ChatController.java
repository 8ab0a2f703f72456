package io.souk.gateway.chat;

import io.souk.events.Intent;
import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.gateway.chat.ChatException.Code;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The chat for clients without sockets: one message, one reply. */
@RestController
@Tag(name = "chat")
class ChatController {
    private final Inbox inbox;
    private final PendingReplies pending;
    private final Journal journal;
    private final RateLimits limits;

    ChatController(Inbox inbox, PendingReplies pending, Journal journal, RateLimits limits) {
        this.inbox = inbox;
        this.pending = pending;
        this.journal = journal;
        this.limits = limits;
    }

    /** {@code session_id} is a conversation to go on with; null starts a new one. */
    @SuppressWarnings("MemberName")
    record Question(@Nullable String message, @Nullable String session_id) {}

    /** The reply, with what to say as {@code session_id} next time. */
    @SuppressWarnings("MemberName")
    record Answer(
            String response,
            Intent intent,
            double confidence,
            List<Source> sources,
            String session_id,
            String turn_id) {}

    record Source(String title, @Nullable String section, String documentId, String quote) {}

    @PostMapping("/api/chat")
    @Operation(
            summary = "Say something and wait for the whole reply",
            description = "With an Idempotency-Key, saying it again gives the first reply instead of a second turn.")
    CompletableFuture<Answer> say(
            @RequestBody Question question,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @AuthenticationPrincipal @Nullable Jwt jwt,
            HttpServletRequest request) {
        var customerId = jwt == null ? null : jwt.getSubject();
        var conversationId = conversationId(question.session_id());
        var messageId = messageId(key);
        var text = ClientFrame.checkedText(question.message());
        limits.take(customerId, conversationId, request.getRemoteAddr());

        var turnId = Inbox.turnId(conversationId, messageId);
        var known = question.session_id() != null
                && journal.state(conversationId, customerId).isPresent();
        if (known && key != null) {
            for (var event : journal.after(conversationId, customerId, 0).orElse(List.of())) {
                if (event instanceof ReplyCompleted reply && reply.turnId().equals(turnId)) {
                    return CompletableFuture.completedFuture(answer(reply));
                }
            }
        }
        var reply = pending.await(turnId);
        return inbox.say(conversationId, messageId, text, customerId, "api")
                .thenCompose(_ -> reply)
                .handle(ChatController::outcome);
    }

    private static Answer outcome(@Nullable ReplyEvent event, @Nullable Throwable error) {
        if (event instanceof ReplyCompleted completed) {
            return answer(completed);
        }
        if (event instanceof MessageRefused refused) {
            throw refused.code().equals(Code.NOT_YOUR_CONVERSATION.wireName())
                    ? ChatException.notYourConversation()
                    : new ProblemException(HttpStatus.BAD_REQUEST, refused.code(), refused.detail());
        }
        if (error instanceof TimeoutException
                || (error instanceof CompletionException wrapped && wrapped.getCause() instanceof TimeoutException)) {
            throw new ProblemException(
                    HttpStatus.GATEWAY_TIMEOUT, "reply-late", "The reply takes too long; it will be in the history.");
        }
        throw ChatException.unavailable();
    }

    private static Answer answer(ReplyCompleted reply) {
        var sources = reply.citations().stream()
                .map(citation ->
                        new Source(citation.title(), citation.section(), citation.documentId(), citation.quote()))
                .toList();
        return new Answer(
                reply.text(), reply.intent(), reply.confidence(), sources, reply.conversationId(), reply.turnId());
    }

    private static String conversationId(@Nullable String wished) {
        if (wished == null) {
            return UUID.randomUUID().toString();
        }
        if (!ClientFrame.CONVERSATION_ID.matcher(wished).matches()) {
            throw new ChatException(
                    Code.INVALID_ARGUMENTS, "session_id must be 1 to 64 letters, digits or one of _ . : -");
        }
        return wished;
    }

    private static String messageId(@Nullable String key) {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        if (key.isBlank() || key.length() > ClientFrame.MAX_ID) {
            throw new ChatException(
                    Code.INVALID_ARGUMENTS, "Idempotency-Key must have 1 to " + ClientFrame.MAX_ID + " characters.");
        }
        return key;
    }
}
