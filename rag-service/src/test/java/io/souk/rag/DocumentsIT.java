package io.souk.rag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Meta;
import io.souk.events.Topics;
import io.souk.rag.Documents.Change;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;

class DocumentsIT extends RagIT {
    private static EventProbe probe;

    @Autowired
    private Documents documents;

    @BeforeAll
    static void watch() {
        probe = new EventProbe(Infrastructure.kafka());
    }

    @AfterAll
    static void stopWatching() {
        probe.close();
    }

    @BeforeEach
    void emptyLibrary() {
        forgetEverything();
    }

    @Test
    void aPublishedDocumentIsFoundWithItsSource() {
        probe.publish(document("manual-zeppelin", "Zeppelin Z1 Manual", "zeppelin-z1", """
                ## Battery

                The gas cell lasts 40 hours.

                ## Landing

                Pull the red rope twice."""));

        awaitChunks("manual-zeppelin", 2);

        var results = search("How do I land the Zeppelin Z1?").body().get("results");
        var best = results.get(0);
        assertThat(best.get("documentId").asString()).isEqualTo("manual-zeppelin");
        assertThat(best.get("title").asString()).isEqualTo("Zeppelin Z1 Manual");
        assertThat(best.get("section").asString()).isEqualTo("Landing");
        assertThat(best.get("text").asString()).isEqualTo("Pull the red rope twice.");
        assertThat(best.get("chunkId").asString())
                .startsWith("manual-zeppelin@" + best.get("version").asString());
    }

    @Test
    void aReplacedDocumentsOldPassagesAreNeverFound() {
        var first = put("policy-tea", "Tea policy", "policy", null, "## Hours\n\nTea is served at four o'clock.")
                .body();

        var second = put("policy-tea", "Tea policy", "policy", null, "## Hours\n\nTea is served at half past five.")
                .body();

        assertThat(second.get("version").asString())
                .isNotEqualTo(first.get("version").asString());
        assertThat(search("When is tea served?", 50, null, null).body().get("results"))
                .singleElement()
                .satisfies(hit -> {
                    assertThat(hit.get("text").asString()).contains("half past five");
                    assertThat(hit.get("version")).isEqualTo(second.get("version"));
                });
    }

    @Test
    void theSameDocumentAgainChangesNothing() {
        var first = put("faq-tea", "Tea", "faq", null, "Green or black?").body();
        var rows = rows("faq-tea");

        var second = put("faq-tea", "Tea", "faq", null, "Green or black?").body();

        assertThat(first.get("change").asString()).isEqualTo("INDEXED");
        assertThat(second.get("change").asString()).isEqualTo("UNCHANGED");
        assertThat(second.get("version")).isEqualTo(first.get("version"));
        assertThat(rows("faq-tea")).isEqualTo(rows);
    }

    @Test
    void aRedeliveredDocumentChangesNothing() {
        var event = document("manual-kite", "Kite Manual", null, "It flies.");
        probe.publish(event);
        awaitChunks("manual-kite", 1);
        var rows = rows("manual-kite");

        probe.publish(event);
        probe.publish(document("manual-kite-2", "Kite Manual 2", null, "It flies too."));
        awaitChunks("manual-kite-2", 1);

        assertThat(rows("manual-kite")).isEqualTo(rows);
    }

    @Test
    void aTombstoneRemovesADocument() {
        probe.publish(document("manual-balloon", "Balloon Manual", null, "Light the burner under the envelope."));
        awaitChunks("manual-balloon", 1);

        probe.publishRaw(Topics.DOCUMENTS, "manual-balloon", null, Map.of());

        awaitChunks("manual-balloon", 0);
        assertThat(search("light the burner of the balloon").body().get("results"))
                .isEmpty();
    }

    @Test
    void whatIsDeletedByHandStaysAwayWhenAnOlderEventComesLate() {
        put("faq-moon", "Moon", "faq", null, "It is far.");
        assertThat(call(HttpMethod.DELETE, "/v1/documents/faq-moon", null)
                        .status()
                        .value())
                .isEqualTo(204);

        var late = documents.put(
                new SourceDocument("faq-moon", "Moon", "faq", null, "It is near."),
                Instant.now().minus(Duration.ofMinutes(1)));

        assertThat(late.change()).isEqualTo(Change.OUTDATED);
        assertThat(chunksOf("faq-moon")).isZero();
        assertThat(put("faq-moon", "Moon", "faq", null, "It is far.")
                        .body()
                        .get("change")
                        .asString())
                .isEqualTo("INDEXED");
    }

    @Test
    void whatAnOlderPipelineIndexedIsIndexedAgain() {
        put("faq-sun", "Sun", "faq", null, "It is bright.");
        var rows = rows("faq-sun");
        jdbc.sql("update document set pipeline = 'older'").update();

        documents.reindexOutdated();

        Awaitility.await()
                .untilAsserted(() -> assertThat(rows("faq-sun")).hasSize(1).doesNotContainAnyElementsOf(rows));
    }

    @Test
    void aBadDocumentIsSetAsideAndTheNextIsTaken() {
        var garbage = "{no json".getBytes(UTF_8);
        probe.publishRaw(
                Topics.DOCUMENTS, "doc-bad", garbage, Map.of("ce_type", "io.souk.catalog.document-upserted.v1"));
        var refused = document("doc-refused", "T".repeat(301), null, "Some text.");
        probe.publish(refused);
        probe.publish(document("doc-bad", "Good again", null, "Some text that is good."));

        awaitChunks("doc-bad", 1);
        assertThat(EventProbe.headers(probe.awaitDeadLetter(Topics.DOCUMENTS, garbage)))
                .containsKey("souk_dlt-reason");
        var letter = Awaitility.await()
                .until(
                        () -> probe.raw(Topics.deadLetter(Topics.DOCUMENTS)).stream()
                                .filter(dead -> "doc-refused".equals(dead.key()))
                                .toList(),
                        letters -> !letters.isEmpty());
        assertThat(EventProbe.headers(letter.getFirst()).get("souk_dlt-reason")).contains("title");
    }

    @Test
    void aBadDocumentByHandIsRefusedWithItsReason() {
        var refused = put("doc 1", "T", "faq", null, "text");

        assertThat(refused.status().value()).isEqualTo(400);
        assertThat(refused.body().get("code").asString()).isEqualTo("invalid-arguments");
        assertThat(refused.body().get("detail").asString()).contains("id");
        assertThat(call(HttpMethod.PUT, "/v1/documents", "{\"id\":\"a\"}")
                        .status()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void aHundredThousandOddCharactersAreTakenToo() {
        var taken = put("doc-odd", "Odd <b>'; drop table chunk; --", "faq", null, "\u0000😀 'SQL\\' ".repeat(10_000));

        assertThat(taken.status().value()).isEqualTo(200);
        assertThat(taken.body().get("chunks").asInt()).isGreaterThan(100);
    }

    private static DocumentUpserted document(String id, String title, String productId, String text) {
        return new DocumentUpserted(
                Meta.first(UUID.randomUUID().toString(), id, null), id, title, "manual", productId, text);
    }

    private void awaitChunks(String document, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(chunksOf(document)).isEqualTo(count));
    }

    private List<Long> rows(String document) {
        return jdbc.sql("select id from chunk where document_id = :id order by id")
                .param("id", document)
                .query(Long.class)
                .list();
    }
}
