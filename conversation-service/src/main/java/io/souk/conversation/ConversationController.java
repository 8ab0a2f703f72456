package io.souk.conversation;

import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.PendingAction;
import io.souk.events.ReplyEvent.Citation;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is remembered, for its owner; for anybody else a conversation does not exist. Whoever knows a guest's id is the guest. */
@RestController
@RequestMapping("/v1")
class ConversationController {
    private final History history;

    ConversationController(History history) {
        this.history = history;
    }

    @GetMapping("/conversations")
    List<Summary> conversations(@RequestHeader(SoukHeaders.CUSTOMER) String customerId) {
        return history.conversations(customerId);
    }

    /** What a client missed: the next events after {@code after}, at most {@value History#MOST_EVENTS}. */
    @GetMapping(path = "/conversations/{id}/events", produces = "application/cloudevents-batch+json")
    String events(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customerId) {
        return found(history.eventsAfter(id, customerId, after));
    }

    @GetMapping("/conversations/{id}/messages")
    List<Message> messages(
            @PathVariable String id,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customerId) {
        return found(history.messages(id, customerId));
    }

    @GetMapping("/conversations/{id}/state")
    State state(
            @PathVariable String id,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customerId) {
        return found(history.state(id, customerId));
    }

    @DeleteMapping("/conversations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String id,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customerId) {
        if (!history.delete(id, customerId)) {
            throw notFound();
        }
    }

    /** For the agent desk; the caller has made sure that it is one. */
    @GetMapping("/handoffs")
    List<HandedOff> handoffs() {
        return history.handedOff();
    }

    @GetMapping("/handoffs/{id}/messages")
    List<Message> handedOffMessages(@PathVariable String id) {
        return history.handedOffMessages(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "handoff-not-found", "No person has this conversation."));
    }

    private static <T> T found(Optional<T> maybe) {
        return maybe.orElseThrow(ConversationController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                HttpStatus.NOT_FOUND, "conversation-not-found", "There is no such conversation of yours.");
    }

    /** One line of a customer's list of conversations. */
    record Summary(String id, String title, Instant startedAt, Instant lastMessageAt) {}

    /**
     * One message as the chat page shows it.
     *
     * @param role {@code customer}, {@code assistant} or {@code notice}
     * @param turnId null for a notice
     * @param author the person of the shop who says it; null otherwise
     */
    record Message(
            String role,
            String text,
            Instant at,
            @Nullable String turnId,
            List<Citation> citations,
            List<Finding> cards,
            @Nullable String author) {}

    /**
     * What a reconnecting client shows without knowing the history.
     *
     * @param withPerson whether a person has taken the conversation over
     */
    record State(
            @Nullable PendingAction pendingAction,
            @Nullable String owner,
            Focus focus,
            long lastSeq,
            boolean withPerson) {}

    /**
     * A conversation for a person of the shop.
     *
     * @param customerId null is a guest
     * @param reason {@code requested}, {@code not-understood}, …
     */
    record HandedOff(
            String id,
            @Nullable String customerId,
            @Nullable String title,
            String reason,
            String summary,
            Instant since,
            Instant lastMessageAt) {}
}
