package io.souk.rag;

import io.souk.events.DocumentEvent;
import io.souk.events.DocumentEvent.DocumentFileUpserted;
import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Topics;
import io.souk.rag.reading.DocumentReader;
import io.souk.rag.reading.RefusedDocumentException;
import io.souk.rag.reading.RefusedDocumentException.Reason;
import java.time.Instant;
import java.util.Base64;
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

    /** One document a poll: embedding a large one takes a minute, and the group must not give up on us in the middle of fifty. */
    @KafkaListener(
            topics = Topics.DOCUMENTS,
            properties = {"max.poll.records=1", "max.poll.interval.ms=900000"})
    void on(
            @Payload(required = false) @Nullable DocumentEvent event,
            @Header(KafkaHeaders.RECEIVED_KEY) String id,
            @Header(KafkaHeaders.RECEIVED_TIMESTAMP) long writtenAt) {
        var at = Instant.ofEpochMilli(writtenAt);
        switch (event) {
            case null -> documents.remove(id, at);
            case DocumentUpserted(var _, var key, var title, var category, var productId, var text, var type) ->
                documents.put(SourceDocument.of(key, title, category, productId, DocumentReader.read(text, type)), at);
            case DocumentFileUpserted(var _, var key, var title, var category, var productId, var type, var content) ->
                documents.put(
                        SourceDocument.of(key, title, category, productId, DocumentReader.read(bytes(content), type)),
                        at);
            case DocumentEvent.Unknown _ -> {} // a newer type: not ours
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RefusedDocumentException(Reason.UNREADABLE, "the content is not base64");
        }
    }
}
