package io.souk.gateway.privacy;

import io.souk.events.CustomerEvent;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/** Every instance reads all of it, from the beginning at each start; whoever holds something of the customer hears of an erasure. */
@Component
class CustomerListener implements ConsumerSeekAware {
    private final Requests requests;
    private final ApplicationEventPublisher listeners;

    CustomerListener(Requests requests, ApplicationEventPublisher listeners) {
        this.requests = requests;
        this.listeners = listeners;
    }

    @KafkaListener(
            id = "customers",
            topics = Topics.CUSTOMERS,
            groupId = "${spring.application.name}-${souk.instance}-customers",
            concurrency = "1",
            properties = "auto.offset.reset=earliest")
    void on(CustomerEvent event) {
        switch (event) {
            case ErasureRequested request -> {
                requests.note(request);
                listeners.publishEvent(request);
            }
            case DataErased receipt -> requests.note(receipt);
            case ExportRequested request -> requests.note(request);
            case DataExported _ -> {}
            case CustomerEvent.Unknown _ -> {}
        }
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        callback.seekToBeginning(assignments.keySet());
    }
}
