package io.souk.rag;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@EnableAsync
class RagServiceApplication {
    static void main(String[] args) {
        if (args.length > 0 && args[0].equals("evaluate")) {
            System.exit(RetrievalEvaluation.run(List.of(args).subList(1, args.length)));
        }
        SpringApplication.run(RagServiceApplication.class, args);
    }
}
