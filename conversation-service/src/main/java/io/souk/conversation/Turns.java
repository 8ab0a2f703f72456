package io.souk.conversation;

import io.souk.conversation.ConversationStore.Locked;
import io.souk.conversation.ConversationStore.TurnKey;
import io.souk.conversation.Turn.State;
import io.souk.conversation.reply.Composer;
import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.HandoffEvent.HandoffRequested;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.IntentEvent.Wish;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent.EvidenceAnnounced;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.events.Route;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The life of a turn: acknowledged, prepared when the one before it is answered, understood, given its evidence, answered. Every
 * step is one transaction under the conversation's lock, together with its events. Accepted messages = answered turns + turns in
 * progress or waiting, and whatever is in progress has a deadline.
 */
@Component
class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);
    private static final int OVERDUE_AT_ONCE = 100;
    private static final int TITLE = 80;

    private final ConversationStore store;
    private final Outbox outbox;
    private final ProcessedEvents processed;
    private final Composer composer;
    private final TurnMetrics metrics;
    private final ConversationProperties properties;

    Turns(
            ConversationStore store,
            Outbox outbox,
            ProcessedEvents processed,
            Composer composer,
            TurnMetrics metrics,
            ConversationProperties properties) {
        this.store = store;
        this.outbox = outbox;
        this.processed = processed;
        this.composer = composer;
        this.metrics = metrics;
        this.properties = properties;
    }

    void received(MessageReceived message) {
        outbox.transact(() -> {
            if (processed.firstTime(message.meta())) {
                accept(message);
            }
        });
    }

    void classified(IntentClassified intent) {
        finishing(() -> processed.firstTime(intent.meta())
                ? store.lock(intent.conversationId(), intent.turnId()).flatMap(locked -> understand(locked, intent))
                : Optional.empty());
    }

    void gathered(EvidenceGathered evidence) {
        if (evidence.from() == Route.UNKNOWN) {
            return;
        }
        finishing(() -> processed.firstTime(evidence.meta())
                ? store.lock(evidence.conversationId(), evidence.turnId()).flatMap(locked -> add(locked, evidence))
                : Optional.empty());
    }

    /** Answers every turn whose limit has passed, with what there is. Several instances share the work. */
    void answerOverdue() {
        for (var key : store.overdue(OVERDUE_AT_ONCE)) {
            try {
                answerOverdue(key);
            } catch (RuntimeException e) {
                // One turn that cannot be saved must not keep the others waiting; the next sweep tries it again.
                log.atWarn()
                        .addKeyValue("conversationId", key.conversationId())
                        .addKeyValue("turnId", key.turnId())
                        .setCause(e)
                        .log("overdue turn not answered");
            }
        }
    }

    private void answerOverdue(TurnKey key) {
        finishing(() -> store.lockOverdue(key)
                .filter(locked -> locked.turn().isInProgress())
                .map(locked -> answer(
                        locked.conversation(),
                        locked.turn(),
                        Meta.derivedId(key.conversationId(), key.turnId(), "deadline"))));
    }

    private void finishing(Supplier<Optional<TurnMetrics.Answered>> work) {
        var started = Instant.now();
        outbox.transact(work).ifPresent(answered -> metrics.answered(answered, started));
    }

    private void accept(MessageReceived message) {
        var conversation = store.lockOrOpen(message.conversationId(), message.customerId());
        if (!conversation.isOpenTo(message.customerId())) {
            // Its owner must not see it, so it takes no place in the conversation.
            outbox.append(refusal(message, 0, "not-your-conversation", "This conversation belongs to someone else."));
            metrics.refused("not-your-conversation");
            return;
        }
        var seq = conversation.nextSeq();
        if (message.text().isBlank()) {
            refuse(conversation, message, "message-empty", "Please write something.");
        } else if (message.text().length() > MessageReceived.MAX_TEXT) {
            refuse(
                    conversation,
                    message,
                    "message-too-long",
                    "Please write at most %,d characters.".formatted(MessageReceived.MAX_TEXT));
        } else {
            var state = conversation.isBusy() ? State.QUEUED : State.PREPARED;
            var turn = turn(message, seq, state, message.text());
            if (!store.insert(turn, state == State.PREPARED ? properties.turnLimit() : null)) {
                return;
            }
            conversation.say(place ->
                    new TurnAcknowledged(meta(turn, turn.messageEventId(), "ack"), place, message.messageId()));
            conversation.entitle(shortened(message.text()));
            if (state == State.PREPARED) {
                prepare(conversation, turn);
            }
            save(conversation, true);
        }
    }

    private void refuse(Conversation conversation, MessageReceived message, String code, String detail) {
        if (store.insert(turn(message, conversation.nextSeq(), State.REFUSED, ""), null)) {
            conversation.say(place -> refusal(message, place, code, detail));
            save(conversation, false);
            metrics.refused(code);
        }
    }

    private static MessageRefused refusal(MessageReceived message, long seq, String code, String detail) {
        var cause = message.meta().id();
        var meta = new Meta(Meta.derivedId(cause, "refused"), message.conversationId(), message.turnId(), cause, now());
        return new MessageRefused(meta, seq, message.messageId(), code, detail);
    }

    private void prepare(Conversation conversation, Turn turn) {
        conversation.begin(turn.id());
        var history = turn.seq() == 1
                ? List.<HistoryMessage>of()
                : store.historyBefore(turn.conversationId(), turn.seq(), properties.history());
        outbox.append(new TurnPrepared(
                meta(turn, turn.messageEventId(), "turn"),
                turn.text(),
                turn.customerId(),
                history,
                conversation.focus(),
                conversation.pendingAt(now())));
    }

    private Optional<TurnMetrics.Answered> understand(Locked locked, IntentClassified intent) {
        var conversation = locked.conversation();
        if (locked.turn().state() != State.PREPARED) {
            return Optional.empty();
        }
        var turn = locked.turn().with(intent, now());
        conversation.say(
                place -> new IntentAnnounced(meta(turn, intent.meta().id(), "announced"), place, readings(intent)));
        if (turn.awaited().isEmpty()) {
            return Optional.of(answer(conversation, turn, intent.meta().id()));
        }
        store.classified(turn, withoutEmbedding(intent), now(), properties.evidenceLimit());
        save(conversation, false);
        return Optional.empty();
    }

    private Optional<TurnMetrics.Answered> add(Locked locked, EvidenceGathered evidence) {
        var conversation = locked.conversation();
        if (!locked.turn().isInProgress() || locked.turn().has(evidence)) {
            return Optional.empty();
        }
        var turn = locked.turn().with(evidence);
        var card =
                evidence.findings().stream().filter(Turns::isCard).findFirst().orElse(null);
        conversation.say(place -> new EvidenceAnnounced(
                meta(turn, evidence.meta().id(), "announced"), place, evidence.from(), evidence.outcome(), card));
        if (turn.classified() != null && turn.awaited().isEmpty()) {
            return Optional.of(answer(conversation, turn, evidence.meta().id()));
        }
        store.gathered(turn, evidence);
        save(conversation, false);
        return Optional.empty();
    }

    private TurnMetrics.Answered answer(Conversation conversation, Turn turn, String causeId) {
        var intent = turn.classified();
        var missing = turn.awaited();
        var reply = compose(conversation, turn);
        for (var piece : Deltas.split(reply.text())) {
            conversation.say(place -> new ReplyDelta(meta(turn, causeId, "delta/" + place), place, piece));
        }
        var top = intent == null ? null : intent.top();
        var replySeq = conversation.nextSeq();
        conversation.say(place -> new ReplyCompleted(
                // Of the turn, not of the cause: whatever led to it, there is one.
                new Meta(
                        Meta.derivedId(turn.conversationId(), turn.id(), "reply"),
                        turn.conversationId(),
                        turn.id(),
                        causeId,
                        now()),
                place,
                reply.text(),
                reply.citations(),
                reply.cards(),
                reply.suggestions(),
                top == null ? Intent.GENERAL : top.intent(),
                top == null ? 0 : top.confidence(),
                reply.rung(),
                turn.customerId(),
                turn.messageId()));
        var handoff = reply.handoff();
        if (handoff != null) {
            outbox.append(new HandoffRequested(
                    meta(turn, causeId, "handoff"), turn.customerId(), handoff.reason(), handoff.summary()));
        }
        var focus = conversation.focus();
        var pending = conversation.pendingAt(now());
        for (var wish = 0; wish < turn.wishes().size(); wish++) {
            var evidence = turn.evidenceFor(wish);
            focus = FocusTracker.after(focus, turn.wishes().get(wish), findings(evidence), properties.remembered());
            pending = PendingActions.after(pending, turn.wishes().get(wish), evidence);
        }
        conversation.remember(focus, pending, reply.understood());
        var completedAt = now();
        store.completed(
                turn,
                reply.text(),
                replySeq,
                (top == null ? Intent.GENERAL : top.intent()).wireName(),
                reply.rung().wireName(),
                completedAt);
        conversation.end();
        store.nextQueued(conversation.id()).ifPresent(next -> {
            store.prepared(next, properties.turnLimit());
            prepare(conversation, next);
        });
        save(conversation, false);
        return new TurnMetrics.Answered(turn, reply.rung(), top == null ? null : top.intent(), missing);
    }

    /** A reply in any case: a fault of ours must not leave the customer without one. */
    private Reply compose(Conversation conversation, Turn turn) {
        var intent = turn.classified();
        if (intent == null) {
            return composer.apology(turn.id());
        }
        try {
            var pending = conversation.pendingAt(now());
            var wishes = turn.wishes();
            return composer.compose(IntStream.range(0, wishes.size())
                    .mapToObj(wish -> new Gathered(
                            turn.id(),
                            wishes.get(wish),
                            turn.evidenceFor(wish),
                            turn.awaitedFor(wish),
                            pending,
                            conversation.misunderstood()))
                    .toList());
        } catch (RuntimeException e) {
            metrics.composingFailed();
            log.atError()
                    .addKeyValue("conversationId", turn.conversationId())
                    .addKeyValue("turnId", turn.id())
                    .setCause(e)
                    .log("reply not composed");
            return composer.apology(turn.id());
        }
    }

    private void save(Conversation conversation, boolean newMessage) {
        store.save(conversation, newMessage);
        conversation.said().forEach(outbox::append);
    }

    private static Turn turn(MessageReceived message, long seq, State state, String text) {
        var sent = message.meta().time();
        var now = now();
        return new Turn(
                message.conversationId(),
                message.turnId(),
                seq,
                state,
                message.meta().id(),
                message.messageId(),
                message.customerId(),
                text,
                sent.isBefore(now) ? sent : now,
                null,
                null,
                List.of());
    }

    /** Names the turn also when the cause does not: a message of another system may start its turn by its own id. */
    private static Meta meta(Turn turn, String causeId, String step) {
        return new Meta(Meta.derivedId(causeId, step), turn.conversationId(), turn.id(), causeId, now());
    }

    /** Of several wishes the likeliest reading of each, in their order. */
    private static List<RankedIntent> readings(IntentClassified intent) {
        return intent.further().isEmpty()
                ? intent.intents()
                : intent.wishes().stream().map(IntentClassified::top).toList();
    }

    private static boolean isCard(Finding finding) {
        return !(finding instanceof Finding.Passage || finding instanceof Finding.Unknown);
    }

    private static List<Finding> findings(List<EvidenceGathered> evidence) {
        return evidence.stream()
                .filter(gathered -> gathered.outcome() != Outcome.FAILED)
                .flatMap(gathered -> gathered.findings().stream())
                .toList();
    }

    /** The vector has done its work; it would be most of the row. */
    private static IntentClassified withoutEmbedding(IntentClassified intent) {
        return new IntentClassified(
                intent.meta(),
                intent.text(),
                intent.question(),
                intent.intents(),
                intent.entities(),
                intent.routes(),
                null,
                intent.customerId(),
                intent.focus(),
                intent.pendingAction(),
                intent.classifier(),
                intent.further().stream()
                        .map(wish -> new Wish(
                                wish.text(), wish.question(), wish.intents(), wish.entities(), wish.routes(), null))
                        .toList());
    }

    private static String shortened(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= TITLE) {
            return line;
        }
        var end = line.lastIndexOf(' ', TITLE - 1);
        var cut = end > TITLE / 2 ? end : TITLE - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut) + "…";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
