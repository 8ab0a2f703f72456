package io.souk.conversation.reply;

import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells how probably a sentence answers a question: a logistic model of {@link Sign}s, fitted on questions of our own
 * (docs/conversation.md). It alone decides; whoever composes a reply trusts it.
 */
final class Judge {
    private static final double BY_SYNONYM = 0.8;
    /** A word that no passage has may be idle talk, or just what the documents do not know. */
    private static final double UNHEARD = 0.6;

    private static final String FAQ = "faq";
    /** Taken where no search judged the sentence: then its words must tell. */
    private static final double USUAL_NEARNESS = 0.53;

    /** Than the spans of its passage, which are not all of its sentences where the searcher is an older one. */
    private static final double LESS_NEAR = 0.1;

    /** Cosines lie between these. */
    private static final double FAR = 0.4;

    private static final double LONG = 40;

    /** What tells whether a sentence answers, each of about 0 to 1, or -1 to 0. */
    enum Sign {
        /** One, always. */
        ALWAYS(-4.10),
        /** Cosine of sentence and question. */
        NEARNESS(1.60),
        /** How much less near it is than the nearest of all. */
        BEHIND_NEAREST(2.65),
        /** What the searcher thinks of its passage. */
        PASSAGE(1.85),
        /** How much less it thinks of it than of the best. */
        BEHIND_BEST_PASSAGE(4.41),
        /** Share of the question's words, rare ones counting more, that it has. */
        WORDS(1.83),
        /** Share of those that only its heading, or the head of its table, has. */
        WORDS_OF_HEADING(1.52),
        /** The same under the question of an FAQ. */
        WORDS_OF_FAQ(1.90),
        /** It holds the time, amount or number that is asked for. */
        RIGHT_KIND(-0.12),
        /** It does not. */
        WRONG_KIND(-0.48),
        /** It is the first under the question of an FAQ. */
        OPENING_OF_FAQ(0.39),
        /** It cannot be understood without the one before. */
        LEANING(0.40),
        /** Its title is on what the question is of; less than nothing if on something else only. */
        TOPIC(0.30),
        /** It is of a product that is asked about. */
        OF_ASKED_PRODUCT(1.35),
        /** It is of a product, and the question of none. */
        OF_UNASKED_PRODUCT(-1.24),
        /** Its document was cited in the answer before. */
        OF_DOCUMENT_SPOKEN_OF(0.52),
        /** How long it is. */
        LENGTH(2.27);

        private final double weight;

        Sign(double weight) {
            this.weight = weight;
        }

        double weight() {
            return weight;
        }
    }

    private final Lexicon lexicon;

    Judge(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /**
     * What is asked.
     *
     * @param wanted stems of its words, without the names of the products in question, which tell nothing in their own documents
     * @param intent by its wire name
     * @param products ids of those in question
     * @param documents ids of those that the answer before cited
     */
    record Question(String text, Set<String> wanted, String intent, List<String> products, List<String> documents) {}

    /** A sentence with the probability that it answers. */
    record Judged(Sentence sentence, double probability) {}

    /** In the order of the sentences. */
    List<Judged> judge(Question question, List<Sentence> sentences) {
        var signs = signs(question, sentences);
        var judged = new ArrayList<Judged>();
        for (var i = 0; i < sentences.size(); i++) {
            var sum = 0.0;
            for (var sign : signs.get(i).entrySet()) {
                sum += sign.getKey().weight * sign.getValue();
            }
            judged.add(new Judged(sentences.get(i), 1 / (1 + Math.exp(-sum))));
        }
        return judged;
    }

    /** Of each sentence those signs that are not 0. */
    List<Map<Sign, Double>> signs(Question question, List<Sentence> sentences) {
        var asked = new Asked(question, sentences);
        var all = sentences.stream().map(asked::signs).toList();
        var nearest = highest(all, Sign.NEARNESS);
        var best = highest(all, Sign.PASSAGE);
        for (var signs : all) {
            signs.put(Sign.BEHIND_NEAREST, signs.getOrDefault(Sign.NEARNESS, 0.0) - nearest);
            signs.put(Sign.BEHIND_BEST_PASSAGE, signs.getOrDefault(Sign.PASSAGE, 0.0) - best);
        }
        return all;
    }

    private static double highest(List<Map<Sign, Double>> all, Sign sign) {
        return all.stream()
                .mapToDouble(signs -> signs.getOrDefault(sign, 0.0))
                .max()
                .orElse(0);
    }

    /** A question among the sentences that may answer it. */
    private final class Asked {
        private final Question question;
        private final @Nullable String expected;
        private final @Nullable String counted;
        private final Map<Sentence, Set<String>> stems = new LinkedHashMap<>();
        private final Map<String, Double> weights = new HashMap<>();
        private final double total;

        private Asked(Question question, List<Sentence> sentences) {
            this.question = question;
            this.expected = lexicon.expects(question.text());
            this.counted = lexicon.counted(question.text());
            sentences.forEach(sentence -> stems.put(sentence, new HashSet<>(lexicon.stems(sentence.text()))));
            for (var term : question.wanted()) {
                var with =
                        stems.values().stream().filter(of -> of.contains(term)).count();
                // Rare words count more.
                var rarity = Math.log(1 + (sentences.size() - with + 0.5) / (with + 0.5));
                weights.put(term, with == 0 ? rarity * UNHEARD : rarity);
            }
            this.total = weights.values().stream().mapToDouble(weight -> weight).sum();
        }

        private Map<Sign, Double> signs(Sentence sentence) {
            var passage = sentence.passage();
            var own = stems.getOrDefault(sentence, Set.of());
            var above = new HashSet<>(lexicon.stems(sentence.heading() + ' ' + sentence.columns()));
            var isFaq = passage.category().equals(FAQ);
            var byText = 0.0;
            var byHeading = 0.0;
            for (var term : weights.entrySet()) {
                var inText = match(term.getKey(), own);
                byText += term.getValue() * inText;
                byHeading += term.getValue() * Math.max(0, match(term.getKey(), above) - inText);
            }
            var signs = new EnumMap<Sign, Double>(Sign.class);
            signs.put(Sign.ALWAYS, 1.0);
            signs.put(Sign.NEARNESS, (nearness(sentence) - FAR) / (1 - FAR));
            signs.put(Sign.PASSAGE, confidence(passage.score()));
            signs.put(Sign.WORDS, share(byText));
            signs.put(isFaq ? Sign.WORDS_OF_FAQ : Sign.WORDS_OF_HEADING, share(byHeading));
            signs.put(
                    Sign.TOPIC, (double) lexicon.topic(question.intent(), passage.title() + ' ' + sentence.heading()));
            signs.put(Sign.LENGTH, Math.min(1, own.size() / LONG));
            if (expected != null) {
                var isRight =
                        lexicon.matches(expected, sentence.text()) && (counted == null || match(counted, own) > 0);
                signs.put(isRight ? Sign.RIGHT_KIND : Sign.WRONG_KIND, 1.0);
            }
            if (isFaq && sentence.opens()) {
                signs.put(Sign.OPENING_OF_FAQ, 1.0);
            }
            if (lexicon.matches("leansBack", sentence.text())) {
                signs.put(Sign.LEANING, 1.0);
            }
            if (passage.productId() != null) {
                signs.put(
                        question.products().contains(passage.productId())
                                ? Sign.OF_ASKED_PRODUCT
                                : Sign.OF_UNASKED_PRODUCT,
                        1.0);
            }
            if (question.documents().contains(passage.documentId())) {
                signs.put(Sign.OF_DOCUMENT_SPOKEN_OF, 1.0);
            }
            return signs;
        }

        private double share(double weight) {
            return total == 0 ? 0 : weight / total;
        }
    }

    private double match(String term, Set<String> stems) {
        return stems.contains(term) ? 1 : lexicon.meanTheSame(term, stems) ? BY_SYNONYM : 0;
    }

    /** A probability as log odds, so that .9 and .99 are as far from each other as .5 and .9, on about 0 to 1. */
    private static double confidence(double probability) {
        var kept = Math.clamp(probability, 0.01, 0.99);
        return (Math.log(kept / (1 - kept)) + 4.6) / 9.2;
    }

    /** To the question, as the search that brought the passage saw it. */
    private static double nearness(Sentence sentence) {
        var spans = sentence.passage().spans();
        if (spans.isEmpty()) {
            return USUAL_NEARNESS;
        }
        // Lines of a paragraph are joined in the quote.
        var start = sentence.passage().text().replace('\n', ' ').indexOf(sentence.quote());
        var end = start + sentence.quote().length();
        return spans.stream()
                .filter(span -> start >= 0 && span.start() < end && span.end() > start)
                .mapToDouble(Span::score)
                .max()
                .orElseGet(() -> spans.stream().mapToDouble(Span::score).min().orElse(USUAL_NEARNESS) - LESS_NEAR);
    }
}
