package io.souk.gateway.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No other site's page can act in a customer's name: whoever changes something with the cookie must prove, by what only
 * browsers can set, that the request comes from our own pages. Signing in is held to it too, when a browser does it.
 */
final class SameOriginFilter extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private final List<String> allowedOrigins;

    SameOriginFilter(List<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod()) || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOurs(request)) {
            chain.doFilter(request, response);
        } else {
            Problems.write(
                    response, HttpStatus.FORBIDDEN, "cross-origin", "This request did not come from our own pages.");
        }
    }

    private boolean isOurs(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && allowedOrigins.contains(origin)) {
            return true;
        }
        if (site != null) {
            return site.equals("same-origin");
        }
        if (origin != null) {
            return isSameHost(origin, request.getHeader(HttpHeaders.HOST));
        }
        return !TokenCookie.speaksFor(request);
    }

    private static boolean isSameHost(String origin, String host) {
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
