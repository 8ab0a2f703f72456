package io.souk.gateway.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Who is calling is found out here; whether that is enough, the endpoints and the services behind them decide, since guests
 * may do much. Spring's CSRF tokens give way to {@link SameOriginFilter}: the web app is static and has no place for them.
 */
@Configuration
class SecurityConfig {

    /** A socket's bad token closes it with a code that says so ({@code chat.Handshake}), so it must not fail here. */
    @Bean
    @Order(1)
    SecurityFilterChain socketSecurity(HttpSecurity http) throws Exception {
        return plain(http.securityMatcher("/ws/**")).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain httpSecurity(
            HttpSecurity http,
            BearerTokenResolver tokens,
            JwtDecoder decoder,
            ObjectProvider<HeaderWriter> headerWriters,
            @Value("${souk.allowed-origins:}") List<String> allowedOrigins)
            throws Exception {
        return plain(http)
                .cors(cors -> cors.configurationSource(cors(allowedOrigins)))
                .headers(headers -> {
                    headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN));
                    headers.permissionsPolicyHeader(
                            policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=()"));
                    headerWriters.forEach(headers::addHeaderWriter);
                })
                .addFilterBefore(new SameOriginFilter(allowedOrigins), BearerTokenAuthenticationFilter.class)
                .oauth2ResourceServer(server -> server.bearerTokenResolver(request -> usable(request, tokens, decoder))
                        .authenticationEntryPoint(SecurityConfig::refuse)
                        .jwt(jwt -> {}))
                .build();
    }

    private static HttpSecurity plain(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .requestCache(RequestCacheConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    }

    /** A cookie that is no longer good makes a guest, who is asked to sign in where that is needed; a header must be good. */
    private static @Nullable String usable(HttpServletRequest request, BearerTokenResolver tokens, JwtDecoder decoder) {
        if (!request.getRequestURI().startsWith("/api/")) {
            return null;
        }
        var token = tokens.resolve(request);
        if (token != null && TokenCookie.speaksFor(request)) {
            try {
                decoder.decode(token);
            } catch (BadJwtException e) {
                return null;
            }
        }
        return token;
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        Problems.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "invalid-token",
                "The token is not valid, or not any more. Please sign in again.");
    }

    private static CorsConfigurationSource cors(List<String> allowedOrigins) {
        var source = new UrlBasedCorsConfigurationSource();
        if (!allowedOrigins.isEmpty()) {
            var cors = new CorsConfiguration();
            cors.setAllowedOrigins(allowedOrigins);
            cors.setAllowCredentials(true);
            cors.setAllowedMethods(List.of("GET", "POST", "DELETE"));
            cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "Idempotency-Key"));
            source.registerCorsConfiguration("/api/**", cors);
        }
        return source;
    }
}
