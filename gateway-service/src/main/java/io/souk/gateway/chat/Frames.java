package io.souk.gateway.chat;

import io.souk.events.ReplyEvent;
import io.souk.events.ReplyEvent.EvidenceAnnounced;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.NoticePosted;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import org.jspecify.annotations.Nullable;

/** The one place where an event of conversation-service becomes what a client sees. */
final class Frames {
    private Frames() {}

    /** Null for a type newer than this gateway. */
    static @Nullable ServerFrame of(ReplyEvent event) {
        return switch (event) {
            case TurnAcknowledged ack -> new ServerFrame.Ack(ack.messageId(), ack.turnId(), ack.seq());
            case MessageRefused refused ->
                new ServerFrame.Refused(
                        refused.code(),
                        refused.detail(),
                        refused.messageId(),
                        refused.turnId(),
                        refused.seq() == 0 ? null : refused.seq(),
                        null);
            case IntentAnnounced announced ->
                new ServerFrame.Intents(announced.turnId(), announced.intents(), announced.seq());
            case EvidenceAnnounced evidence ->
                new ServerFrame.Evidence(
                        evidence.turnId(), evidence.from(), evidence.outcome(), evidence.card(), evidence.seq());
            case ReplyDelta delta -> new ServerFrame.Delta(delta.turnId(), delta.text(), delta.seq());
            case ReplyCompleted reply ->
                new ServerFrame.Reply(
                        reply.turnId(),
                        reply.messageId(),
                        reply.text(),
                        reply.citations(),
                        reply.cards(),
                        reply.suggestions(),
                        reply.intent(),
                        reply.confidence(),
                        reply.rung(),
                        reply.seq());
            case NoticePosted notice ->
                new ServerFrame.Notice(notice.text(), notice.orderId(), notice.author(), notice.seq());
            case ReplyEvent.Unknown _ -> null;
        };
    }
}
