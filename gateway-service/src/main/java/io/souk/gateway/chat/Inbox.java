package io.souk.gateway.chat;

import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.kit.Events;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What customers say, on its way to Kafka. */
@Component
class Inbox {
    private final Events events;
    private final Sockets sockets;

    Inbox(Events events, Sockets sockets) {
        this.events = events;
        this.sockets = sockets;
    }

    /** The turn that this message starts: the same message always starts the same one. */
    static String turnId(String conversationId, String messageId) {
        return Meta.derivedId(conversationId, messageId);
    }

    /** Completes when the broker has the message. All ids are derived from the client's own, so that a repetition is no second message. */
    CompletableFuture<Void> say(
            String conversationId, String messageId, String text, @Nullable String customerId, String channel) {
        var turnId = turnId(conversationId, messageId);
        var meta = Meta.first(Meta.derivedId("message", conversationId, messageId), conversationId, turnId);
        sockets.accepted(turnId);
        return events.publishAsync(new MessageReceived(meta, text, customerId, messageId, channel));
    }

    /** A second judgement of the same turn replaces the first, so each is an event of its own. */
    CompletableFuture<Void> judge(String conversationId, String turnId, boolean helpful, @Nullable String customerId) {
        var meta = Meta.first(UUID.randomUUID().toString(), conversationId, turnId);
        return events.publishAsync(new FeedbackGiven(meta, helpful, customerId));
    }
}
