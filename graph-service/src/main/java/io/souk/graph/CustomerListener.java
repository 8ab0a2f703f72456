package io.souk.graph;

import io.souk.events.CustomerEvent;
import io.souk.events.CustomerEvent.DataErased;
import io.souk.events.CustomerEvent.DataExported;
import io.souk.events.CustomerEvent.ErasureRequested;
import io.souk.events.CustomerEvent.ExportRequested;
import io.souk.events.Topics;
import io.souk.graph.purchases.Purchases;
import io.souk.kit.Events;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Neo4j has no outbox: a request that was obeyed and not confirmed is told again, and confirmed with the same counts. */
@Component
class CustomerListener {
    private static final String SERVICE = "graph-service";

    private final Purchases purchases;
    private final Events events;

    CustomerListener(Purchases purchases, Events events) {
        this.purchases = purchases;
        this.events = events;
    }

    @KafkaListener(
            id = "customers",
            idIsGroup = false,
            topics = Topics.CUSTOMERS,
            concurrency = "1",
            autoStartup = "false")
    void on(CustomerEvent event) {
        switch (event) {
            case ErasureRequested request -> {
                var count = purchases.forget(request.customerId(), request.requestId(), request.closedUntil());
                events.publish(new DataErased(
                        request.meta().next("erased/" + SERVICE),
                        request.requestId(),
                        SERVICE,
                        count == 0 ? Map.of() : Map.of("purchases", count),
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
            }
            case DataErased _, ExportRequested _, DataExported _ -> {} // tools-service keeps book
            case CustomerEvent.Unknown _ -> {}
        }
    }
}
