package io.souk.kit;

import io.souk.events.EventCodec;
import io.souk.events.UndecodableEventException;
import java.lang.reflect.Type;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.kafka.support.converter.ConversionException;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

/** Bytes to events at the listener's door, so that whatever cannot be decoded is still there, unchanged, for its dead letter. */
final class EventMessageConverter extends MessagingMessageConverter {
    private final EventCodec codec;

    EventMessageConverter(EventCodec codec) {
        this.codec = codec;
    }

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> received, @Nullable Type type) {
        if (received.value() == null) {
            return KafkaNull.INSTANCE;
        }
        try {
            return codec.decode(received.topic(), received.headers(), (byte[]) received.value());
        } catch (UndecodableEventException e) {
            throw new ConversionException("undecodable", received, e);
        }
    }
}
