package io.souk.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a page of ours may load and run. The static export starts itself with inline scripts; they are allowed by their hashes,
 * found in the pages at start, so that no injected script ever runs. Inline styles are allowed: React writes style attributes.
 */
final class ContentSecurityPolicy implements HeaderWriter {
    private static final String HEADER = "Content-Security-Policy";
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    private final String pages;

    ContentSecurityPolicy(Collection<String> scriptHashes) {
        this.pages = "default-src 'self'; script-src 'self' " + String.join(" ", scriptHashes)
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
                + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** The hashes of all scripts that stand in these pages themselves. */
    static Collection<String> inlineScripts(Resource... pages) throws IOException {
        var hashes = new TreeSet<String>();
        for (var page : pages) {
            INLINE_SCRIPT
                    .matcher(page.getContentAsString(UTF_8))
                    .results()
                    .forEach(script -> hashes.add(hash(script.group(1))));
        }
        return hashes;
    }

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HEADER, request.getRequestURI().startsWith("/api/") ? DATA : pages);
    }

    private static String hash(String script) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
