package io.souk.kit;

import io.souk.events.Topics;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.core.KafkaAdmin;

/** Ready means: the broker answers and our topics are there. A broker that was away at start gets them now. */
final class KafkaHealthIndicator implements HealthIndicator, DisposableBean {
    private static final int TIMEOUT_MILLIS = 1_000;
    private final KafkaAdmin admin;
    private final AdminClient client;

    KafkaHealthIndicator(KafkaAdmin admin) {
        this.admin = admin;
        this.client = AdminClient.create(admin.getConfigurationProperties());
    }

    @Override
    public Health health() {
        try {
            var present = client.listTopics(new ListTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .names()
                    .get(TIMEOUT_MILLIS * 2L, TimeUnit.MILLISECONDS);
            if (!present.containsAll(Topics.all()) && !admin.initialize()) {
                return Health.outOfService()
                        .withDetail("reason", "topics are missing")
                        .build();
            }
            return Health.up().build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.down().withDetail("reason", "interrupted").build();
        } catch (Exception e) {
            return Health.down()
                    .withDetail(
                            "reason", "Kafka does not answer: " + e.getClass().getSimpleName())
                    .build();
        }
    }

    @Override
    public void destroy() {
        client.close(java.time.Duration.ofSeconds(1));
    }
}
