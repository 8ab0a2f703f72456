package io.souk.rag;

import io.souk.events.DocumentEvent;
import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/** Documents as sellers and importers publish them. The record's time, which tombstones have too, tells old from new. */
@Component
class DocumentListener {
    private final Documents documents;

    DocumentListener(Documents documents) {
        this.documents = documents;
    }

    @KafkaListener(topics = Topics.DOCUMENTS)
    void on(
            @Payload(required = false) @Nullable DocumentEvent event,
            @Header(KafkaHeaders.RECEIVED_KEY) String id,
            @Header(KafkaHeaders.RECEIVED_TIMESTAMP) long writtenAt) {
        switch (event) {
            case null -> documents.remove(id, Instant.ofEpochMilli(writtenAt));
            case DocumentUpserted it ->
                documents.put(
                        new SourceDocument(it.id(), it.title(), it.category(), it.productId(), it.text()),
                        Instant.ofEpochMilli(writtenAt));
            case DocumentEvent.Unknown _ -> {} // a newer type: not ours
        }
    }
}
