package io.souk.tools.privacy;

import io.souk.events.CustomerEvent;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Topics;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class CustomerListener {
    private final PrivacyRequests requests;

    CustomerListener(PrivacyRequests requests) {
        this.requests = requests;
    }

    @KafkaListener(topics = Topics.CUSTOMERS)
    void on(CustomerEvent event) {
        switch (event) {
            case ErasureRequested request -> requests.erase(request);
            case DataErased receipt -> requests.erased(receipt);
            case ExportRequested request -> requests.export(request);
            case DataExported exported -> requests.exported(exported);
            case CustomerEvent.Unknown _ -> {}
        }
    }
}
