package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Internal endpoints answer to loopback callers, or to whoever knows the service token. Probes and metrics stay open. */
final class ServiceTokenFilter extends OncePerRequestFilter {
    private final byte[] token;

    ServiceTokenFilter(String token, String address) {
        if (token.isEmpty() && !isLoopback(address)) {
            throw new IllegalStateException("server.address " + address
                    + " is reachable from outside, so SOUK_SERVICE_TOKEN must be set (or SOUK_BIND=127.0.0.1)");
        }
        this.token = token.getBytes(UTF_8);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return token.length == 0 || request.getRequestURI().startsWith("/actuator/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(SoukHeaders.SERVICE_TOKEN);
        if (given != null && MessageDigest.isEqual(token, given.getBytes(UTF_8))) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write("""
                {"type":"urn:problem:service-token-required","title":"Service token required","status":401,\
                "detail":"This endpoint is internal.","code":"service-token-required"}""");
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
