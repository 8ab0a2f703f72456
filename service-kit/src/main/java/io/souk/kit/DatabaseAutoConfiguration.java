package io.souk.kit;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.EventCodec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/** For services with a database: outbox and processed events. They bring the tables of {@code classpath:db/kit}. */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class},
        afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration")
@ConditionalOnClass(JdbcTemplate.class)
@ConditionalOnBean(JdbcTemplate.class)
@EnableScheduling
class DatabaseAutoConfiguration {

    @Bean
    Outbox outbox(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Events events,
            EventCodec codec,
            MeterRegistry meters,
            @Value("${souk.outbox.publish:true}") boolean publishing) {
        return new Outbox(jdbc, transactions, events, codec, meters, publishing);
    }

    /** On the service's own port, which its web server binds only when everything else has started. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayMigrationStrategy.class)
    static class Migration {
        @Bean
        DatabaseWait databaseWait(@Value("${server.address}") String address, @Value("${server.port:8080}") int port) {
            return new DatabaseWait(address, port);
        }
    }

    /** For services that keep something of customers. They bring the tables of {@code classpath:db/kit-privacy}, too. */
    @Bean
    @ConditionalOnBean(ErasedCustomers.Store.class)
    ErasedCustomers erasedCustomers(
            @Value("${spring.application.name}") String service,
            ErasedCustomers.Store store,
            Outbox outbox,
            JdbcClient jdbc,
            MeterRegistry meters) {
        return new ErasedCustomers(service, store, outbox, jdbc, meters);
    }

    @Bean
    ProcessedEvents processedEvents(JdbcClient jdbc) {
        return new ProcessedEvents(jdbc);
    }
}
