package io.souk.gateway.chat;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Where the socket is, and from which pages it may be opened. */
@Configuration
@EnableWebSocket
class WebSocketConfig implements WebSocketConfigurer {
    private final ChatHandler handler;
    private final Handshake handshake;
    private final List<String> allowedOrigins;

    WebSocketConfig(
            ChatHandler handler, Handshake handshake, @Value("${souk.allowed-origins:}") List<String> allowedOrigins) {
        this.handler = handler;
        this.handshake = handshake;
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(handler, "/ws/chat")
                .addInterceptors(handshake)
                .setAllowedOrigins(allowedOrigins.toArray(String[]::new));
    }

    /** Tomcat closes with 1009 by itself what is longer; three silent ping intervals end a socket whose peer is gone. */
    @Bean
    ServletServerContainerFactoryBean webSocketContainer(ChatProperties properties) {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(ChatHandler.MAX_FRAME_BYTES);
        container.setMaxBinaryMessageBufferSize(1024);
        container.setMaxSessionIdleTimeout(
                properties.pingEvery().multipliedBy(3).toMillis());
        return container;
    }
}
