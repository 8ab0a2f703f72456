package io.souk.rag;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.DocumentEvent.DocumentFileUpserted;
import io.souk.events.DocumentEvent.DocumentUpserted;
import io.souk.events.Meta;
import io.souk.events.ProductEvent.ProductUpserted;
import io.souk.events.Topics;
import io.souk.rag.Documents.Change;
import io.souk.rag.reading.Pdfs;
import io.souk.test.EventProbe;
import io.souk.test.Infrastructure;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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

    @Autowired
    private DataSource database;

    @Autowired
    private MeterRegistry meters;

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
    void documentsOfAProductThatLeftTheCatalogueAreNotFoundUntilItReturns() {
        probe.publish(
                document("manual-airship", "Airship Manual", "airship-1", "Vent the airship's helium before storms."));
        awaitChunks("manual-airship", 1);
        var question = "vent the helium of the airship";
        assertThat(search(question).body().get("results")).isNotEmpty();

        probe.publishRaw(Topics.PRODUCTS, "airship-1", null, Map.of());

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(search(question).body().get("results")).isEmpty());

        probe.publish(airship());

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(search(question).body().get("results")).isNotEmpty());
    }

    private static ProductUpserted airship() {
        return new ProductUpserted(
                Meta.first(UUID.randomUUID().toString(), "airship-1", null),
                "airship-1",
                "Airship 1",
                "Zephyr",
                "Airships",
                null,
                BigDecimal.TEN,
                "EUR",
                1,
                null,
                Map.of(),
                List.of(),
                List.of(),
                null);
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
    void aPublishedPdfAndAPageAreFoundUnderTheirHeadings() {
        probe.publish(new DocumentFileUpserted(
                Meta.first(UUID.randomUUID().toString(), "manual-balloon-b2", null),
                "manual-balloon-b2",
                null,
                "manual",
                "balloon-b2",
                "application/pdf",
                Base64.getEncoder().encodeToString(balloonManual())));
        probe.publish(new DocumentUpserted(
                Meta.first(UUID.randomUUID().toString(), "faq-balloon", null),
                "faq-balloon",
                "Balloon questions",
                "faq",
                null,
                "<h2>Weather</h2><p>Do not start in a thunderstorm.</p>",
                "text/html"));
        awaitChunks("manual-balloon-b2", 2);
        awaitChunks("faq-balloon", 1);

        var landing = search("How do I land the balloon?").body().get("results").get(0);
        var weather = search("May I start the balloon in a thunderstorm?")
                .body()
                .get("results")
                .get(0);

        assertThat(landing.get("title").asString()).isEqualTo("Balloon B2");
        assertThat(landing.get("section").asString()).isEqualTo("Landing");
        assertThat(landing.get("text").asString()).contains("Pull the red rope twice");
        assertThat(weather.get("section").asString()).isEqualTo("Weather");
        assertThat(call(HttpMethod.GET, "/v1/documents/manual-balloon-b2", null)
                        .body()
                        .get("mediaType")
                        .asString())
                .isEqualTo("application/pdf");
    }

    @Test
    void aFileIsTakenAsItIs() {
        var pdf = upload("manual-b2", "category=manual&productId=balloon-b2", "application/pdf", balloonManual());
        var page = upload(
                "faq-b2",
                "category=faq&title=Questions",
                "text/html; charset=iso-8859-1",
                "<html><p>Caf\u00e9 near the field".getBytes(ISO_8859_1));
        var unstated = upload("manual-b2", "category=manual&productId=balloon-b2", null, balloonManual());

        assertThat(pdf.body().get("chunks").asInt()).isEqualTo(2);
        assertThat(page.body().get("change").asString()).isEqualTo("INDEXED");
        assertThat(unstated.body().get("change").asString()).isEqualTo("UNCHANGED");
        assertThat(jdbc.sql("select text from document where id = 'faq-b2'")
                        .query(String.class)
                        .single())
                .isEqualTo("Caf\u00e9 near the field");
    }

    @Test
    void filesThatCannotBeTakenAreRefusedWithACodeThatLasts() {
        assertRefused(422, "document-encrypted", upload("f", "category=faq&title=T", null, Pdfs.locked("Some text.")));
        assertRefused(
                422, "document-unreadable", upload("f", "category=faq&title=T", null, "%PDF-1.7".getBytes(UTF_8)));
        assertRefused(422, "document-unreadable", upload("f", "category=faq&title=T", "text/plain", new byte[100]));
        assertRefused(400, "document-empty", upload("f", "category=faq&title=T", null, Pdfs.pdf()));
        assertRefused(400, "document-empty", put("f", "T", "faq", null, " "));
        assertRefused(413, "document-too-large", put("f", "T", "faq", null, "text ".repeat(300_000)));
        assertRefused(413, "document-too-large", put("f", "T", "faq", null, "text ".repeat(6_000_000)));
        assertRefused(415, "document-format-unknown", upload("f", "category=faq&title=T", "image/png", new byte[100]));
        assertRefused(400, "invalid-arguments", put("f", "T".repeat(1_000_000), "faq", null, "text"));
        assertRefused(400, "invalid-arguments", put("f", "T", "", null, "text"));
        assertThat(chunksOf("f")).isZero();
    }

    @Test
    void aFileThatCannotBeReadIsSetAsideWithItsReason() {
        probe.publish(new DocumentFileUpserted(
                Meta.first(UUID.randomUUID().toString(), "doc-locked", null),
                "doc-locked",
                null,
                "manual",
                null,
                null,
                Base64.getEncoder().encodeToString(Pdfs.locked("Some text."))));
        probe.publish(document("doc-next", "Next", null, "Some text that is good."));

        awaitChunks("doc-next", 1);
        var letter = Awaitility.await()
                .until(
                        () -> probe.raw(Topics.deadLetter(Topics.DOCUMENTS)).stream()
                                .filter(dead -> "doc-locked".equals(dead.key()))
                                .toList(),
                        letters -> !letters.isEmpty());
        assertThat(EventProbe.headers(letter.getFirst()).get("souk_dlt-reason"))
                .startsWith("document-encrypted: the PDF asks for a password");
    }

    @Test
    void ingestionWaitsForADatabaseThatIsAwayAndGoesOn() throws Exception {
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table document in access exclusive mode");
            var before = retries();
            probe.publish(document("manual-patient", "Patient", null, "It waits."));
            Awaitility.await().untilAsserted(() -> assertThat(retries()).isGreaterThan(before + 3));
            other.rollback();
        }

        awaitChunks("manual-patient", 1);
        assertThat(probe.raw(Topics.deadLetter(Topics.DOCUMENTS)))
                .noneMatch(dead -> "manual-patient".equals(dead.key()));
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

    @Test
    void oddTextsAreTakenOrRefusedWithACodeAndAskedForWithoutHarm() {
        var odd = Map.of(
                "letter", "x",
                "emoji", "😀😀👩‍👩‍👧🏳️‍🌈",
                "scripts", "退货期限为三十天。 الإرجاع خلال ثلاثين يومًا. Возврат в течение тридцати дней.",
                "controls", "\u0000\u0001\u0002\u001B[31mred\u0007",
                "only-controls", "\u0000\u0001\u0002",
                "sql", "'; drop table chunk; -- \\'' | & ! ( ) <-> :*",
                "html", "<script>alert(1)</script><b>bold &amp; bright</b>",
                "one-word", "x".repeat(100_000),
                "emoji-word", "😀".repeat(50_000));

        odd.forEach((id, text) -> {
            var answer = put("odd-" + id, "Odd " + id, "faq", null, text);

            assertThat(answer.status().value()).as(id).isIn(200, 422);
            if (answer.status().value() == 200) {
                assertThat(chunksOf("odd-" + id)).as(id).isPositive();
                assertThat(search(text.substring(0, Math.min(4_000, text.length())), 20, null, null)
                                .status()
                                .value())
                        .as("search for " + id)
                        .isEqualTo(200);
            } else {
                assertThat(answer.body().get("code").asString()).as(id).isNotBlank();
            }
        });
        assertThat(chunksOf("odd-scripts")).isPositive();
    }

    private static byte[] balloonManual() {
        return Pdfs.titled(
                "Balloon B2",
                "# Starting",
                "Light the burner under the envelope and wait until it is round.",
                "",
                "# Landing",
                "Pull the red rope twice and hold on to the basket.");
    }

    private static void assertRefused(int status, String code, Answer answer) {
        assertThat(answer.body().get("code").asString()).isEqualTo(code);
        assertThat(answer.status().value()).isEqualTo(status);
        assertThat(answer.body().get("detail").asString()).isNotBlank();
    }

    private double retries() {
        return meters.find("souk.events.retried").tag("topic", Topics.DOCUMENTS).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
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
