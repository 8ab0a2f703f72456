package io.souk.gateway.chat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One open socket: who is there, which conversation it shows, and what it has yet to do. */
final class ChatSocket {
    /** What may wait behind a slow ownership check; the burst of the rate limit is smaller. */
    private static final int MAX_WAITING = 32;

    private static final Duration RESUME_GRACE = Duration.ofSeconds(1);

    private final Client client;
    private final Outgoing outgoing;
    private final Executor threads;

    /** Frames of any kind, also wrong ones, which no other limit counts. */
    private final Bucket frames = Bucket.builder()
            .addLimit(limit -> limit.capacity(60).refillGreedy(10, Duration.ofSeconds(1)))
            .build();

    private final AtomicInteger waiting = new AtomicInteger();
    private CompletableFuture<Void> lane = CompletableFuture.completedFuture(null);
    private volatile String conversationId;
    private volatile @Nullable Subscription subscription;
    private volatile long releaseAt;
    private volatile long pingAt;

    ChatSocket(
            WebSocketSession session,
            Client client,
            String conversationId,
            long sendBuffer,
            Executor threads,
            Duration pingEvery) {
        this.client = client;
        this.conversationId = conversationId;
        this.threads = threads;
        this.outgoing = new Outgoing(session, threads, sendBuffer);
        this.pingAt = System.nanoTime() + pingEvery.toNanos();
    }

    Client client() {
        return client;
    }

    String conversationId() {
        return conversationId;
    }

    /** Null until the conversation is known to be the client's own. */
    @Nullable
    Subscription subscription() {
        return subscription;
    }

    /** The conversation turned out not to be the client's own. */
    void forget(Subscription foreign) {
        if (subscription == foreign) {
            subscription = null;
        }
    }

    void show(Subscription next) {
        var before = subscription;
        if (before != null) {
            before.end();
        }
        conversationId = next.conversationId();
        subscription = next;
        releaseAt = 0;
    }

    /** A client that brought a conversation has this long to ask for what it missed, before live frames come. */
    void awaitResume() {
        releaseAt = System.nanoTime() + RESUME_GRACE.toNanos();
    }

    /** The client did something else than resume: it misses nothing. */
    void stopAwaitingResume() {
        var current = subscription;
        if (releaseAt != 0 && current != null) {
            releaseAt = 0;
            current.release();
        }
    }

    boolean mayTakeFrame() {
        return frames.tryConsume(1);
    }

    /** Runs work of this socket one after the other, off the thread that reads its frames. False: too much is waiting. */
    synchronized boolean later(Runnable work) {
        if (waiting.get() >= MAX_WAITING) {
            return false;
        }
        waiting.incrementAndGet();
        lane = lane.handleAsync(
                (_, _) -> {
                    try {
                        work.run();
                    } finally {
                        waiting.decrementAndGet();
                    }
                    return null;
                },
                threads);
        return true;
    }

    /** Completes when everything taken so far is done. */
    synchronized CompletableFuture<Void> idle() {
        return lane;
    }

    void send(TextMessage message) {
        outgoing.send(message);
    }

    void close(CloseStatus status) {
        outgoing.close(status);
    }

    /** Once a second. */
    void tick(ChatProperties properties, long now) {
        outgoing.closeIfStuck(now, properties.sendLimit());
        if (client.until() != null && !Instant.now().isBefore(client.until())) {
            close(ChatHandler.TOKEN_EXPIRED);
        }
        if (releaseAt != 0 && now - releaseAt > 0) {
            stopAwaitingResume();
        }
        if (now - pingAt > 0) {
            pingAt = now + properties.pingEvery().toNanos();
            outgoing.send(new PingMessage());
        }
    }
}
