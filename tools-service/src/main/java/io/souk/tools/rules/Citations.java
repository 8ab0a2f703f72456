package io.souk.tools.rules;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.DocumentEvent;
import io.souk.events.DocumentEvent.DocumentFileUpserted;
import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Topics;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the published documents say of rules, so that a document that contradicts them is known within seconds, whichever of the
 * two has been changed. Metric {@code souk.tools.rules.contradictions} = citations that do not say what holds.
 */
@Component
public class Citations {
    private static final Logger log = LoggerFactory.getLogger(Citations.class);

    private final JdbcClient jdbc;
    private final Rules rules;

    Citations(JdbcClient jdbc, Rules rules, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.rules = rules;
        Gauge.builder("souk.tools.rules.contradictions", this, Citations::count)
                .description("Places in documents that say something else than the rule they cite")
                .register(meters);
    }

    /** A citation that is wrong, and how. */
    public record Contradiction(String documentId, String name, String words, String detail) {}

    @KafkaListener(topics = Topics.DOCUMENTS)
    @Transactional
    void on(@Payload(required = false) @Nullable DocumentEvent event, @Header(KafkaHeaders.RECEIVED_KEY) String id) {
        switch (event) {
            case null -> replace(id, List.of());
            case DocumentUpserted document -> replace(id, Citation.in(id, document.text()));
            case DocumentFileUpserted _ -> replace(id, List.of()); // a file has no marks
            case DocumentEvent.Unknown _ -> {} // a newer catalogue's type: not ours
        }
    }

    /** All that do not say what holds now. */
    public List<Contradiction> contradictions() {
        var now = rules.current();
        return all().stream()
                .filter(citation -> citation.contradiction(now) != null)
                .map(citation -> new Contradiction(
                        citation.documentId(),
                        citation.name(),
                        citation.words(),
                        Objects.requireNonNull(citation.contradiction(now))))
                .toList();
    }

    private void replace(String documentId, List<Citation> citations) {
        jdbc.sql("delete from rule_citation where document_id = ?")
                .param(documentId)
                .update();
        for (var place = 0; place < citations.size(); place++) {
            var citation = citations.get(place);
            jdbc.sql("insert into rule_citation (document_id, place, name, seller_id, words) values (?, ?, ?, ?, ?)")
                    .params(documentId, place, citation.name(), citation.seller(), citation.words())
                    .update();
            if (citation.contradiction(rules.current()) != null) {
                log.warn("document {} contradicts rule {}", documentId, citation.name());
            }
        }
    }

    private List<Citation> all() {
        return jdbc.sql("select document_id, name, seller_id, words from rule_citation order by document_id, place")
                .query((row, _) -> new Citation(
                        row.getString("document_id"),
                        row.getString("name"),
                        row.getString("seller_id"),
                        row.getString("words")))
                .list();
    }

    private double count() {
        try {
            return contradictions().size();
        } catch (DataAccessException | TransactionException e) {
            return Double.NaN; // nobody can tell while the database is away
        }
    }
}
