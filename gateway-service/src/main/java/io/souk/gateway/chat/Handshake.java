package io.souk.gateway.chat;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Finds out who opens a socket. A bad token does not fail the handshake, since browsers hide why a handshake failed: the
 * socket opens and is closed at once with a code that says what to do.
 */
@Component
class Handshake implements HandshakeInterceptor {
    static final String CLIENT = "client";
    static final String REFUSAL = "refusal";
    static final String CONVERSATION = "conversation";
    private static final String BEARER_PROTOCOL = "bearer.";

    private final BearerTokenResolver tokens;
    private final JwtDecoder decoder;
    private final BiPredicate<String, Instant> erased;

    /** @param erased whether a token of this customer, issued then, is of an erased account */
    Handshake(BearerTokenResolver tokens, JwtDecoder decoder, BiPredicate<String, Instant> erased) {
        this.tokens = tokens;
        this.decoder = decoder;
        this.erased = erased;
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        var servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
        var conversationId = servletRequest.getParameter("conversationId");
        if (conversationId != null) {
            attributes.put(CONVERSATION, conversationId);
        }
        try {
            var client = client(servletRequest);
            if (client == null) {
                attributes.put(REFUSAL, ChatHandler.ACCOUNT_ERASED);
            } else {
                attributes.put(CLIENT, client);
            }
        } catch (BadJwtException | OAuth2AuthenticationException e) {
            attributes.put(REFUSAL, ChatHandler.TOKEN_EXPIRED);
        } catch (JwtException e) {
            attributes.put(REFUSAL, CloseStatus.SERVICE_OVERLOAD.withReason("cannot check the token right now"));
        }
        return true;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception exception) {}

    /** Null: of an erased account. */
    private @Nullable Client client(HttpServletRequest request) {
        var token = bearerProtocol(request).orElseGet(() -> tokens.resolve(request));
        if (token == null) {
            return new Client(null, request.getRemoteAddr(), null, false);
        }
        var jwt = decoder.decode(token);
        if (erased.test(jwt.getSubject(), Objects.requireNonNullElse(jwt.getIssuedAt(), Instant.EPOCH))) {
            return null;
        }
        return new Client(
                jwt.getSubject(),
                request.getRemoteAddr(),
                jwt.getExpiresAt(),
                Agent.in(jwt).isPresent());
    }

    private static Optional<String> bearerProtocol(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(protocol -> protocol.startsWith(BEARER_PROTOCOL))
                .map(protocol -> protocol.substring(BEARER_PROTOCOL.length()))
                .findFirst();
    }
}
