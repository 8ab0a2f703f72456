package io.souk.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ContentSecurityPolicyTest {
    private static final String PAGE = """
            <html><head><script src="/_next/a.js"></script><script>alert(1)</script></head>
            <body><script id="x">self.__next_f.push(
            [0])</script></body></html>""";

    @Test
    void theScriptsThatStandInOurPagesMayRunAndNoOthers() throws IOException {
        var policy = new ContentSecurityPolicy(
                ContentSecurityPolicy.inlineScripts(new ByteArrayResource(PAGE.getBytes(UTF_8))));

        var header = header(policy, "/");

        assertThat(header)
                .contains("script-src 'self' ")
                .contains("'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='") // alert(1)
                .doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(header.split("sha256-", -1)).hasSize(3);
    }

    @Test
    void dataMayLoadNothing() {
        assertThat(header(new ContentSecurityPolicy(java.util.List.of()), "/api/me"))
                .isEqualTo("default-src 'none'; frame-ancestors 'none'");
    }

    private static String header(ContentSecurityPolicy policy, String path) {
        var response = new MockHttpServletResponse();
        policy.writeHeaders(new MockHttpServletRequest("GET", path), response);
        return response.getHeader("Content-Security-Policy");
    }
}
