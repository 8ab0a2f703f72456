package io.souk.rag;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.rag.PassageSearch.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageSearchTest {

    @Test
    void theThirdHitIsFromAnotherDocument() {
        var hits = PassageSearch.choose(
                List.of(
                        candidate("a", 0, "red light", 0.9),
                        candidate("a", 1, "green light", 0.8),
                        candidate("a", 2, "blue button", 0.7),
                        candidate("b", 0, "yellow paper", 0.65)),
                4);

        assertThat(hits).extracting(Hit::documentId).containsExactly("a", "a", "b", "a");
    }

    @Test
    void aLoneDocumentMayFillAllPlaces() {
        var hits = PassageSearch.choose(
                List.of(
                        candidate("a", 0, "red light", 0.9),
                        candidate("a", 1, "green light", 0.8),
                        candidate("a", 2, "blue button", 0.7)),
                3);

        assertThat(hits).hasSize(3);
    }

    @Test
    void aCopyOfAParagraphIsNotAnotherHit() {
        var hits = PassageSearch.choose(
                List.of(
                        candidate("a", 0, "Warranty lasts two years from delivery.", 0.9),
                        candidate("b", 0, "Warranty lasts two years, from delivery", 0.8),
                        candidate("c", 0, "Batteries are different.", 0.7)),
                3);

        assertThat(hits).extracting(Hit::documentId).containsExactly("a", "c");
    }

    @Test
    void nothingIsFoundWhereNothingIsNear() {
        assertThat(PassageSearch.choose(List.of(candidate("a", 0, "Warranty", 0.5)), 3))
                .isEmpty();
    }

    @Test
    void lessNearIsEnoughWhereTheRareWordsOfTheQuestionAreFound() {
        var named = new Candidate("a", 0, "T", null, "LDAC codec", "manual", null, "1-x", 0.57, 0.5, 0.9);

        assertThat(PassageSearch.choose(List.of(named), 3)).hasSize(1);
    }

    private static Candidate candidate(String document, int ordinal, String text, double cosine) {
        return new Candidate(document, ordinal, "T", null, text, "manual", null, "1-x", cosine, 0, 0);
    }
}
