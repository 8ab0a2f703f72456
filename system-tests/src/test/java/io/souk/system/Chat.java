package io.souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person at one socket. */
final class Chat implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    /** What arrived, and when. */
    private record Frame(JsonNode body, long nanos) {
        boolean is(String type) {
            return body.path("type").asString().equals(type);
        }
    }

    private Chat(Platform platform, @Nullable String token) {
        var builder = HTTP.newWebSocketBuilder().subprotocols("souk.v1");
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        var url = platform.url();
        socket = builder.buildAsync(URI.create("ws://" + url.getAuthority() + "/ws/chat"), this)
                .join();
        await("ready").atMost(PATIENCE).until(() -> first("ready", _ -> true).isPresent());
    }

    static Chat asGuest(Platform platform) {
        return new Chat(platform, null);
    }

    static Chat as(String username, Platform platform) {
        return new Chat(platform, platform.signIn(username));
    }

    String conversationId() {
        return first("ready", _ -> true)
                .orElseThrow()
                .body()
                .path("conversationId")
                .stringValue();
    }

    /** Says it and waits for the whole reply. */
    Reply ask(String text) {
        return reply(say(text));
    }

    /** Says it; returns the id of the message. */
    String say(String text) {
        var id = UUID.randomUUID().toString();
        send(JSON.writeValueAsString(Map.of("type", "message", "id", id, "text", text)));
        return id;
    }

    /** Sends whatever text as one frame. */
    void send(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Waits for the reply to a message. */
    Reply reply(String messageId) {
        await("a reply to " + messageId)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> first("reply", answers(messageId)).isPresent()
                        || first("error", answers(messageId)).isPresent());
        assertThat(first("error", answers(messageId)).map(Frame::body)).isEmpty();
        var ack = first("ack", answers(messageId)).orElseThrow();
        var reply = first("reply", answers(messageId)).orElseThrow();
        return new Reply(reply.body(), Duration.ofNanos(reply.nanos() - ack.nanos()));
    }

    /** Waits for the number of error frames so far to become {@code count}; returns the last one. */
    JsonNode error(int count) {
        return await("error " + count)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> all("error").toList(), errors -> errors.size() >= count)
                .get(count - 1);
    }

    /** All frames of a type, in the order of arrival. */
    Stream<JsonNode> all(String type) {
        return frames.stream().filter(frame -> frame.is(type)).map(Frame::body);
    }

    /** Fails unless every place in the conversation from 1 on was seen once and in order. */
    void sawEveryPlaceOnce() {
        var places = frames.stream()
                .map(frame -> frame.body().path("seq"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::asLong)
                .toList();
        assertThat(places)
                .isEqualTo(LongStream.rangeClosed(1, places.size()).boxed().toList());
    }

    private Optional<Frame> first(String type, Predicate<JsonNode> fits) {
        return frames.stream()
                .filter(frame -> frame.is(type) && fits.test(frame.body()))
                .findFirst();
    }

    private static Predicate<JsonNode> answers(String messageId) {
        return frame -> frame.path("id").asString().equals(messageId);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            frames.add(new Frame(JSON.readTree(part.toString()), System.nanoTime()));
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
