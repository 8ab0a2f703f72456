package io.souk.gateway.chat;

import io.souk.gateway.chat.Sockets.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One socket's place in one conversation. Lets frames out in the order of {@code seq}, each once; while something is missing,
 * what comes live is held until the journal has filled the hole.
 */
final class Subscription {
    /** The place is unknown: whatever comes first is the start. */
    static final long ANYWHERE = -1;

    /** More than any turn has; what does not fit is in the journal. */
    private static final int MAX_HELD = 1_000;

    private static final long FORGET_TURN_NANOS = 60_000_000_000L;

    private final String conversationId;
    private final Consumer<Line> out;

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Line> held = new TreeMap<>();
    private final Map<String, Long> openTurns = new HashMap<>();
    private long last;
    private boolean proven;
    private boolean holding;
    private boolean ended;
    private long heardAt = System.nanoTime();

    /**
     * A place in a conversation.
     *
     * @param proven whether it is known to be the client's own; if not, nothing comes out before the journal, which knows
     *     the owner, was asked
     * @param holding whether to hold what comes live until {@link #fill} or {@link #release}
     */
    Subscription(String conversationId, long last, boolean proven, boolean holding, Consumer<Line> out) {
        this.proven = proven;
        this.conversationId = conversationId;
        this.last = last;
        this.holding = holding;
        this.out = out;
    }

    String conversationId() {
        return conversationId;
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** A frame came live. True: it opened a gap, and the caller must {@link #fill} it. */
    boolean live(Line line) {
        lock.lock();
        try {
            if (ended || line.seq() <= last) {
                return false;
            }
            if (!holding && proven && (last == ANYWHERE || line.seq() == last + 1)) {
                emit(line);
                return false;
            }
            if (held.size() < MAX_HELD) {
                held.put(line.seq(), line);
            }
            var opened = !holding;
            holding = true;
            return opened;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The journal's answer, in order, to what comes after {@link #last}. A hole in it stays one: those frames are gone.
     *
     * @return whether nothing was missing
     */
    boolean fill(List<Line> journal) {
        lock.lock();
        try {
            var whole = true;
            for (var line : merged(journal)) {
                if (line.seq() > last && !ended) {
                    whole &= last == ANYWHERE || line.seq() == last + 1;
                    emit(line);
                }
            }
            held.clear();
            proven = true;
            holding = false;
            heardAt = System.nanoTime();
            return whole;
        } finally {
            lock.unlock();
        }
    }

    /** Lets out what is held as it is, if it is the client's own. */
    void release() {
        lock.lock();
        try {
            if (proven) {
                fill(List.of());
            } else {
                held.clear();
                holding = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is no such conversation of this client. True: but it does exist, so it is someone else's. */
    boolean isForeign() {
        lock.lock();
        try {
            var exists = !held.isEmpty();
            release();
            return exists && !proven;
        } finally {
            lock.unlock();
        }
    }

    /** The client has left this conversation: whoever is still filling a gap of it does so in vain. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /** A reply to this turn will come. */
    void expect(String turnId) {
        lock.lock();
        try {
            heardAt = System.nanoTime();
            openTurns.put(turnId, heardAt);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the turn off those that wait for a reply. False: it was not among them. */
    boolean expectsNoMore(String turnId) {
        lock.lock();
        try {
            return openTurns.remove(turnId) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a reply is due and nothing was heard for so long that the journal should be asked; marks the gap as open. */
    boolean isSuspiciouslySilent(long now, long nanos) {
        lock.lock();
        try {
            openTurns.values().removeIf(since -> now - since > FORGET_TURN_NANOS);
            if (ended || holding || last == ANYWHERE || openTurns.isEmpty() || now - heardAt < nanos) {
                return false;
            }
            heardAt = now;
            holding = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private List<Line> merged(List<Line> journal) {
        var all = new TreeMap<>(held);
        journal.forEach(line -> all.put(line.seq(), line));
        return new ArrayList<>(all.values());
    }

    private void emit(Line line) {
        last = line.seq();
        heardAt = System.nanoTime();
        if (line.endsTurn() != null) {
            openTurns.remove(line.endsTurn());
        }
        out.accept(line);
    }
}
