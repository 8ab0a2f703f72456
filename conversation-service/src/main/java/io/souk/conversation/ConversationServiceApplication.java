package io.souk.conversation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class ConversationServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(ConversationServiceApplication.class, args);
    }
}
