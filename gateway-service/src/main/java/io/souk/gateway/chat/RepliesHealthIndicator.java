package io.souk.gateway.chat;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.stereotype.Component;

/** Ready means: replies are being read, so that none is missed by the first socket. */
@Component
class RepliesHealthIndicator implements HealthIndicator {
    private final KafkaListenerEndpointRegistry listeners;

    RepliesHealthIndicator(KafkaListenerEndpointRegistry listeners) {
        this.listeners = listeners;
    }

    @Override
    public Health health() {
        var container = listeners.getListenerContainer(ReplyListener.ID);
        var assigned = container == null ? null : container.getAssignedPartitions();
        return assigned == null || assigned.isEmpty()
                ? Health.outOfService()
                        .withDetail("reason", "not reading replies yet")
                        .build()
                : Health.up().build();
    }
}
