package io.souk.gateway.chat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * The way out of one socket: nobody who says something waits for its network, and one who does not read is closed with 1013
 * instead of filling our memory.
 */
final class Outgoing {
    static final CloseStatus TOO_SLOW = new CloseStatus(1013, "too slow, come back later");
    private static final Logger log = LoggerFactory.getLogger(Outgoing.class);

    private final WebSocketSession session;
    private final Executor threads;
    private final long limit;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<WebSocketMessage<?>> queue = new ArrayDeque<>();
    private final Deque<CloseStatus> last = new ArrayDeque<>(1);
    private long waiting;
    private boolean writing;
    private boolean closed;
    private long writingSince;

    Outgoing(WebSocketSession session, Executor threads, long limit) {
        this.session = session;
        this.threads = threads;
        this.limit = limit;
    }

    void send(WebSocketMessage<?> message) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (waiting + message.getPayloadLength() > limit) {
                abort(TOO_SLOW);
                return;
            }
            queue.add(message);
            waiting += message.getPayloadLength();
            write();
        } finally {
            lock.unlock();
        }
    }

    /** Closes after what is waiting has left. */
    void close(CloseStatus status) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                last.add(status);
                write();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes a socket whose present frame takes longer than {@code limit} to leave. */
    void closeIfStuck(long now, Duration limit) {
        lock.lock();
        try {
            if (writing && now - writingSince > limit.toNanos()) {
                abort(TOO_SLOW);
            }
        } finally {
            lock.unlock();
        }
    }

    private void abort(CloseStatus status) {
        closed = true;
        queue.clear();
        last.clear();
        writingSince = System.nanoTime();
        threads.execute(() -> closeNow(status));
    }

    private void write() {
        if (!writing) {
            writing = true;
            writingSince = System.nanoTime();
            threads.execute(this::writeAll);
        }
    }

    private void writeAll() {
        try {
            for (var message = next(); message != null; message = next()) {
                session.sendMessage(message);
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("socket {} broke while writing", session.getId());
            lock.lock();
            try {
                closed = true;
                queue.clear();
                last.add(CloseStatus.SESSION_NOT_RELIABLE);
            } finally {
                lock.unlock();
            }
        }
        var status = last();
        if (status != null) {
            closeNow(status);
        }
    }

    private @Nullable WebSocketMessage<?> next() {
        lock.lock();
        try {
            var message = queue.poll();
            writing = message != null;
            writingSince = System.nanoTime();
            if (message != null) {
                waiting -= message.getPayloadLength();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable CloseStatus last() {
        lock.lock();
        try {
            return last.poll();
        } finally {
            lock.unlock();
        }
    }

    private void closeNow(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException | IllegalStateException e) {
            log.debug("socket {} was gone before it could be closed", session.getId());
        }
    }
}
