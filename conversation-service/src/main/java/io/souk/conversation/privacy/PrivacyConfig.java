package io.souk.conversation.privacy;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.kit.ErasedCustomers;
import io.souk.kit.Outbox;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

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
}
