package io.souk.gateway.chat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.ReplyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** All open sockets of this process, by conversation, and everything that reaches them. */
@Component
class Sockets implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sockets.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ChatProperties properties;
    private final Journal journal;
    private final JsonMapper json;
    private final MeterRegistry meters;
    private final Timer turns;
    private final Counter healed;

    private final Set<ChatSocket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<ChatSocket>> byConversation = new ConcurrentHashMap<>();
    private final Set<ChatSocket> desk = ConcurrentHashMap.newKeySet();
    private final Cache<String, Timer.Sample> accepted = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(2))
            .build();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sockets-clock").factory());
    private volatile boolean running;

    Sockets(ChatProperties properties, Journal journal, JsonMapper json, MeterRegistry meters) {
        this.properties = properties;
        this.journal = journal;
        this.json = json;
        this.meters = meters;
        Gauge.builder("souk.gateway.sockets", open, Set::size)
                .description("Open chat sockets")
                .register(meters);
        this.turns = Timer.builder("souk.gateway.turn.duration")
                .description(
                        "From the message's acknowledgement by the broker's client until its reply is on its way to the socket")
                .publishPercentileHistogram()
                .register(meters);
        this.healed = Counter.builder("souk.gateway.gaps")
                .description("Gaps in a socket's frames that the journal was asked to fill")
                .register(meters);
    }

    /** A frame with its place, written out once for all sockets. */
    record Line(
            long seq,
            TextMessage message,
            String type,
            @Nullable String endsTurn) {}

    /** Null: too many already, or going down. */
    @Nullable
    ChatSocket open(WebSocketSession session, Client client, String conversationId) {
        if (!running || open.size() >= properties.maxSockets()) {
            return null;
        }
        var socket = new ChatSocket(
                session, client, conversationId, properties.sendBuffer().toBytes(), this::run, properties.pingEvery());
        open.add(socket);
        return socket;
    }

    void gone(ChatSocket socket) {
        open.remove(socket);
        desk.remove(socket);
        var subscription = socket.subscription();
        if (subscription != null) {
            subscription.end();
            leave(socket, subscription.conversationId());
        }
    }

    /** From now on the socket is told of what happens in conversations that a person has. */
    void sitAtDesk(ChatSocket socket) {
        desk.add(socket);
        if (!open.contains(socket)) {
            desk.remove(socket);
        }
    }

    /** From now on the socket shows this conversation, from after {@code last}; see {@link Subscription}. */
    Subscription subscribe(ChatSocket socket, String conversationId, long last, boolean proven, boolean holding) {
        var before = socket.subscription();
        if (before != null && !before.conversationId().equals(conversationId)) {
            leave(socket, before.conversationId());
        }
        var subscription = new Subscription(
                conversationId, last, proven, holding, line -> write(socket, line.message(), line.type()));
        socket.show(subscription);
        byConversation.compute(conversationId, (_, sockets) -> {
            var all = sockets == null ? ConcurrentHashMap.<ChatSocket>newKeySet() : sockets;
            all.add(socket);
            return all;
        });
        if (!open.contains(socket)) {
            leave(socket, conversationId);
        }
        return subscription;
    }

    private void leave(ChatSocket socket, String conversationId) {
        byConversation.computeIfPresent(conversationId, (_, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
    }

    void send(ChatSocket socket, ServerFrame frame) {
        var line = line(frame, 0);
        write(socket, line.message(), line.type());
    }

    /** A message was taken: the clock of its turn starts, once. */
    void accepted(String turnId) {
        accepted.asMap().computeIfAbsent(turnId, _ -> Timer.start());
    }

    /** A reply came live: to every socket that shows its conversation. */
    void deliver(ReplyEvent event) {
        var frame = Frames.of(event);
        if (frame == null) {
            return;
        }
        var sockets = byConversation.getOrDefault(event.conversationId(), Set.of());
        if (!sockets.isEmpty()) {
            var line = line(frame, event.seq());
            for (var socket : sockets) {
                var subscription = socket.subscription();
                if (subscription == null || !subscription.conversationId().equals(event.conversationId())) {
                    continue;
                }
                if (event.seq() == 0) {
                    turnAway(socket, subscription, event, line);
                } else if (isSomeoneElses(event, socket.client())) {
                    expel(socket, subscription);
                } else if (subscription.live(line)) {
                    run(() -> heal(socket, subscription));
                }
            }
        }
        if (!desk.isEmpty() && isOfTheDesk(event)) {
            var line = line(new ServerFrame.Handoff(event.conversationId()), 0);
            desk.forEach(socket -> write(socket, line.message(), line.type()));
        }
        if (event instanceof ReplyEvent.ReplyCompleted reply) {
            var clock = accepted.asMap().remove(reply.turnId());
            if (clock != null) {
                clock.stop(turns);
            }
        }
    }

    /** A hand-off, and every message of the customer after it, has its reply on this rung; a person's words are notices of no order. */
    private static boolean isOfTheDesk(ReplyEvent event) {
        return switch (event) {
            case ReplyEvent.ReplyCompleted reply -> reply.rung() == ReplyEvent.Rung.HANDOFF;
            case ReplyEvent.NoticePosted notice -> notice.orderId() == null;
            case ReplyEvent.TurnAcknowledged _,
                    ReplyEvent.MessageRefused _,
                    ReplyEvent.IntentAnnounced _,
                    ReplyEvent.EvidenceAnnounced _,
                    ReplyEvent.ReplyDelta _,
                    ReplyEvent.Unknown _ -> false;
        };
    }

    /** Nothing that the customer says now would be kept. */
    @EventListener
    void erased(ErasureRequested request) {
        if (Instant.now().isBefore(request.closedUntil())) {
            open.stream()
                    .filter(socket ->
                            request.customerId().equals(socket.client().customerId()))
                    .forEach(socket -> socket.close(ChatHandler.ACCOUNT_ERASED));
        }
    }

    /** A refusal without a place is only for who said it: the conversation is not hers, or not to be had. */
    private void turnAway(ChatSocket socket, Subscription subscription, ReplyEvent event, Line line) {
        if (subscription.expectsNoMore(event.turnId())) {
            write(socket, line.message(), line.type());
            if (event instanceof ReplyEvent.MessageRefused refused
                    && refused.code().equals(ChatException.Code.NOT_YOUR_CONVERSATION.wireName())) {
                drop(socket, subscription);
            }
        }
    }

    /** A guest's conversation becomes a customer's when she signs in; who else knew its id stops seeing it. */
    private static boolean isSomeoneElses(ReplyEvent event, Client client) {
        return event instanceof ReplyEvent.ReplyCompleted reply
                && reply.customerId() != null
                && !reply.customerId().equals(client.customerId());
    }

    /**
     * Fills a subscription from the journal and lets what came live meanwhile out behind it.
     *
     * @return whether nothing is missing
     */
    boolean catchUp(ChatSocket socket, Subscription subscription) {
        try {
            var missed = journal.after(
                    subscription.conversationId(), socket.client().customerId(), Math.max(0, subscription.last()));
            if (missed.isEmpty()) {
                if (subscription.isForeign()) {
                    expel(socket, subscription);
                }
                return false;
            }
            return subscription.fill(missed.get().stream().flatMap(this::lines).toList());
        } catch (ChatException e) {
            if (e.code() == ChatException.Code.NOT_YOUR_CONVERSATION) {
                expel(socket, subscription);
            } else {
                subscription.release();
            }
            return false;
        }
    }

    private void drop(ChatSocket socket, Subscription subscription) {
        subscription.end();
        leave(socket, subscription.conversationId());
        socket.forget(subscription);
    }

    private void expel(ChatSocket socket, Subscription subscription) {
        drop(socket, subscription);
        var refusal = ChatException.notYourConversation();
        send(
                socket,
                new ServerFrame.Refused(
                        refusal.code().wireName(), String.valueOf(refusal.getMessage()), null, null, null, null));
    }

    private Stream<Line> lines(ReplyEvent event) {
        var frame = Frames.of(event);
        return frame == null ? Stream.empty() : Stream.of(line(frame, event.seq()));
    }

    private void heal(ChatSocket socket, Subscription subscription) {
        healed.increment();
        catchUp(socket, subscription);
    }

    private Line line(ServerFrame frame, long seq) {
        return switch (frame) {
            case ServerFrame.Reply reply -> line(frame, "reply", seq, reply.turnId());
            case ServerFrame.Refused error -> line(frame, "error", seq, error.turnId());
            case ServerFrame.Ready _ -> line(frame, "ready", seq, null);
            case ServerFrame.Ack _ -> line(frame, "ack", seq, null);
            case ServerFrame.Intents _ -> line(frame, "intent", seq, null);
            case ServerFrame.Evidence _ -> line(frame, "evidence", seq, null);
            case ServerFrame.Delta _ -> line(frame, "delta", seq, null);
            case ServerFrame.Notice _ -> line(frame, "notice", seq, null);
            case ServerFrame.Resumed _ -> line(frame, "resumed", seq, null);
            case ServerFrame.Handoff _ -> line(frame, "handoff", seq, null);
        };
    }

    private Line line(ServerFrame frame, String type, long seq, @Nullable String endsTurn) {
        return new Line(seq, new TextMessage(json.writeValueAsBytes(frame)), type, endsTurn);
    }

    private void write(ChatSocket socket, TextMessage message, String type) {
        meters.counter("souk.gateway.frames", "direction", "out", "type", type).increment();
        socket.send(message);
    }

    /** On the way down there is nothing left to do for a socket, and a listener must not fail because of it. */
    private void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            log.debug("no more work for sockets, going down");
        }
    }

    private void tick() {
        try {
            var now = System.nanoTime();
            for (var socket : open) {
                socket.tick(properties, now);
                var subscription = socket.subscription();
                if (subscription != null
                        && subscription.isSuspiciouslySilent(
                                now, properties.healAfter().toNanos())) {
                    run(() -> heal(socket, subscription));
                }
            }
        } catch (RuntimeException e) {
            log.error("the sockets' clock stumbled", e);
        }
    }

    @Override
    public void start() {
        running = true;
        var _ = clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Before Tomcat goes down: what was taken is published, then every client is told to come back at once. */
    @Override
    public void stop() {
        running = false;
        var lanes = open.stream().map(ChatSocket::idle).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(lanes)
                .completeOnTimeout(null, DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        List.copyOf(open).forEach(socket -> socket.close(CloseStatus.SERVICE_RESTARTED));
        clock.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
