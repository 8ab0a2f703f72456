package io.souk.gateway.chat;

import io.souk.events.ReplyEvent;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Every instance reads every reply, in a group of its own: any of them may hold the socket that waits for it. One consumer
 * only, since a group of two would hand partitions over at start and forget its place in them.
 */
@Component
class ReplyListener {
    static final String ID = "replies";

    private final Sockets sockets;
    private final PendingReplies pending;

    ReplyListener(Sockets sockets, PendingReplies pending) {
        this.sockets = sockets;
        this.pending = pending;
    }

    @KafkaListener(
            id = ID,
            topics = Topics.REPLIES,
            groupId = "${spring.application.name}-${souk.instance}",
            concurrency = "1",
            properties = "auto.offset.reset=latest")
    void on(ReplyEvent event) {
        sockets.deliver(event);
        pending.deliver(event);
    }
}
