package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.rag.PassageSearch.Candidate;
import io.souk.rag.ranking.Relevance;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageSearchTest {

    @Test
    void theThirdHitIsFromAnotherDocument() {
        var hits = PassageSearch.diverse(
                List.of(
                        candidate("a", 0, "red light"),
                        candidate("a", 1, "green light"),
                        candidate("a", 2, "blue button"),
                        candidate("b", 0, "yellow paper"),
                        candidate("c", 0, "white cable")),
                5);

        assertThat(hits).extracting(Candidate::documentId).containsExactly("a", "a", "b", "a", "c");
    }

    @Test
    void aLoneDocumentMayFillAllPlaces() {
        var hits = PassageSearch.diverse(
                List.of(
                        candidate("a", 0, "red light"),
                        candidate("a", 1, "green light"),
                        candidate("a", 2, "blue button")),
                3);

        assertThat(hits).hasSize(3);
    }

    @Test
    void aCopyOfAParagraphIsNotAnotherHit() {
        var hits = PassageSearch.diverse(
                List.of(
                        candidate("a", 0, "Warranty lasts two years from delivery."),
                        candidate("b", 0, "Warranty lasts two years, from delivery"),
                        candidate("c", 0, "Batteries are different.")),
                3);

        assertThat(hits).extracting(Candidate::documentId).containsExactly("a", "c");
    }

    private static Candidate candidate(String document, int ordinal, String text) {
        return new Candidate(
                document,
                ordinal,
                "T",
                null,
                text,
                "manual",
                null,
                "1-x",
                new Relevance(0.8, 0.8, 0, false),
                List.of(),
                null,
                null);
    }
}
