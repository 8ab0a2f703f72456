package io.souk.conversation;

import io.souk.conversation.Turn.State;
import io.souk.conversation.model.Assignment;
import io.souk.conversation.model.ReplyModel;
import io.souk.conversation.model.Written;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.kit.Outbox;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has a language model write replies, each on a thread of its own and outside of any transaction; what it writes enters the
 * conversation piece by piece under its lock, as long as the turn is still the writer's. Whoever answers the turn first has answered
 * it: this writer, or the sweep of any instance once the deadline has passed.
 */
@Component
class ReplyWriting {
    private static final Logger log = LoggerFactory.getLogger(ReplyWriting.class);
    /** What ending a turn may take, so that the sweep does not come first. */
    private static final Duration ENDING = Duration.ofMillis(500);

    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final ConversationStore store;
    private final Outbox outbox;
    private final ReplyModel model;
    private final Earlier earlier;
    private final ConversationProperties properties;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

    ReplyWriting(
            ConversationStore store,
            Outbox outbox,
            ReplyModel model,
            Earlier earlier,
            ConversationProperties properties) {
        this.store = store;
        this.outbox = outbox;
        this.model = model;
        this.earlier = earlier;
        this.properties = properties;
    }

    /** What is done with the reply; {@code streamed} is what the customer has seen of it. */
    interface Ending {
        void end(Written written, String streamed);
    }

    /** Begins when the running transaction has committed; if it does not commit, nothing begins. */
    void onceCommitted(Assignment assignment, Turn turn, Duration limit, String causeId, Ending ending) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    writers.execute(() -> write(assignment, turn, limit.minus(ENDING), causeId, ending));
                } else {
                    assignment.close();
                }
            }
        });
    }

    private void write(Assignment assignment, Turn turn, Duration limit, String causeId, Ending ending) {
        try (assignment) {
            var streamed = new StringBuilder();
            var written = new Written(assignment.composed(), null);
            try {
                var history = store.historyBefore(turn.conversationId(), turn.seq(), properties.history());
                var before = history.size() < properties.history()
                        ? null
                        : earlier.before(turn.conversationId(), turn.seq());
                written = model.write(assignment, history, before, limit, piece -> {
                    append(turn, causeId, piece);
                    streamed.append(piece);
                });
            } catch (NotOursException e) {
                return;
            } catch (RuntimeException e) {
                warn(turn, e, "reply not written by the model");
            }
            // A stopping service ends its turns before it goes.
            Thread.interrupted();
            ending.end(written, streamed.toString());
        } catch (RuntimeException e) {
            warn(turn, e, "written reply not saved; the sweep will answer");
        }
    }

    private void append(Turn turn, String causeId, String piece) {
        outbox.transact(() -> {
            var conversation = store.lock(turn.conversationId(), turn.id())
                    .filter(locked -> locked.turn().state() == State.COMPOSING)
                    .orElseThrow(NotOursException::new)
                    .conversation();
            conversation.say(place -> new ReplyDelta(Turns.meta(turn, causeId, "delta/" + place), place, piece));
            store.save(conversation, false);
        });
    }

    private static void warn(Turn turn, RuntimeException e, String words) {
        log.atWarn()
                .addKeyValue("conversationId", turn.conversationId())
                .addKeyValue("turnId", turn.id())
                .setCause(e)
                .log(words);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        writers.shutdownNow();
        writers.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The turn was answered by someone else, or its conversation is gone. */
    private static final class NotOursException extends RuntimeException {}
}
