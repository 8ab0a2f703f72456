package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.souk.rag.PassageSearch.Candidate;
import io.souk.rag.index.LiveIndex;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class SearchIT extends RagIT {
    @Autowired
    private PassageSearch search;

    @Autowired
    private Spelling spelling;

    @Autowired
    private LiveIndex index;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private CorpusStatistics statistics;

    @Autowired
    private DataSource database;

    @BeforeEach
    void emptyLibrary() {
        forgetEverything();
    }

    @Test
    void filtersHoldAmongManyDocumentsThatFitBetter() {
        manyNearer();

        var byProduct = search("How long does the battery last on one charge?", 50, null, "lantern-l1");
        var byBoth = search("How long does the battery last on one charge?", 50, "manual", "lantern-l1");
        var unknown = search("How long does the battery last on one charge?", 50, "manual", "nobody");

        assertThat(byProduct.body().get("results"))
                .extracting(hit -> hit.get("documentId").asString())
                .containsExactlyInAnyOrder("manual-own", "faq-own");
        assertThat(byBoth.body().get("results"))
                .extracting(hit -> hit.get("documentId").asString())
                .containsExactly("manual-own");
        assertThat(unknown.body().get("results")).isEmpty();
    }

    @Test
    void theVectorIndexGoesOnUntilEnoughHitsPassTheFilter() {
        manyNearer();
        var question = "How long does the battery last on one charge?";
        var own = new Scope(List.of(), List.of("lantern-l1"), false);

        var found = new TransactionTemplate(transactions).execute(rolledBack -> {
            // Leaves the planner nothing but the vector index.
            jdbc.sql("drop index chunk_product, chunk_category").update();
            rolledBack.setRollbackOnly();
            var live = index.current();
            return search.candidates(question, live.encoder().embedQuery(question), live.id(), own, 50);
        });

        assertThat(found).extracting(Candidate::documentId).containsExactlyInAnyOrder("manual-own", "faq-own");
    }

    @Test
    void theVectorIndexIsAskedInASmallCorpusToo() {
        put("kettle", "Kettle K1", "manual", "kettle", "Boils water in two minutes.");
        statistics.refresh();

        var plan = jdbc.sql(
                        "explain select id from chunk_" + index.current().id()
                                + " order by cast(embedding as halfvec(384)) <=> cast(cast(:vector as real[]) as halfvec(384)) limit 40")
                .param("vector", index.current().encoder().embedQuery("How fast is the kettle?"))
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan)).contains("_embedding_idx").doesNotContain("Seq Scan");
    }

    @Test
    void threeHitsAreTheDefaultAndMoreCanBeHad() {
        IntStream.range(0, 10)
                .forEach(i -> put(
                        "kettle-" + i, "Kettle K" + i, "manual", "kettle-" + i, "Boils water in " + i + " minutes."));

        assertThat(search("how fast does the kettle boil water").body().get("results"))
                .hasSize(3);
        assertThat(search("how fast does the kettle boil water", 10, null, null)
                        .body()
                        .get("results"))
                .hasSize(10);
    }

    @Test
    void aQuestionOfAnotherWorldIsToldFromOneThatIsAnswered() {
        put("policy-returns", "Returns", "policy", null, "You can return almost anything within 30 days.");

        var other = search("What is the capital of France?").body();
        var ours = search("how many days do I have to return something").body();

        assertThat(other.get("relevant").asBoolean()).isFalse();
        assertThat(ours.get("relevant").asBoolean()).isTrue();
        assertThat(ours.get("results").get(0).get("score").asDouble())
                .isBetween(0.3, 1.0)
                .isGreaterThan(other.get("results").get(0).get("score").asDouble() * 3);
    }

    @Test
    void aHitNamesTheSentencesThatAnswer() {
        put(
                "kettle",
                "Kettle",
                "manual",
                "kettle",
                "It is made of brushed steel and has a lid that closes by itself. Water boils within three minutes, even if it"
                        + " is full. The cable is one metre long and can be wound up below the foot.");

        var hit = search("how fast does the water boil").body().get("results").get(0);

        assertThat(hit.get("spans"))
                .singleElement()
                .satisfies(span -> assertThat(hit.get("text")
                                .asString()
                                .substring(
                                        span.get("start").asInt(),
                                        span.get("end").asInt()))
                        .isEqualTo("Water boils within three minutes, even if it is full."));
        assertThat(hit.get("context").isNull()).isTrue();
    }

    @Test
    void aMisspeltNameIsUnderstoodOnceItsWordsAreCounted() {
        IntStream.range(0, 12)
                .forEach(i ->
                        put("vase-" + i, "Vase", "manual", null, "The handle of number " + i + " is made of glass."));
        put("zwiebel", "Zwiebelkuchen", "manual", null, "The handle is made of glass.");
        await().until(() -> {
            statistics.refresh();
            return jdbc.sql("select count(*) from term where word = 'zwiebelkuchen'")
                            .query(Integer.class)
                            .single()
                    == 1;
        });

        // Nearly a word: too far off for spelling to be mended, but nothing is more like it.
        var question = "zwibelkuhn handle";
        var live = index.current();
        var hits = search.search(question, live.encoder().embedQuery(question), live.id(), Scope.ALL, 3)
                .hits();

        assertThat(hits.getFirst().documentId()).isEqualTo("zwiebel");
    }

    @Test
    void aTypingErrorIsMendedAndAWordThatExistsIsNot() {
        put(
                "kettle",
                "Kettle",
                "manual",
                null,
                "Descale the Zwiebelkocher with vinegar, and wipe the gauge. The warranty needs your address.");
        spelling.refresh();

        assertThat(spelling.mended("how do i decsale the zwiebelkoher with some vineger please?"))
                .isEqualTo("how do i descale the zwiebelkocher with some vinegar please?");
        assertThat(spelling.mended("Waranty and which adress do you have"))
                .isEqualTo("warranty and which address do you have");
        assertThat(Stream.of(
                        "why cant my toddler rewash overcooked kitchens",
                        "descaling the X1-gauge",
                        "Wie entkalke ich meine Waschmaschine",
                        "gauges of gage's"))
                .allSatisfy(question -> assertThat(spelling.mended(question)).isEqualTo(question));
    }

    @Test
    void aMistypedQuestionFindsWhatWasMeant() {
        IntStream.range(0, 12).forEach(i -> put("lamp-" + i, "Lamp " + i, "manual", null, "The bulb is warm white."));
        put("oven", "Oven", "manual", null, "To silence the buzzer, hold both keys for three seconds.");
        spelling.refresh();

        var best = search("please tell me how to slience the buzzre")
                .body()
                .get("results")
                .get(0);

        assertThat(best.get("documentId").asString()).isEqualTo("oven");
        assertThat(best.get("score").asDouble())
                .isCloseTo(
                        search("please tell me how to silence the buzzer")
                                .body()
                                .get("results")
                                .get(0)
                                .get("score")
                                .asDouble(),
                        within(0.001));
    }

    @Test
    void aNameInTwoPartsIsUnderstoodAsTheOneThatDocumentsHave() {
        Stream.of("q7", "q8", "q9")
                .forEach(name ->
                        put("toaster-" + name, "Toaster " + name, "manual", null, "The tray lies below the slots."));
        await().until(() -> {
            statistics.refresh();
            return jdbc.sql("select count(*) from term where word in ('q7', 'q8', 'q9')")
                            .query(Integer.class)
                            .single()
                    == 3;
        });

        Stream.of("q7", "q8", "q9").forEach(name -> {
            var parts = name.charAt(0) + " " + name.charAt(1);

            assertThat(search("where is the tray of the " + parts, 1, null, null)
                            .body()
                            .get("results")
                            .get(0)
                            .get("title")
                            .asString())
                    .isEqualTo("Toaster " + name);
        });
    }

    @Test
    void aVersionThatWasReplacedIsNotFound() {
        put("kettle", "Kettle", "manual", "kettle", "Water boils within three minutes.");
        var old = search("how fast does the water boil")
                .body()
                .get("results")
                .get(0)
                .get("version")
                .asString();
        put("kettle", "Kettle", "manual", "kettle", "Water boils within two minutes.");

        assertThat(ofVersion("kettle", old)).isEmpty();
        assertThat(ofVersion("kettle", null)).hasSize(1);
        assertThat(ofVersion("another", null)).isEmpty();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsSaidInTime() throws Exception {
        try (var other = database.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table chunk in access exclusive mode");
            var started = System.nanoTime();

            var answer = search("how fast does the water boil");

            assertThat(answer.status().value()).isEqualTo(503);
            assertThat(answer.body().get("code").asString()).isEqualTo("search-unavailable");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
            other.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "😀",
                "\u0000",
                "a\u0000b",
                "\u0007\u001B[31m",
                "'; drop table chunk; --",
                "\\'' | & ! ( ) <-> :*",
                "<script>alert(1)</script>",
                "中文问题",
                "the of and",
                "http://example.org/a?b&c=d e-mail@example.org /usr/bin",
                "x",
                "'a' & !b <-> (c | d):*A \\\\",
                "วิธีคืนสินค้า كيف أعيد המוצר",
            })
    void oddQuestionsAreAnsweredOrRefused(String question) {
        put("policy-returns", "Returns", "policy", null, "You can return almost anything within 30 days.");

        assertThat(search(question).status().value()).isIn(200, 400);
        assertThat(search(question, 3, question, question).status().value()).isIn(200, 400);
    }

    @Test
    void halfACharacterIsNoFault() {
        assertThat(call(
                                HttpMethod.POST,
                                "/v1/search",
                                "{\"query\":\"battery \\ud83d\",\"filter\":{\"category\":\"\\udc00\"}}")
                        .status()
                        .value())
                .isIn(200, 400);
    }

    @Test
    void blankOrTooLongQuestionsAndOddLimitsAreRefused() {
        assertThat(search(" \n ").body().get("code").asString()).isEqualTo("invalid-arguments");
        assertThat(search("word ".repeat(20_000)).body().get("code").asString()).isEqualTo("invalid-arguments");
        assertThat(search("x".repeat(4_001)).body().get("code").asString()).isEqualTo("invalid-arguments");
        assertThat(search("x y ".repeat(1_000)).status().value()).isEqualTo(200);
        assertThat(search("tea", 0, null, null).status().value()).isEqualTo(400);
        assertThat(search("tea", 51, null, null).status().value()).isEqualTo(400);
        assertThat(call(HttpMethod.POST, "/v1/search", "{}").status().value()).isEqualTo(400);
    }

    /** Two documents about lanterns, and thousands of others, all of them nearer to the question. */
    private void manyNearer() {
        put(
                "manual-own",
                "Lantern L1 Manual",
                "manual",
                "lantern-l1",
                "The lantern runs for nine hours on one charge.");
        put("faq-own", "Lantern L1 questions", "faq", "lantern-l1", "Ask us about lanterns.");
        put("noise", "Battery", "manual", "noise", "How long does the battery last on one charge?");
        // "- n + n" makes the planner draw new numbers for every row: thousands of equal vectors would tear the index's
        // graph apart.
        new TransactionTemplate(transactions).executeWithoutResult(_ -> {
            jdbc.sql("set local statement_timeout = '60s'").update();
            jdbc.sql("""
                    insert into chunk (generation, document_id, version, ordinal, title, text, starts_at, ends_at, category, product_id,
                        embedding)
                    select generation, document_id, version, n, title, text || ' ' || n, starts_at, ends_at, category, product_id,
                        (select cast(array_agg(value + 0.02 * (random() - n + n)) as vector)
                            from unnest(cast(embedding as real[])) as value)
                    from chunk, generate_series(1, 1000) n where document_id = 'noise'""").update();
        });
        jdbc.sql("analyze chunk").update();
    }

    private JsonNode ofVersion(String document, @Nullable String version) {
        Map<String, @Nullable Object> filter = new LinkedHashMap<>();
        filter.put("documentId", document);
        filter.put("version", version);
        return call(HttpMethod.POST, "/v1/search", Map.of("query", "how fast does the water boil", "filter", filter))
                .body()
                .get("results");
    }
}
