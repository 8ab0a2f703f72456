package io.souk.gateway.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A token of an erased account is worth nothing, but to ask what became of the erasure. As with any token that is no longer good, a
 * cookie makes a guest, and a header is refused.
 */
@Component
class ErasedAccountFilter extends OncePerRequestFilter {
    private final Requests requests;

    ErasedAccountFilter(Requests requests) {
        this.requests = requests;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return !path.startsWith("/api/") || path.equals("/api/me/data") || path.startsWith("/api/me/data/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof Jwt jwt)
                || jwt.getSubject() == null
                || !requests.test(jwt.getSubject(), Objects.requireNonNullElse(jwt.getIssuedAt(), Instant.EPOCH))) {
            chain.doFilter(request, response);
        } else if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            SecurityContextHolder.clearContext();
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(UTF_8);
            response.getWriter().write("""
                    {"type":"urn:problem:account-erased","title":"Account erased","status":401,\
                    "detail":"This account was erased.","code":"account-erased"}""");
        }
    }
}
