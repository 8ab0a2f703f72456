package io.souk.gateway.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import java.io.IOException;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Files with their content's hash in the name are kept for ever; pages are asked for each time. */
@Configuration
class WebAppConfig implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/_next/static/**")
                .addResourceLocations("classpath:/static/_next/static/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    /** The export's files have an ending that addresses do without. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/desk").setViewName("forward:/desk.html");
    }

    @Bean
    HeaderWriter contentSecurityPolicy() throws IOException {
        var pages = new PathMatchingResourcePatternResolver().getResources("classpath*:/static/**/*.html");
        return new ContentSecurityPolicy(ContentSecurityPolicy.inlineScripts(pages));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Souk")
                        .version("1")
                        .description("Shopping and support assistant. Chat also over the WebSocket /ws/chat."
                                + " Errors are RFC 9457 problem details with a stable code.")
                        .license(new License().name("Apache-2.0")));
    }
}
