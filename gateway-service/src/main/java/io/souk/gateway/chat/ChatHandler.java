package io.souk.gateway.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.gateway.chat.ChatException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients say over {@code /ws/chat}. An error is answered on the same socket, which stays usable. */
@Component
class ChatHandler extends TextWebSocketHandler implements SubProtocolCapable {
    static final CloseStatus TOKEN_EXPIRED = new CloseStatus(4401, "token expired, sign in again");
    static final CloseStatus ACCOUNT_ERASED = new CloseStatus(4510, "account erased");
    static final int MAX_FRAME_BYTES = 16 * 1024;
    private static final Logger log = LoggerFactory.getLogger(ChatHandler.class);
    private static final String SOCKET = "socket";

    private final Sockets sockets;
    private final Journal journal;
    private final Inbox inbox;
    private final RateLimits limits;
    private final JsonMapper json;
    private final MeterRegistry meters;

    ChatHandler(
            Sockets sockets, Journal journal, Inbox inbox, RateLimits limits, JsonMapper json, MeterRegistry meters) {
        this.sockets = sockets;
        this.journal = journal;
        this.inbox = inbox;
        this.limits = limits;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("souk.v1");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        if (!(session.getAttributes().get(Handshake.CLIENT) instanceof Client client)) {
            session.close(
                    session.getAttributes().get(Handshake.REFUSAL) instanceof CloseStatus refusal
                            ? refusal
                            : CloseStatus.SERVER_ERROR);
            return;
        }
        var wished = Optional.ofNullable((String) session.getAttributes().get(Handshake.CONVERSATION))
                .filter(id -> ClientFrame.CONVERSATION_ID.matcher(id).matches());
        var socket = sockets.open(session, client, wished.orElseGet(ChatHandler::newConversation));
        if (socket == null) {
            session.close(CloseStatus.SERVICE_OVERLOAD.withReason("no room, come back later"));
            return;
        }
        session.getAttributes().put(SOCKET, socket);
        if (wished.isPresent()) {
            bringIn(socket, wished.get());
        } else {
            sockets.subscribe(socket, socket.conversationId(), 0, true, false);
        }
        sockets.send(socket, new ServerFrame.Ready(socket.conversationId(), client.customerId()));
    }

    /** The client comes with a conversation: shows it if it is its own, a new one if not, and asks again later if nobody can tell. */
    private void bringIn(ChatSocket socket, String conversationId) {
        try {
            enter(socket, conversationId, true);
        } catch (ChatException e) {
            if (e.code() == Code.NOT_YOUR_CONVERSATION) {
                sockets.subscribe(socket, newConversation(), 0, true, false);
            }
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        if (!(session.getAttributes().get(SOCKET) instanceof ChatSocket socket)) {
            return;
        }
        var payload = message.getPayload();
        if (payload.length() > MAX_FRAME_BYTES || payload.getBytes(UTF_8).length > MAX_FRAME_BYTES) {
            socket.close(CloseStatus.TOO_BIG_TO_PROCESS);
            return;
        }
        if (!socket.mayTakeFrame()) {
            socket.close(CloseStatus.POLICY_VIOLATION.withReason("too many frames"));
            return;
        }
        try {
            take(socket, ClientFrame.parse(json, payload));
        } catch (ChatException e) {
            meters.counter("souk.gateway.frames", "direction", "in", "type", "invalid")
                    .increment();
            refuse(socket, e, ClientFrame.idOf(json, payload));
        }
    }

    private void take(ChatSocket socket, ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Message message -> {
                count("message");
                later(socket, message.id(), () -> say(socket, message));
            }
            case ClientFrame.Resume resume -> {
                count("resume");
                later(socket, null, () -> resume(socket, resume));
            }
            case ClientFrame.Feedback feedback -> {
                count("feedback");
                later(socket, null, () -> judge(socket, feedback));
            }
            case ClientFrame.Desk _ -> {
                count("desk");
                if (!socket.client().agent()) {
                    throw new ChatException(Code.AGENTS_ONLY, "This is for the people who work here.");
                }
                sockets.sitAtDesk(socket);
            }
        }
    }

    /** Off the reading thread, in order; what goes wrong is answered like any other error. */
    private void later(ChatSocket socket, @Nullable String id, Runnable work) {
        var taken = socket.later(() -> {
            try {
                work.run();
            } catch (ChatException e) {
                refuse(socket, e, id);
            } catch (RuntimeException e) {
                log.error("a frame could not be handled", e);
                refuse(socket, ChatException.unavailable(), id);
            }
        });
        if (!taken) {
            refuse(
                    socket,
                    new ChatException(Code.RATE_LIMITED, "Please wait for the answers so far.", Duration.ofSeconds(1)),
                    id);
        }
    }

    private void say(ChatSocket socket, ClientFrame.Message message) {
        var client = socket.client();
        var conversationId = message.conversationId() == null ? socket.conversationId() : message.conversationId();
        limits.take(client.customerId(), conversationId, client.address());
        var subscription = subscriptionTo(socket, conversationId);
        socket.stopAwaitingResume();
        subscription.expect(Inbox.turnId(conversationId, message.id()));
        inbox.say(conversationId, message.id(), message.text(), client.customerId(), "web")
                .exceptionally(_ -> {
                    refuse(socket, ChatException.unavailable(), message.id());
                    return null;
                });
    }

    private void resume(ChatSocket socket, ClientFrame.Resume resume) {
        var state = journal.state(resume.conversationId(), socket.client().customerId());
        if (state.isEmpty()) {
            sockets.subscribe(socket, resume.conversationId(), 0, false, false);
            sockets.send(socket, new ServerFrame.Resumed(resume.after() == 0, null));
            return;
        }
        var subscription = sockets.subscribe(socket, resume.conversationId(), resume.after(), true, true);
        var recovered = sockets.catchUp(socket, subscription);
        sockets.send(socket, new ServerFrame.Resumed(recovered, state.get()));
    }

    private void judge(ChatSocket socket, ClientFrame.Feedback feedback) {
        var conversationId = socket.conversationId();
        subscriptionTo(socket, conversationId);
        inbox.judge(
                        conversationId,
                        feedback.turnId(),
                        feedback.helpful(),
                        socket.client().customerId())
                .exceptionally(_ -> {
                    refuse(socket, ChatException.unavailable(), null);
                    return null;
                });
    }

    /** The socket's subscription to this conversation; a conversation it did not show before is checked first. */
    private Subscription subscriptionTo(ChatSocket socket, String conversationId) {
        var current = socket.subscription();
        return current != null && current.conversationId().equals(conversationId)
                ? current
                : enter(socket, conversationId, false);
    }

    private Subscription enter(ChatSocket socket, String conversationId, boolean mayResume) {
        var state = journal.state(conversationId, socket.client().customerId());
        var last = state.map(ChatHandler::lastSeq).orElse(0L);
        var awaitResume = mayResume && state.isPresent();
        var subscription = sockets.subscribe(socket, conversationId, last, state.isPresent(), awaitResume);
        if (awaitResume) {
            socket.awaitResume();
        }
        return subscription;
    }

    private static long lastSeq(JsonNode state) {
        return state.path("lastSeq").asLong(Subscription.ANYWHERE);
    }

    private void refuse(ChatSocket socket, ChatException refusal, @Nullable String id) {
        meters.counter("souk.gateway.messages.rejected", "code", refusal.code().wireName())
                .increment();
        var retryAfter = refusal.retryAfter();
        sockets.send(
                socket,
                new ServerFrame.Refused(
                        refusal.code().wireName(),
                        String.valueOf(refusal.getMessage()),
                        id,
                        null,
                        null,
                        retryAfter == null ? null : Math.max(1, retryAfter.toMillis())));
    }

    private void count(String type) {
        meters.counter("souk.gateway.frames", "direction", "in", "type", type).increment();
    }

    private static String newConversation() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable error) {
        log.debug("socket {} broke: {}", session.getId(), error.getClass().getSimpleName());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (session.getAttributes().get(SOCKET) instanceof ChatSocket socket) {
            sockets.gone(socket);
        }
    }
}
