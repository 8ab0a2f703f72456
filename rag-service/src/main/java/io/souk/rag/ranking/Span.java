package io.souk.rag.ranking;

import io.souk.rag.ranking.Sentences.Sentence;
import java.util.Comparator;
import java.util.List;

/**
 * A sentence of a passage that answers the question.
 *
 * @param start first character in the passage's text
 * @param end after the last character
 * @param score cosine of the question's vector and the sentence's; comparable within one model only
 */
public record Span(int start, int end, double score) {
    private static final double NEAR_THE_BEST = 0.15;
    private static final int MOST = 4;

    /** Each sentence, in reading order. */
    public static List<Span> all(List<Sentence> sentences, float[] question) {
        return sentences.stream()
                .map(it -> new Span(it.start(), it.end(), it.cosine(question)))
                .toList();
    }

    /** The best sentence and those about as good, in reading order. */
    public static List<Span> of(List<Sentence> sentences, float[] question) {
        var spans = sentences.stream()
                .map(it -> new Span(it.start(), it.end(), it.cosine(question)))
                .sorted(Comparator.comparingDouble(Span::score).reversed())
                .limit(MOST)
                .toList();
        return spans.stream()
                .filter(it -> it.score() >= spans.getFirst().score() - NEAR_THE_BEST)
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
    }
}
