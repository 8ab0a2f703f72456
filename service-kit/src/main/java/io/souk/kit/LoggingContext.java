package io.souk.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/** Every log line of a listener carries the ids of the event it handles, and nothing a customer wrote. */
final class LoggingContext implements RecordInterceptor<Object, Object> {
    private static final Map<String, String> KEYS_BY_HEADER =
            Map.of("ce_subject", "conversationId", "ce_correlationid", "turnId", "ce_id", "eventId");

    @Override
    public ConsumerRecord<Object, Object> intercept(
            ConsumerRecord<Object, Object> received, Consumer<Object, Object> consumer) {
        KEYS_BY_HEADER.forEach((header, key) -> {
            var value = received.headers().lastHeader(header);
            if (value != null && value.value() != null) {
                MDC.put(key, new String(value.value(), UTF_8));
            }
        });
        return received;
    }

    @Override
    public void afterRecord(ConsumerRecord<Object, Object> received, Consumer<Object, Object> consumer) {
        KEYS_BY_HEADER.values().forEach(MDC::remove);
    }
}
