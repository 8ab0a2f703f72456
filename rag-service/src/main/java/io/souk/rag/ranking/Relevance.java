package io.souk.rag.ranking;

import java.util.List;

/**
 * How well a passage answers a question. Weights were chosen on questions of our own, see docs/retrieval.md; what the probability
 * is worth was fitted there too.
 *
 * @param cosine of the question's vector and the passage's
 * @param sentence the best cosine of the question's vector and a sentence's, or the passage's own if that is better
 * @param words BM25 of title, headings and text, as a share of what the question's words could give at most
 * @param empty whether the passage says nothing beyond its headings
 */
public record Relevance(double cosine, double sentence, double words, boolean empty) {
    private static final double OF_PASSAGE = 0.5;
    private static final double OF_SENTENCE = 0.5;
    private static final double OF_WORDS = 0.25;
    private static final double EMPTY = 0.1;

    private static final double SLOPE = 12.8;
    private static final double SHIFT = -11.18;

    private static final double TITLE = 3;
    private static final double SECTION = 2;
    private static final double SATURATION = 0.8;
    private static final double LENGTH = 0.4;
    private static final double USUAL_LENGTH = 28;

    /** Of a passage with its words and sentences; the passage counts as one of them: several together may say it. */
    public static Relevance of(
            float[] question, List<Word> words, double cosine, Terms terms, List<Sentences.Sentence> parts) {
        var best = parts.stream().mapToDouble(it -> it.cosine(question)).max().orElse(cosine);
        return new Relevance(cosine, Math.max(cosine, best), share(words, terms), terms.saysNothingNew());
    }

    /** Orders passages for one question. */
    public double score() {
        return OF_PASSAGE * cosine + OF_SENTENCE * sentence + OF_WORDS * words - (empty ? EMPTY : 0);
    }

    /** That the passage answers the question: 0 to 1, in the order of {@link #score}. */
    public double probability() {
        return 1 / (1 + Math.exp(-SLOPE * score() - SHIFT));
    }

    private static double share(List<Word> words, Terms terms) {
        var most = 0.0;
        var sum = 0.0;
        for (var word : words) {
            most += word.rarity();
            var found = terms.of(word);
            if (found != null) {
                var weight = TITLE * found.title()
                        + SECTION * found.section()
                        + found.text() / (1 - LENGTH + LENGTH * terms.length() / USUAL_LENGTH);
                sum += word.rarity() * weight / (weight + SATURATION);
            }
        }
        return most > 0 ? sum / most : 0;
    }
}
