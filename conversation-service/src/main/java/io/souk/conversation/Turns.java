package io.souk.conversation;

import io.souk.conversation.ConversationStore.Locked;
import io.souk.conversation.ConversationStore.TurnKey;
import io.souk.conversation.Turn.State;
import io.souk.conversation.model.Assignment;
import io.souk.conversation.model.Budget;
import io.souk.conversation.model.ReplyModel;
import io.souk.conversation.reply.Composer;
import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Gists;
import io.souk.conversation.reply.Reply;
import io.souk.conversation.reply.Reply.Handoff;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.HandoffEvent.CustomerWrote;
import io.souk.events.HandoffEvent.HandoffRequested;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.MessageEvent.MessageReceived;
import io.souk.events.Meta;
import io.souk.events.Offer;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.events.ReplyEvent.Citation;
import io.souk.events.ReplyEvent.EvidenceAnnounced;
import io.souk.events.ReplyEvent.IntentAnnounced;
import io.souk.events.ReplyEvent.MessageRefused;
import io.souk.events.ReplyEvent.ReplyCompleted;
import io.souk.events.ReplyEvent.ReplyDelta;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.ReplyEvent.TurnAcknowledged;
import io.souk.events.Route;
import io.souk.events.TurnEvent.HistoryMessage;
import io.souk.events.TurnEvent.Source;
import io.souk.events.TurnEvent.Topic;
import io.souk.events.TurnEvent.TurnPrepared;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

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
    /** Of a very long conversation its later part is told. */
    private static final int MOST_GISTS = 40;

    private final ConversationStore store;
    private final Outbox outbox;
    private final ProcessedEvents processed;
    private final ErasedCustomers erased;
    private final Composer composer;
    private final Gists gists;
    private final ReplyModel model;
    private final ReplyWriting writing;
    private final Earlier earlier;
    private final Budget budget;
    private final TurnMetrics metrics;
    private final ConversationProperties properties;

    Turns(
            ConversationStore store,
            Outbox outbox,
            ProcessedEvents processed,
            ErasedCustomers erased,
            Composer composer,
            Gists gists,
            ReplyModel model,
            ReplyWriting writing,
            Earlier earlier,
            Budget budget,
            TurnMetrics metrics,
            ConversationProperties properties) {
        this.store = store;
        this.outbox = outbox;
        this.processed = processed;
        this.erased = erased;
        this.composer = composer;
        this.gists = gists;
        this.model = model;
        this.writing = writing;
        this.earlier = earlier;
        this.budget = budget;
        this.metrics = metrics;
        this.properties = properties;
    }

    void received(MessageReceived message) {
        outbox.transact(() -> {
            if (processed.firstTime(message.meta())
                    && !erased.isClosed(message.customerId(), message.meta().time())) {
                accept(message);
            }
        });
    }

    /** A redelivery finds the turn understood, and changes nothing. */
    void classified(IntentClassified intent) {
        finishing(() ->
                store.lock(intent.conversationId(), intent.turnId()).flatMap(locked -> understand(locked, intent)));
    }

    /** A redelivery finds the turn with this evidence, or answered, and changes nothing. */
    void gathered(EvidenceGathered evidence) {
        if (evidence.from() == Route.UNKNOWN) {
            return;
        }
        finishing(() ->
                store.lock(evidence.conversationId(), evidence.turnId()).flatMap(locked -> add(locked, evidence)));
    }

    /** Answers every turn whose limit has passed, with what there is. Several instances share the work. */
    void answerOverdue() {
        for (var key : store.overdue(OVERDUE_AT_ONCE)) {
            // As a listener has them: whatever is said in the log below says of which turn.
            try (var _ = MDC.putCloseable("conversationId", key.conversationId());
                    var _ = MDC.putCloseable("turnId", key.turnId())) {
                answerOverdue(key);
            } catch (RuntimeException e) {
                // One turn that cannot be saved must not keep the others waiting; the next sweep tries it again.
                log.warn("overdue turn {} not answered", key.turnId(), e);
            }
        }
    }

    private void answerOverdue(TurnKey key) {
        finishing(() -> store.lockOverdue(key)
                .filter(locked -> locked.turn().isInProgress() || locked.turn().state() == State.COMPOSING)
                .map(locked -> complete(
                        locked.conversation(),
                        locked.turn(),
                        Meta.derivedId(key.conversationId(), key.turnId(), "deadline"),
                        compose(locked.conversation(), locked.turn()),
                        "")));
    }

    private void finishing(Supplier<Optional<TurnMetrics.Answered>> work) {
        finishing(Instant.now(), work);
    }

    private void finishing(Instant started, Supplier<Optional<TurnMetrics.Answered>> work) {
        outbox.transact(work).ifPresent(answered -> metrics.answered(answered, started));
    }

    private void accept(MessageReceived message) {
        // Where customers are identified by their words, a name that stands beside them is not believed.
        var mayIdentify = properties.mayIdentify(message);
        var named = mayIdentify ? null : message.customerId();
        var conversation = store.lockOrOpen(message.conversationId(), named);
        if (!conversation.isOpenTo(named, mayIdentify)) {
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
            var customer = mayIdentify ? conversation.identifiedCustomer() : named;
            var turn = turn(message, seq, state, message.text(), customer, mayIdentify);
            if (!store.insert(turn, state == State.PREPARED ? properties.turnLimit() : null)) {
                return;
            }
            conversation.say(place ->
                    new TurnAcknowledged(meta(turn, turn.messageEventId(), "ack"), place, message.messageId()));
            conversation.entitle(shortened(message.text()));
            if (state == State.PREPARED) {
                begin(conversation, turn);
            }
            store.save(conversation, true);
        }
    }

    private void refuse(Conversation conversation, MessageReceived message, String code, String detail) {
        if (store.insert(turn(message, conversation.nextSeq(), State.REFUSED, "", null, false), null)) {
            conversation.say(place -> refusal(message, place, code, detail));
            store.save(conversation, false);
            metrics.refused(code);
        }
    }

    private static MessageRefused refusal(MessageReceived message, long seq, String code, String detail) {
        var cause = message.meta().id();
        var meta = new Meta(Meta.derivedId(cause, "refused"), message.conversationId(), message.turnId(), cause, now());
        return new MessageRefused(meta, seq, message.messageId(), code, detail);
    }

    /** What a person answers needs no understanding. */
    private void begin(Conversation conversation, Turn turn) {
        if (conversation.isWithPerson()) {
            passOn(conversation, turn);
        } else {
            prepare(conversation, turn);
        }
    }

    /** The assistant is quiet: its one reply only says that the message has arrived where it should. */
    private void passOn(Conversation conversation, Turn turn) {
        var reply = composer.passedOn(turn.id());
        var causeId = turn.messageEventId();
        var replySeq = conversation.nextSeq();
        conversation.say(place -> completed(turn, causeId, place, reply, null));
        outbox.append(new CustomerWrote(meta(turn, causeId, "passed-on"), turn.customerId(), turn.text()));
        store.completed(
                turn,
                reply.text(),
                replySeq,
                Intent.HUMAN_AGENT.wireName(),
                reply.rung().wireName(),
                "",
                now());
        metrics.passedOn();
    }

    private static ReplyCompleted completed(
            Turn turn, String causeId, long place, Reply reply, @Nullable RankedIntent top) {
        return new ReplyCompleted(
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
                top != null ? top.intent() : reply.rung() == Rung.HANDOFF ? Intent.HUMAN_AGENT : Intent.GENERAL,
                top == null ? 0 : top.confidence(),
                reply.rung(),
                turn.customerId(),
                turn.messageId());
    }

    private void prepare(Conversation conversation, Turn turn) {
        conversation.begin(turn.id());
        var history = turn.seq() == 1
                ? List.<HistoryMessage>of()
                : store.historyBefore(turn.conversationId(), turn.seq(), properties.history());
        outbox.append(new TurnPrepared(
                meta(turn, turn.messageEventId(), "turn"),
                turn.text(),
                turn.mayIdentify() ? conversation.identifiedCustomer() : turn.customerId(),
                history,
                conversation.focus(),
                conversation.pendingAt(now()),
                turn.mayIdentify() ? Boolean.TRUE : null,
                conversation.topic(),
                conversation.offerAt(now()),
                history.size() < properties.history() ? null : earlier.before(turn.conversationId(), turn.seq()),
                (model.isSetUp() && !budget.allows(turn.customerId(), turn.conversationId())) ? Boolean.FALSE : null));
    }

    private Optional<TurnMetrics.Answered> understand(Locked locked, IntentClassified intent) {
        var conversation = locked.conversation();
        if (locked.turn().state() != State.PREPARED) {
            return Optional.empty();
        }
        pay(intent);
        var turn = locked.turn().with(intent, now());
        conversation.say(
                place -> new IntentAnnounced(meta(turn, intent.meta().id(), "announced"), place, readings(intent)));
        if (turn.awaited().isEmpty()) {
            return answer(conversation, turn, intent.meta().id());
        }
        // Only a model's answers are looked up by it later; it would be most of the row.
        var kept = model.isSetUp() ? intent : intent.withoutVectors();
        store.save(conversation, false, store.classified(turn, kept, now(), properties.evidenceLimit()));
        return Optional.empty();
    }

    /** For a model that intent-service asked. Apart from the transaction, since all customers' spending meets in one row. */
    private void pay(IntentClassified intent) {
        var use = intent.modelUse();
        if (use != null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    Thread.startVirtualThread(() -> budget.spend(intent, use));
                }
            });
        }
    }

    private Optional<TurnMetrics.Answered> add(Locked locked, EvidenceGathered evidence) {
        var conversation = locked.conversation();
        identify(locked, evidence); // even if it comes too late for this turn
        if (!locked.turn().isInProgress() || locked.turn().has(evidence)) {
            return Optional.empty();
        }
        var turn = locked.turn().with(evidence);
        var card =
                evidence.findings().stream().filter(Turns::isCard).findFirst().orElse(null);
        conversation.say(place -> new EvidenceAnnounced(
                meta(turn, evidence.meta().id(), "announced"), place, evidence.from(), evidence.outcome(), card));
        if (turn.classified() != null && turn.awaited().isEmpty()) {
            return answer(conversation, turn, evidence.meta().id());
        }
        store.save(conversation, false, store.gathered(turn, evidence));
        return Optional.empty();
    }

    private void identify(Locked locked, EvidenceGathered evidence) {
        var customer = evidence.identified();
        if (customer != null
                && evidence.from() == Route.TOOLS
                && locked.turn().mayIdentify()
                && locked.conversation().identify(customer)) {
            store.identified(locked.conversation().id(), customer);
        }
    }

    /** With what was composed, unless a model is to write it: then as soon as the model has, or has failed to. */
    private Optional<TurnMetrics.Answered> answer(Conversation conversation, Turn turn, String causeId) {
        var started = Instant.now();
        var composed = compose(conversation, turn);
        var assignment = turn.classified() == null
                ? Optional.<Assignment>empty()
                : model.assignment(gathered(conversation, turn), composed);
        if (assignment.isEmpty()) {
            return Optional.of(complete(conversation, turn, causeId, composed, ""));
        }
        var limit = store.composing(turn, properties.writingLimit());
        store.save(conversation, false);
        writing.onceCommitted(
                assignment.get(),
                turn,
                limit,
                causeId,
                (written, streamed) -> finishing(
                        started,
                        () -> store.lock(turn.conversationId(), turn.id())
                                .filter(locked -> locked.turn().state() == State.COMPOSING)
                                .map(locked -> complete(
                                        locked.conversation(),
                                        locked.turn().instead(written.proposed()),
                                        causeId,
                                        written.reply(),
                                        streamed))));
        return Optional.empty();
    }

    /** @param streamed what the customer has seen of the reply already */
    private TurnMetrics.Answered complete(
            Conversation conversation, Turn turn, String causeId, Reply reply, String streamed) {
        var intent = turn.classified();
        var missing = turn.awaited();
        var rest = reply.text().startsWith(streamed) ? reply.text().substring(streamed.length()) : "";
        if (!rest.isEmpty()) {
            for (var piece : Deltas.split(rest)) {
                conversation.say(place -> new ReplyDelta(meta(turn, causeId, "delta/" + place), place, piece));
            }
        }
        var top = intent == null ? null : intent.top();
        var replySeq = conversation.nextSeq();
        conversation.say(place -> completed(turn, causeId, place, reply, top));
        var handoff = reply.handoff();
        if (handoff != null) {
            var summary = summary(turn, handoff);
            outbox.append(
                    new HandoffRequested(meta(turn, causeId, "handoff"), turn.customerId(), handoff.reason(), summary));
            conversation.handOff();
            store.handedOff(conversation.id(), handoff.reason(), summary);
        }
        var focus = conversation.focus();
        var pending = conversation.pendingAt(now());
        for (var wish = 0; wish < turn.wishes().size(); wish++) {
            var evidence = turn.evidenceFor(wish);
            focus = FocusTracker.after(
                    focus, turn.wishes().get(wish), findings(evidence), reply.chosen(), properties.remembered());
            pending = PendingActions.after(pending, turn.wishes().get(wish), evidence);
        }
        var topic = topic(conversation.topic(), turn, reply);
        focus = focus.withDocuments(documents(focus, topic, reply));
        conversation.remember(focus, pending, topic, offer(conversation, topic, reply, pending), reply.understood());
        var completedAt = now();
        var othersWait = store.completed(
                turn,
                reply.text(),
                replySeq,
                (top == null ? Intent.GENERAL : top.intent()).wireName(),
                reply.rung().wireName(),
                gist(turn),
                completedAt);
        earlier.onceCommitted(turn);
        conversation.end();
        if (othersWait) {
            beginNext(conversation);
        }
        store.save(conversation, false);
        return new TurnMetrics.Answered(turn, reply.rung(), top == null ? null : top.intent(), missing);
    }

    /** What the next message may lean on; manners leave it as it was. */
    private static @Nullable Topic topic(@Nullable Topic before, Turn turn, Reply reply) {
        if (turn.wishes().isEmpty()) {
            return null;
        }
        var wish = turn.wishes().getLast();
        return switch (wish.top().intent()) {
            case AFFIRM, DENY, GREETING, THANKS -> reply.cards().isEmpty() ? before : topic(wish, reply);
            default -> topic(wish, reply);
        };
    }

    private static Topic topic(IntentClassified wish, Reply reply) {
        return new Topic(wish.top().intent(), wish.top().variant(), wish.question(), source(reply));
    }

    /** What was cited last, until something else than documents answers. */
    private List<String> documents(Focus focus, @Nullable Topic topic, Reply reply) {
        if (!reply.citations().isEmpty()) {
            return reply.citations().stream()
                    .map(Citation::documentId)
                    .distinct()
                    .limit(properties.remembered())
                    .toList();
        }
        var isElsewhere =
                topic != null && (topic.answeredBy() == Source.PRODUCTS || topic.answeredBy() == Source.ORDERS);
        return isElsewhere ? List.of() : focus.documents();
    }

    private static Source source(Reply reply) {
        var sources = reply.cards().stream()
                .map(card -> switch (card) {
                    case Finding.Products _, Finding.Comparison _, Finding.Compatibility _ -> Source.PRODUCTS;
                    case Finding.Order _, Finding.Orders _, Finding.Proposal _, Finding.Question _, Finding.Done _ ->
                        Source.ORDERS;
                    // A guest who must sign in may have had the answer from the documents.
                    case Finding.Refusal _ -> reply.citations().isEmpty() ? Source.ORDERS : Source.DOCUMENTS;
                    case Finding.Passage _, Finding.Unknown _ -> Source.NOTHING;
                })
                .toList();
        if (sources.contains(Source.PRODUCTS)) {
            return Source.PRODUCTS;
        }
        if (sources.contains(Source.ORDERS)) {
            return Source.ORDERS;
        }
        return reply.citations().isEmpty() ? Source.NOTHING : Source.DOCUMENTS;
    }

    /** What a yes means from now on: what this reply offers; a question answered from documents leaves what was offered before it. */
    private static @Nullable Offer offer(
            Conversation conversation, @Nullable Topic topic, Reply reply, @Nullable PendingAction pending) {
        if (pending != null || reply.offer() != null) {
            return pending == null ? reply.offer() : null;
        }
        return topic != null && !topic.equals(conversation.topic()) && topic.answeredBy() == Source.DOCUMENTS
                ? conversation.offerAt(now())
                : null;
    }

    /** What a person has not read is told in order, however long ago it was. */
    private String summary(Turn turn, Handoff handoff) {
        var before = store.gistsBefore(turn.conversationId(), turn.seq(), MOST_GISTS).stream()
                .distinct()
                .toList();
        return before.isEmpty() ? handoff.summary() : handoff.summary().strip() + ' ' + gists.sofar(before);
    }

    private String gist(Turn turn) {
        return IntStream.range(0, turn.wishes().size())
                .mapToObj(wish -> gists.of(turn.wishes().get(wish), findings(turn.evidenceFor(wish))))
                .filter(gist -> !gist.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private void beginNext(Conversation conversation) {
        while (!conversation.isBusy()) {
            var next = store.nextQueued(conversation.id());
            if (next.isEmpty()) {
                return;
            }
            store.prepared(next.get(), properties.turnLimit());
            begin(conversation, next.get());
        }
    }

    /** A reply in any case: a fault of ours must not leave the customer without one. */
    private Reply compose(Conversation conversation, Turn turn) {
        var intent = turn.classified();
        if (intent == null) {
            return composer.apology(turn.id());
        }
        try {
            return composer.compose(gathered(conversation, turn));
        } catch (RuntimeException e) {
            metrics.composingFailed();
            log.error("reply not composed", e);
            return composer.apology(turn.id());
        }
    }

    private static List<Gathered> gathered(Conversation conversation, Turn turn) {
        var pending = conversation.pendingAt(now());
        var wishes = turn.wishes();
        return IntStream.range(0, wishes.size())
                .mapToObj(wish -> new Gathered(
                        turn.id(),
                        wishes.get(wish),
                        turn.evidenceFor(wish),
                        turn.awaitedFor(wish),
                        pending,
                        conversation.misunderstood()))
                .toList();
    }

    private static Turn turn(
            MessageReceived message,
            long seq,
            State state,
            String text,
            @Nullable String customerId,
            boolean mayIdentify) {
        var sent = message.meta().time();
        var now = now();
        return new Turn(
                message.conversationId(),
                message.turnId(),
                seq,
                state,
                message.meta().id(),
                message.messageId(),
                customerId,
                text,
                mayIdentify,
                sent.isBefore(now) ? sent : now,
                null,
                null,
                List.of());
    }

    /** Names the turn also when the cause does not: a message of another system may start its turn by its own id. */
    static Meta meta(Turn turn, String causeId, String step) {
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
