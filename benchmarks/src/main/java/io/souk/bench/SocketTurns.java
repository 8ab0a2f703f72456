package io.souk.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One person at one socket, who waits for each reply. The gateway's limits hold: told to wait, one waits, and it is not counted. */
final class SocketTurns implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PATIENCE_SECONDS = 40;

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private record Arrived(JsonNode frame, long nanos) {
        boolean is(String type) {
            return frame.path("type").asString().equals(type);
        }
    }

    SocketTurns(URI gateway, @Nullable String token) {
        var builder = HTTP.newWebSocketBuilder().subprotocols("souk.v1");
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(URI.create("ws://" + gateway.getAuthority() + "/ws/chat"), this)
                .join();
    }

    /**
     * Asks, and waits for the whole reply.
     *
     * @param measured gets the nanoseconds until the first words, and until the whole reply
     */
    void ask(String text, BiConsumer<Long, Long> measured) throws InterruptedException {
        var id = UUID.randomUUID().toString();
        var message = JSON.writeValueAsString(Map.of("type", "message", "id", id, "text", text));
        long sent = System.nanoTime();
        socket.sendText(message, true).join();
        long first = 0;
        while (true) {
            var next = arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("no reply in " + PATIENCE_SECONDS + " s");
            }
            if (next.is("error")) {
                TimeUnit.MILLISECONDS.sleep(retryAfter(next.frame()) + 1);
                sent = System.nanoTime();
                socket.sendText(message, true).join();
            } else if (next.is("delta") && first == 0) {
                first = next.nanos();
            } else if (next.is("reply") && next.frame().path("id").asString().equals(id)) {
                measured.accept((first == 0 ? next.nanos() : first) - sent, next.nanos() - sent);
                return;
            }
        }
    }

    private static long retryAfter(JsonNode error) {
        var wait = error.path("retryAfterMs");
        if (!wait.isIntegralNumber()) {
            throw new IllegalStateException("the gateway refused a message: " + error);
        }
        return wait.asLong();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        long now = System.nanoTime();
        part.append(data);
        if (last) {
            arrived.add(new Arrived(JSON.readTree(part.toString()), now));
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
