package io.souk.rag.evaluation;

import java.util.List;
import java.util.Set;

/**
 * What a search brought for a question.
 *
 * @param sections of the hits, best first, each once
 * @param score of the best hit: how probably it answers the question
 * @param spans the sentences of the best hit that were called the answer
 * @param embedding nanoseconds
 * @param searching nanoseconds
 */
public record Result(
        Question question, List<String> sections, double score, String spans, long embedding, long searching) {

    /** From 1; 0 if it is not among the hits. */
    int rank(Set<String> gold) {
        for (var i = 0; i < sections.size(); i++) {
            if (gold.contains(sections.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Of the first ten hits, against the best order that there could be. */
    double ndcg(Set<String> gold) {
        var gain = 0.0;
        var best = 0.0;
        for (var i = 0; i < 10; i++) {
            var discount = Math.log(2) / Math.log(i + 2);
            gain += i < sections.size() && gold.contains(sections.get(i)) ? discount : 0;
            best += i < gold.size() ? discount : 0;
        }
        return best == 0 ? 0 : gain / best;
    }
}
