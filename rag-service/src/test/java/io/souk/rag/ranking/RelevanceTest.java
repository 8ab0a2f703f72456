package io.souk.rag.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.souk.rag.ranking.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelevanceTest {
    private static final float[] QUESTION = {1, 0};

    @Test
    void oneSentenceThatSaysItCountsMoreThanAPassageThatIsAboutIt() {
        var said = Relevance.of(QUESTION, List.of(), 0.6, terms("'a':1C 'b':2C"), sentences(0.9f, 0.1f));
        var about = Relevance.of(QUESTION, List.of(), 0.7, terms("'a':1C 'b':2C"), sentences(0.7f, 0.7f));

        assertThat(said.score()).isGreaterThan(about.score());
    }

    @Test
    void severalSentencesMaySayItTogether() {
        var together = Relevance.of(QUESTION, List.of(), 0.7, terms("'a':1C 'b':2C"), sentences(0.5f, 0.5f));

        assertThat(together.sentence()).isEqualTo(0.7);
    }

    @Test
    void aRareWordInTheTitleCountsMoreThanACommonOneInTheText() {
        var words = List.of(new Word("x1", null, 5), new Word("use", null, 1));

        var named = Relevance.of(QUESTION, words, 0.7, terms("'x1':2A 'other':3C,4C 'more':5C"), List.of());
        var common = Relevance.of(QUESTION, words, 0.7, terms("'use':2C 'other':3C,4C 'more':5C"), List.of());

        assertThat(named.words()).isGreaterThan(common.words());
        assertThat(named.words()).isLessThan(1);
    }

    @Test
    void aMisspeltWordCountsAsTheOneThatWasMeant() {
        var terms = terms("'batteri':2C 'charg':3C");

        assertThat(Relevance.of(QUESTION, List.of(new Word("baterri", "batteri", 3)), 0.7, terms, List.of())
                        .words())
                .isGreaterThan(0.3);
        assertThat(Relevance.of(QUESTION, List.of(new Word("baterri", null, 3)), 0.7, terms, List.of())
                        .words())
                .isZero();
    }

    @Test
    void aPassageThatOnlyRepeatsItsHeadingAnswersLess() {
        var empty = Relevance.of(QUESTION, List.of(), 0.8, terms("'camera':1A,2C 'see':3C"), List.of());
        var full = Relevance.of(QUESTION, List.of(), 0.8, terms("'camera':1A,2C 'tap':3C 'photo':4C"), List.of());

        assertThat(empty.empty()).isTrue();
        assertThat(empty.score()).isLessThan(full.score());
    }

    @Test
    void theProbabilityKeepsTheOrderOfTheScores() {
        var better = new Relevance(0.9, 0.9, 0.9, false);
        var worse = new Relevance(0.5, 0.5, 0, false);

        assertThat(better.probability()).isBetween(0.9, 1.0);
        assertThat(worse.probability()).isBetween(0.0, 0.1);
    }

    @Test
    void quotesAndBackslashesInWordsAreRead() {
        var terms = terms("'a''b':1A 'c\\\\d':2B,3C 'http://x':4C");

        assertThat(terms.of(new Word("a'b", null, 1))).isEqualTo(new Terms.Places(1, 0, 0));
        assertThat(terms.of(new Word("c\\d", null, 1))).isEqualTo(new Terms.Places(0, 1, 1));
        assertThat(terms.of(new Word("http://x", null, 1))).isEqualTo(new Terms.Places(0, 0, 1));
        assertThat(terms("").length()).isZero();
    }

    @Test
    void spansAreTheBestSentenceAndThoseAboutAsGoodInReadingOrder() {
        var spans = Span.of(sentences(0.75f, 0.4f, 0.8f), QUESTION);

        assertThat(spans).extracting(Span::start).containsExactly(0, 200);
        assertThat(spans.getLast().score()).isCloseTo(0.8, within(0.01));
        assertThat(Span.of(List.of(), QUESTION)).isEmpty();
    }

    private static Terms terms(String vector) {
        return Terms.parse(vector);
    }

    /** With the given cosines; their places do not matter but for the order. */
    private static List<Sentence> sentences(float... cosines) {
        var sentences = new ArrayList<Sentence>();
        for (var cosine : cosines) {
            var vector = new float[] {cosine, (float) Math.sqrt(1 - cosine * cosine)};
            var passage = "One sentence that is long enough to stand alone.";
            var made = Sentences.of(
                    List.of(new Sentences.Passage("", "", passage)),
                    List.of(vector),
                    _ -> List.of(),
                    _ -> List.of(vector));
            sentences.add(made.getFirst().all().getFirst().moved(100 * sentences.size()));
        }
        return sentences;
    }
}
