package io.souk.gateway;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat page, as far as the gateway can tell. */
final class ChatClient implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private ChatClient(URI uri, Map<String, String> headers, String... moreProtocols) {
        var builder = HTTP.newWebSocketBuilder().subprotocols("souk.v1", moreProtocols);
        headers.forEach(builder::header);
        socket = builder.buildAsync(uri, this).join();
    }

    static ChatClient guest(int port) {
        return at(port, "", Map.of());
    }

    static ChatClient bearing(int port, String token) {
        return at(port, "", Map.of("Authorization", "Bearer " + token));
    }

    /** @param query for instance {@code ?conversationId=…} */
    static ChatClient at(int port, String query, Map<String, String> headers, String... moreProtocols) {
        return new ChatClient(URI.create("ws://localhost:" + port + "/ws/chat" + query), headers, moreProtocols);
    }

    String conversationId() {
        return frame("ready").path("conversationId").stringValue();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    ChatClient say(String id, String text) {
        return send(JSON.writeValueAsString(Map.of("type", "message", "id", id, "text", text)));
    }

    ChatClient resume(String conversationId, long after) {
        return send(
                JSON.writeValueAsString(Map.of("type", "resume", "conversationId", conversationId, "after", after)));
    }

    ChatClient send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    void sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** Waits for the first frame of this type. */
    JsonNode frame(String type) {
        return frame(type, _ -> true);
    }

    JsonNode frame(String type, Predicate<JsonNode> fits) {
        return await(type)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> frames(type).filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    JsonNode error(String code) {
        return frame("error", frame -> frame.path("code").asString().equals(code));
    }

    Stream<JsonNode> frames(String type) {
        return frames.stream().filter(frame -> frame.path("type").asString().equals(type));
    }

    /** The places in the conversation of everything received so far, in order of arrival. */
    List<Long> seqs() {
        return frames.stream()
                .filter(frame -> frame.path("seq").isIntegralNumber())
                .map(frame -> frame.path("seq").asLong())
                .toList();
    }

    int closeCode() {
        return await("close").atMost(Duration.ofSeconds(20)).until(() -> closed.getNow(null), code -> code != null);
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            frames.add(JSON.readTree(part.toString()));
            part.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
