package io.souk.conversation.reply;

import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells how probably a sentence answers a question: a logistic model of {@link Sign}s, fitted on questions of our own
 * (docs/conversation.md). It alone decides; whoever composes a reply trusts it.
 */
final class Judge {
    private static final double BY_SYNONYM = 0.8;
    /** A word that no passage has may be idle talk, or just what the documents do not know. */
    private static final double UNHEARD = 0.6;

    /** That one has been answered. */
    private static final double OF_QUESTION_BEFORE = 0.5;

    static final String FAQ = "faq";
    /** Taken where no search judged the sentence: then its words must tell. */
    private static final double USUAL_NEARNESS = 0.53;

    /** Where no second model has read it: what is usual for a sentence with as many of the question's words. */
    private static final double LIKENESS_OF_NO_WORDS = 0.2;

    private static final double LIKENESS_OF_WORDS = 0.4;

    /** Than the spans of its passage, which are not all of its sentences where the searcher is an older one. */
    private static final double LESS_NEAR = 0.1;

    private static final double LONG = 40;

    /** What tells whether a sentence answers, each of about 0 to 1, or -1 to 0. */
    enum Sign {
        /** One, always. */
        ALWAYS(-5.41),
        /** How much less near it is to the question than the nearest of all. */
        BEHIND_NEAREST(2.91),
        /** How near it is as a second model sees it, under its heading. */
        LIKENESS(6.13),
        /** How much less the searcher thinks of its passage than of the best. */
        BEHIND_BEST_PASSAGE(3.67),
        /** Share of the question's words, rare ones counting more, that it has. */
        WORDS(1.48),
        /** Share of those that only its heading, or the head of its table, has. */
        WORDS_OF_HEADING(0.75),
        /** The same under the question of an FAQ. */
        WORDS_OF_FAQ(1.05),
        /** It does not hold the time, amount or number that is asked for. */
        WRONG_KIND(-0.37),
        /** It is the first under the question of an FAQ. */
        OPENING_OF_FAQ(0.40),
        /** It cannot be understood without the one before. */
        LEANING(0.40),
        /** It is of a product that is asked about. */
        OF_ASKED_PRODUCT(1.22),
        /** It is of a product, and the question of none. */
        OF_UNASKED_PRODUCT(-0.82),
        /** Its document was cited in the answer before. */
        OF_DOCUMENT_SPOKEN_OF(0.91),
        /** How long it is. */
        LENGTH(2.18);

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
     * @param leanedOn those that only the question before it has, which it leans on
     * @param products ids of those in question
     * @param documents ids of those that the answer before cited
     */
    record Question(
            String text, Set<String> wanted, Set<String> leanedOn, List<String> products, List<String> documents) {}

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
        var nearness = sentences.stream().map(Judge::nearness).toList();
        var confidence = sentences.stream()
                .map(sentence -> confidence(sentence.passage().score()))
                .toList();
        var signs = new ArrayList<Map<Sign, Double>>();
        for (var i = 0; i < sentences.size(); i++) {
            var each = asked.signs(sentences.get(i));
            each.put(Sign.BEHIND_NEAREST, nearness.get(i) - Collections.max(nearness));
            each.put(Sign.BEHIND_BEST_PASSAGE, confidence.get(i) - Collections.max(confidence));
            signs.add(each);
        }
        return signs;
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
                var own = question.leanedOn().contains(term) ? OF_QUESTION_BEFORE : 1;
                weights.put(term, own * (with == 0 ? rarity * UNHEARD : rarity));
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
            signs.put(Sign.LIKENESS, likeness(sentence, share(byText + byHeading)));
            signs.put(Sign.WORDS, share(byText));
            signs.put(isFaq ? Sign.WORDS_OF_FAQ : Sign.WORDS_OF_HEADING, share(byHeading));
            signs.put(Sign.LENGTH, Math.min(1, own.size() / LONG));
            if (expected != null
                    && !(lexicon.matches(expected, sentence.text()) && (counted == null || match(counted, own) > 0))) {
                signs.put(Sign.WRONG_KIND, 1.0);
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
        return spansOf(sentence)
                .mapToDouble(Span::score)
                .max()
                .orElseGet(() -> spans.stream().mapToDouble(Span::score).min().orElse(USUAL_NEARNESS) - LESS_NEAR);
    }

    private static double likeness(Sentence sentence, double words) {
        var usual = LIKENESS_OF_NO_WORDS + LIKENESS_OF_WORDS * words;
        return spansOf(sentence)
                .mapToDouble(span -> Objects.requireNonNullElse(span.likeness(), usual))
                .max()
                .orElse(usual);
    }

    /** The searcher may cut sentences in another way. */
    private static Stream<Span> spansOf(Sentence sentence) {
        // Lines of a paragraph are joined in the quote.
        var start = sentence.passage().text().replace('\n', ' ').indexOf(sentence.quote());
        var end = start + sentence.quote().length();
        return sentence.passage().spans().stream()
                .filter(span -> start >= 0 && span.start() < end && span.end() > start);
    }
}
