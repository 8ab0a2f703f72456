package io.souk.tools;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
class ToolsServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(ToolsServiceApplication.class, args);
    }

    /** The shop's clock: "30 days after delivery" ends at the shop's midnight. */
    @Bean
    Clock clock(ToolsProperties properties) {
        return Clock.system(properties.zone());
    }
}
