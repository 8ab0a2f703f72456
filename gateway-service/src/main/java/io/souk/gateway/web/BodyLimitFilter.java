package io.souk.gateway.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nothing that this API takes is long, so nobody may fill our memory with it; a body must say its length before it comes. A seller's
 * import is read line by line, so it may be long.
 */
@Component
class BodyLimitFilter extends OncePerRequestFilter {
    private static final int LIMIT = 64 * 1024;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals("/api/catalog/products/import");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LIMIT) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "content-too-large");
        } else if (request.getHeader("Transfer-Encoding") != null) {
            refuse(response, HttpServletResponse.SC_LENGTH_REQUIRED, "length-required");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, int status, String code) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write("{\"type\":\"urn:problem:%s\",\"title\":\"Body refused\",\"status\":%d,".formatted(code, status)
                        + "\"detail\":\"A body has at most 64 KiB and a Content-Length.\",\"code\":\"%s\"}"
                                .formatted(code));
    }
}
