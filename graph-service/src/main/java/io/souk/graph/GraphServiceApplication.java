package io.souk.graph;

import io.souk.graph.knowledge.Knowledge;
import org.neo4j.driver.Logging;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.neo4j.autoconfigure.ConfigBuilderCustomizer;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class GraphServiceApplication {
    static void main(String[] args) {
        SpringApplication.run(GraphServiceApplication.class, args);
    }

    /** The driver's own default writes every message to and from the graph out as text before it asks whether anybody logs it. */
    @Bean
    @SuppressWarnings("deprecation") // what is to come in its place is that default
    ConfigBuilderCustomizer driverLogging() {
        return driver -> driver.withLogging(Logging.slf4j());
    }

    @Bean
    Knowledge knowledge() {
        return Knowledge.load();
    }
}
