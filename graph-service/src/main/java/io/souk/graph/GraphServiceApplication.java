package io.souk.graph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class GraphServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(GraphServiceApplication.class, args);
    }

    @Bean
    Knowledge knowledge() {
        return Knowledge.load();
    }
}
