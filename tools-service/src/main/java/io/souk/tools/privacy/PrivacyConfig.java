package io.souk.tools.privacy;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.Outbox;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class PrivacyConfig {

    @Bean
    ErasedCustomers erasedCustomers(
            @Value("${spring.application.name}") String service,
            CustomerRecords records,
            Outbox outbox,
            JdbcClient jdbc,
            MeterRegistry meters) {
        return new ErasedCustomers(service, records, outbox, jdbc, meters);
    }

    /** Who asks what became of a request may be closed already. */
    @Bean
    WebMvcConfigurer closedAccounts(ErasedCustomers erased) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ClosedAccounts(erased))
                        .addPathPatterns("/v1/**")
                        .excludePathPatterns("/v1/privacy/**", "/v1/customers/**");
            }
        };
    }
}
