package io.souk.tools.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding.Done;
import io.souk.events.Finding.Refusal;
import io.souk.events.IntentEvent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Route;
import io.souk.events.Topics;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.Events;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import io.souk.tools.refusals.Refusals;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Every turn routed here gets exactly one evidence event. When the database is away the customer is waiting: the turn is answered
 * with FAILED at once instead of being held back. Should its transaction have committed after all, its own evidence follows
 * under the same event id, so readers keep one; what was done is found again by asking again.
 */
@Component
class IntentListener {
    private static final Logger log = LoggerFactory.getLogger(IntentListener.class);

    /** After one turn has waited for the database in vain, those right behind it need not. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Reception reception;
    private final Outbox outbox;
    private final Events events;
    private final ProcessedEvents processed;
    private final ErasedCustomers erased;
    private final MeterRegistry meters;
    private volatile long awaySince = System.nanoTime() - PAUSE_NANOS;

    IntentListener(
            Reception reception,
            Outbox outbox,
            Events events,
            ProcessedEvents processed,
            ErasedCustomers erased,
            MeterRegistry meters) {
        this.reception = reception;
        this.outbox = outbox;
        this.events = events;
        this.processed = processed;
        this.erased = erased;
        this.meters = meters;
    }

    @KafkaListener(topics = Topics.INTENTS)
    void on(IntentEvent event) {
        switch (event) {
            case IntentClassified turn -> {
                if (turn.wishes().stream().anyMatch(wish -> wish.routes().contains(Route.TOOLS))) {
                    answer(turn);
                }
            }
            case IntentEvent.Unknown _ -> {} // a newer intent-service's type: not ours
        }
    }

    private void answer(IntentClassified turn) {
        if (System.nanoTime() - awaySince < PAUSE_NANOS) {
            fail(turn);
            return;
        }
        try {
            answerOnce(turn).forEach(answered -> count(answered.operation(), outcomeOf(answered.evidence())));
        } catch (DataAccessResourceFailureException
                | RecoverableDataAccessException
                | TransientDataAccessException
                | UncategorizedDataAccessException
                | TransactionException e) {
            if (e instanceof OptimisticLockingFailureException
                    || (e instanceof UncategorizedDataAccessException && !hasLostItsConnection(e))) {
                throw e; // lost a race, or faulty; nothing is away: tried again
            }
            awaySince = System.nanoTime();
            log.warn("the database is away: {}", e.getClass().getSimpleName());
            fail(turn);
        }
    }

    /** Of a connection that was cut in the middle of the work, PostgreSQL tells, or its pool, which has no code for it. */
    private static boolean hasLostItsConnection(RuntimeException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && (sql.getSQLState() == null
                        || sql.getSQLState().startsWith("08")
                        || sql.getSQLState().startsWith("57P"));
    }

    /** All wishes of a message in one transaction, in their order. */
    private List<Answered> answerOnce(IntentClassified turn) {
        return outbox.<List<Answered>>transact(() -> {
            if (!processed.firstTime(turn.meta())
                    || erased.isClosed(turn.customerId(), turn.meta().time())) {
                return List.of();
            }
            var all = new ArrayList<Answered>();
            var wishes = turn.wishes();
            var isPending = false;
            for (var place = 0; place < wishes.size(); place++) {
                var wish = wishes.get(place);
                if (wish.routes().contains(Route.TOOLS)) {
                    // One thing can wait for the customer's word at a time.
                    var answered = isPending && !Wish.of(wish).isLookUp() ? later(wish) : reception.answer(wish);
                    isPending |= answered.evidence().pendingAction() != null;
                    outbox.append(answered.evidence().forWish(turn, place));
                    all.add(answered);
                }
            }
            return all;
        });
    }

    private static Answered later(IntentClassified wish) {
        return Answered.of(wish, Wish.of(wish).operation(), Result.found(Refusals.ONE_AT_A_TIME));
    }

    private void fail(IntentClassified turn) {
        var wishes = turn.wishes();
        for (var place = 0; place < wishes.size(); place++) {
            if (wishes.get(place).routes().contains(Route.TOOLS)) {
                events.publish(new EvidenceGathered(
                        EvidenceGathered.metaFor(turn, Route.TOOLS, place),
                        Route.TOOLS,
                        Outcome.FAILED,
                        List.of(),
                        null,
                        place));
                count(Wish.of(wishes.get(place)).operation(), "failed");
            }
        }
    }

    private void count(String operation, String outcome) {
        meters.counter("souk.tools.operations", "operation", operation, "outcome", outcome)
                .increment();
    }

    private static String outcomeOf(EvidenceGathered evidence) {
        return switch (evidence.findings().isEmpty()
                ? null
                : evidence.findings().getFirst()) {
            case Done done -> done.repeated() ? "repeated" : "done";
            case Refusal _ -> "refused";
            case null, default -> evidence.outcome().name().toLowerCase(Locale.ROOT);
        };
    }
}
