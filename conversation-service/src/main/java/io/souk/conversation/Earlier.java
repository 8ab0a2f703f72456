package io.souk.conversation;

import io.souk.conversation.model.Summaries;
import io.souk.conversation.reply.Gists;
import io.souk.events.IntentEvent.IntentClassified;
import jakarta.annotation.PreDestroy;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was said too long ago to travel with a message, in a few sentences: a small model's where there is one, and our own gists of
 * what it has not seen yet. The model is asked after a reply, never before one.
 */
@Component
class Earlier {
    private static final Logger log = LoggerFactory.getLogger(Earlier.class);
    /** So many messages are worth a call. */
    private static final int WORTH_A_CALL = 6;

    private final ConversationStore store;
    private final Gists gists;
    private final Summaries summaries;
    private final ConversationProperties properties;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();

    Earlier(ConversationStore store, Gists gists, Summaries summaries, ConversationProperties properties) {
        this.store = store;
        this.gists = gists;
        this.summaries = summaries;
        this.properties = properties;
    }

    /** Before the messages that travel with the turn at {@code seq}; null if there is nothing. */
    @Nullable
    String before(String conversationId, long seq) {
        var older = store.older(conversationId, seq, travelling());
        var words = Stream.of(
                        older.summary(),
                        older.gists().isEmpty()
                                ? null
                                : gists.sofar(older.gists().stream().distinct().toList()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? null : words;
    }

    /** Has the model read what no longer travels, once the running transaction has committed. */
    void onceCommitted(Turn turn) {
        var intent = turn.classified();
        if (intent == null || !summaries.isSetUp()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                writers.execute(() -> summarise(turn, intent));
            }
        });
    }

    private void summarise(Turn turn, IntentClassified intent) {
        try {
            // As the next turn will see it.
            var next = Long.MAX_VALUE;
            var older = store.older(turn.conversationId(), next, travelling());
            var due = store.unsummarised(turn.conversationId(), next, travelling(), older.summarisedTo());
            if (due.messages().size() >= WORTH_A_CALL) {
                summaries
                        .summary(intent, older.summary(), due.messages())
                        .ifPresent(summary ->
                                store.summarised(turn.conversationId(), older.summarisedTo(), due.to(), summary));
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("conversationId", turn.conversationId())
                    .addKeyValue("turnId", turn.id())
                    .setCause(e)
                    .log("older turns not summarised");
        }
    }

    /** A turn is two messages. */
    private int travelling() {
        return (properties.history() + 1) / 2;
    }

    @PreDestroy
    void stop() {
        writers.shutdownNow();
    }
}
