package io.souk.tools.privacy;

import io.souk.kit.ErasedCustomers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class PrivacyConfig {

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
