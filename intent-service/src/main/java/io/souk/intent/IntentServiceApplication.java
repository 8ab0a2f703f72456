package io.souk.intent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication(proxyBeanMethods = false)
class IntentServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(IntentServiceApplication.class, args);
    }

    @Bean
    IntentModel intentModel() {
        return IntentModel.load();
    }
}
