package io.souk.gateway.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.ReplyCompleted;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** REST callers that wait for the reply of their turn; no thread waits with them. */
@Component
class PendingReplies {
    private final ChatProperties properties;
    private final Cache<String, CompletableFuture<ReplyEvent>> byTurn;

    PendingReplies(ChatProperties properties) {
        this.properties = properties;
        this.byTurn = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(properties.replyLimit().multipliedBy(2))
                .build();
    }

    /** Completes with the turn's {@link ReplyCompleted} or {@link MessageRefused}, or exceptionally when it takes too long. */
    CompletableFuture<ReplyEvent> await(String turnId) {
        return byTurn.get(turnId, _ -> new CompletableFuture<>())
                .copy()
                .orTimeout(properties.replyLimit().toMillis(), TimeUnit.MILLISECONDS);
    }

    void deliver(ReplyEvent event) {
        switch (event) {
            case ReplyCompleted _, MessageRefused _ -> {
                var reply = byTurn.asMap().remove(event.turnId());
                if (reply != null) {
                    reply.completeAsync(() -> event);
                }
            }
            case ReplyEvent.TurnAcknowledged _,
                    ReplyEvent.IntentAnnounced _,
                    ReplyEvent.EvidenceAnnounced _,
                    ReplyEvent.ReplyDelta _,
                    ReplyEvent.NoticePosted _,
                    ReplyEvent.Unknown _ -> {} // on the way to a reply
        }
    }
}
