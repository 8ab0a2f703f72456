package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.kit.embedding.TextEmbedder;
import io.souk.rag.PassageSearch.Candidate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SearchIT extends RagIT {
    @Autowired
    private PassageSearch search;

    @Autowired
    private TextEmbedder embedder;

    @Autowired
    private PlatformTransactionManager transactions;

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
            jdbc.sql("set local enable_seqscan = off").update();
            rolledBack.setRollbackOnly();
            return search.candidates(question, embedder.embedQuery(question), own, 50);
        });

        assertThat(found).extracting(Candidate::documentId).containsExactlyInAnyOrder("manual-own", "faq-own");
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
    void aQuestionOfAnotherWorldFindsNothing() {
        put("policy-returns", "Returns", "policy", null, "You can return almost anything within 30 days.");

        assertThat(search("What is the capital of France?").body().get("results"))
                .isEmpty();
        assertThat(search("how many days do I have to return something").body().get("results"))
                .hasSize(1);
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
                    insert into chunk (document_id, version, ordinal, title, text, category, product_id, embedding)
                    select document_id, version, n, title, text || ' ' || n, category, product_id,
                        (select cast(array_agg(value + 0.02 * (random() - n + n)) as vector)
                            from unnest(cast(embedding as real[])) as value)
                    from chunk, generate_series(1, 1000) n where document_id = 'noise'""").update();
        });
        jdbc.sql("analyze chunk").update();
    }
}
