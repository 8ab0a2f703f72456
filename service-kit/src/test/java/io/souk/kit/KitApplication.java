package io.souk.kit;

import io.souk.events.HandoffEvent;
import io.souk.events.HandoffEvent.HandoffRequested;
import io.souk.events.OrderEvent.DeliveryUpdated;
import io.souk.events.ProductEvent;
import io.souk.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service there can be, to try the kit on. */
@SpringBootApplication
class KitApplication {

    /** Answers each hand-off with a delivery update; explodes when told to. */
    @Component
    static class HandoffListener {
        final Map<String, Integer> tries = new ConcurrentHashMap<>();
        final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();
        private final Events events;

        HandoffListener(Events events) {
            this.events = events;
        }

        @KafkaListener(topics = Topics.HANDOFFS)
        void on(HandoffEvent event) {
            switch (event) {
                case HandoffRequested request -> {
                    tries.merge(request.meta().id(), 1, Integer::sum);
                    contexts.add(Map.copyOf(MDC.getCopyOfContextMap()));
                    if (request.reason().equals("explode")) {
                        throw new IllegalStateException("told to explode");
                    }
                    var meta = request.meta().next("answer");
                    events.publish(new DeliveryUpdated(meta, meta.subject(), "u-1", "ANSWERED", "answered", null));
                }
                case HandoffEvent.CustomerWrote _, HandoffEvent.HandoffEnded _, HandoffEvent.Unknown _ -> {}
            }
        }
    }

    @Component
    static class ProductListener {
        final List<String> removed = new CopyOnWriteArrayList<>();

        @KafkaListener(topics = Topics.PRODUCTS)
        void on(
                @Payload(required = false) @Nullable ProductEvent event,
                @Header(KafkaHeaders.RECEIVED_KEY) String productId) {
            if (event == null) {
                removed.add(productId);
            }
        }
    }

    /** All that this service keeps of customers. */
    @Component
    static class Guestbook implements ErasedCustomers.Store {
        private final JdbcClient jdbc;

        Guestbook(JdbcClient jdbc) {
            this.jdbc = jdbc;
            jdbc.sql("create table if not exists guestbook (customer_id text not null)")
                    .update();
        }

        void sign(String customer) {
            jdbc.sql("insert into guestbook values (?)").param(customer).update();
        }

        int entriesOf(String customer) {
            return jdbc.sql("select count(*) from guestbook where customer_id = ?")
                    .param(customer)
                    .query(Integer.class)
                    .single();
        }

        @Override
        public Map<String, Long> erase(String customerId, String pseudonym) {
            var entries = jdbc.sql("delete from guestbook where customer_id = ?")
                    .param(customerId)
                    .update();
            return entries == 0 ? Map.of() : Map.of("entries", (long) entries);
        }
    }

    record Wish(String name) {}

    @RestController
    static class WishController {
        @GetMapping("/refused")
        void refused() {
            throw new ProblemException(HttpStatus.CONFLICT, "already-granted", "You had three.");
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret internals");
        }

        @PostMapping("/wishes")
        Wish wish(@RequestBody Wish wish) {
            return wish;
        }
    }
}
