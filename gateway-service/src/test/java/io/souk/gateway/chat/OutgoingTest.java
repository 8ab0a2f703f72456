package io.souk.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

class OutgoingTest {
    private final CountDownLatch clientReads = new CountDownLatch(1);
    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final Outgoing outgoing = new Outgoing(slowSession(), Thread::startVirtualThread, 100);

    @AfterEach
    void read() {
        clientReads.countDown();
    }

    @Test
    void whoDoesNotReadIsClosedWhenTheBufferIsFull() {
        for (var i = 0; i < 30; i++) {
            outgoing.send(new TextMessage("0123456789"));
        }

        await().until(() -> seen.contains(Outgoing.TOO_SLOW));
    }

    @Test
    void whoDoesNotReadForTooLongIsClosed() {
        outgoing.send(new TextMessage("hello"));

        outgoing.closeIfStuck(System.nanoTime(), Duration.ofSeconds(10));
        assertThat(seen).isEmpty();
        outgoing.closeIfStuck(System.nanoTime() + Duration.ofSeconds(11).toNanos(), Duration.ofSeconds(10));

        await().until(() -> seen.contains(Outgoing.TOO_SLOW));
    }

    @Test
    void whatWasSaidLeavesBeforeTheClose() {
        outgoing.send(new TextMessage("one"));
        outgoing.send(new TextMessage("two"));
        outgoing.close(CloseStatus.SERVICE_RESTARTED);
        outgoing.send(new TextMessage("too late"));

        clientReads.countDown();

        await().until(() -> seen.size() == 3);
        assertThat(seen).containsExactly("one", "two", CloseStatus.SERVICE_RESTARTED);
    }

    /** Sends block until the client reads; closing does not. */
    private WebSocketSession slowSession() {
        return (WebSocketSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {WebSocketSession.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "sendMessage" -> {
                            clientReads.await();
                            seen.add(((TextMessage) arguments[0]).getPayload());
                        }
                        case "close" -> seen.add(arguments[0]);
                        default -> {}
                    }
                    return null;
                });
    }
}
