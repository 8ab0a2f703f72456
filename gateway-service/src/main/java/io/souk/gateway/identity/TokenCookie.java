package io.souk.gateway.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.stereotype.Component;

/** A token comes in the {@code Authorization} header, or in a cookie that no script can read. */
@Component
class TokenCookie implements BearerTokenResolver {
    static final String NAME = "souk_token";
    private final BearerTokenResolver header = new DefaultBearerTokenResolver();

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var token = header.resolve(request);
        return token == null ? value(request).orElse(null) : token;
    }

    /** Whether it is the cookie alone that says who is calling. */
    static boolean speaksFor(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && value(request).isPresent();
    }

    static ResponseCookie of(String token, Duration lifetime, HttpServletRequest request) {
        return ResponseCookie.from(NAME, token)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .path("/")
                .maxAge(lifetime)
                .build();
    }

    static ResponseCookie none(HttpServletRequest request) {
        return of("", Duration.ZERO, request);
    }

    private static Optional<String> value(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isBlank())
                        .findFirst();
    }
}
