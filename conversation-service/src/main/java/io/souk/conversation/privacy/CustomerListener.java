package io.souk.conversation.privacy;

import io.souk.events.CustomerEvent;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Topics;
import io.souk.kit.ErasedCustomers;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class CustomerListener {
    private final ErasedCustomers erased;

    CustomerListener(ErasedCustomers erased) {
        this.erased = erased;
    }

    @KafkaListener(topics = Topics.CUSTOMERS)
    void on(CustomerEvent event) {
        switch (event) {
            case ErasureRequested request -> erased.obey(request);
            case DataErased _, ExportRequested _, DataExported _ -> {} // tools-service keeps book
            case CustomerEvent.Unknown _ -> {}
        }
    }
}
