package io.souk.kit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

/** How every service speaks HTTP: problem details, who may call, how others are called. */
@AutoConfiguration
@Import(ProblemAdvice.class)
class HttpAutoConfiguration {

    @Bean
    ServiceClients serviceClients(
            RestClient.Builder builder, @Value("${souk.service-token:${SOUK_SERVICE_TOKEN:}}") String token) {
        return new ServiceClients(builder, token);
    }

    /** The gateway, which people call, switches this off. */
    @Bean
    @ConditionalOnProperty(name = "souk.internal", matchIfMissing = true)
    FilterRegistrationBean<ServiceTokenFilter> serviceTokenFilter(
            @Value("${souk.service-token:${SOUK_SERVICE_TOKEN:}}") String token,
            @Value("${server.address:127.0.0.1}") String address) {
        return new FilterRegistrationBean<>(new ServiceTokenFilter(token, address));
    }
}
