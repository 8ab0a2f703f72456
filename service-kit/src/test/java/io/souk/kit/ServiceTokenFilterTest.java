package io.souk.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ServiceTokenFilterTest {
    @Test
    void aServiceReachableFromOutsideDoesNotStartWithoutAToken() {
        assertThatThrownBy(() -> new ServiceTokenFilter("", "0.0.0.0")).hasMessageContaining("SOUK_SERVICE_TOKEN");
        assertThatCode(() -> new ServiceTokenFilter("", "127.0.0.1")).doesNotThrowAnyException();
        assertThatCode(() -> new ServiceTokenFilter("t", "0.0.0.0")).doesNotThrowAnyException();
    }

    @Test
    void onlyTheRightTokenOpensAnInternalEndpoint() throws Exception {
        assertThat(statusWith("/v1/search", null)).isEqualTo(401);
        assertThat(statusWith("/v1/search", "wrong")).isEqualTo(401);
        assertThat(statusWith("/v1/search", "right")).isEqualTo(200);
    }

    @Test
    void probesStayOpen() throws Exception {
        assertThat(statusWith("/actuator/health/liveness", null)).isEqualTo(200);
    }

    private static int statusWith(String path, String token) throws Exception {
        var request = new MockHttpServletRequest("GET", path);
        if (token != null) {
            request.addHeader(SoukHeaders.SERVICE_TOKEN, token);
        }
        var response = new MockHttpServletResponse();
        new ServiceTokenFilter("right", "0.0.0.0").doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }
}
