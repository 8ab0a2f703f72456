package io.souk.graph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class GraphServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(GraphServiceApplication.class, args);
    }
}
