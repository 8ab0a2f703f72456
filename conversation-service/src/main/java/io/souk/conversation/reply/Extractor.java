package io.souk.conversation.reply;

import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Passage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sentences of passages that answer a question, by words, their rarity, the kind of answer that is asked for, and the spans
 * that came with the passages.
 */
final class Extractor {
    private static final double BY_SYNONYM = 0.8;
    private static final double BY_HEADING = 0.65;
    private static final double BY_HEADING_OF_FAQ = 0.9;
    private static final double BY_TITLE = 0.35;
    /** The heading asks the very question, as in an FAQ. */
    private static final double SAME_QUESTION = 0.25;

    private static final double SAME_QUESTION_SHARE = 0.75;
    private static final double RIGHT_KIND = 0.35;
    private static final double WRONG_KIND = -0.15;
    private static final double OPENING = 0.12;
    /** It stands under a heading on something else. */
    private static final double BY_OTHER_HEADING = -0.1;

    private static final String FAQ = "faq";
    /** Under the question of an FAQ its answer comes first. */
    private static final double OPENING_OF_FAQ = 0.2;
    /** "Yes, …" is the answer to another question than "how long". */
    private static final double NOT_ASKED_YES_NO = -0.2;

    private static final double LEANING = -0.1;
    /** Its title is on what the question is of, or, with the contrary sign, on something else only. */
    private static final double BY_TOPIC = 0.15;

    private static final double HALF = 0.5;
    private static final double[] BY_RANK = {0.3, 0.15, 0.08};
    /** A word that no passage has may be idle talk, or just what the documents do not know. */
    private static final double UNHEARD = 0.6;

    private static final double BY_PASSAGE = 0.3;
    /** A passage that more likely answers than not does so in the sentences that are nearest to the question. */
    private static final double LIKELY = 0.5;
    /** Below this share of the question's weight, a sentence is about something else. */
    private static final double ENOUGH = 0.4;
    /** Nor does it help if it covers much less of the question. */
    private static final double NEAR_BEST_COVERAGE = 0.6;
    /** rag-service found the sentence near to the question, whatever its words: then fewer of them need to be the same. */
    private static final double BY_SPAN = 0.8;

    private static final double ENOUGH_IN_SPAN = 0.6;
    /** Cosines of a sentence that is about anything else, and of one that could not be nearer. */
    private static final double FAR = 0.55;

    private static final double NEAR = 0.85;
    private static final double CLEARLY = 0.3;
    /** A sentence this much worse than the best one only dilutes the answer. */
    private static final double NEAR_BEST = 0.82;

    private final Lexicon lexicon;
    private final Locale locale;

    Extractor(Lexicon lexicon, Locale locale) {
        this.lexicon = lexicon;
        this.locale = locale;
    }

    /**
     * What was found.
     *
     * @param sentences in reading order; the nearest one if none answers
     * @param answers whether they answer
     */
    record Answer(List<Sentence> sentences, boolean answers, double coverage) {
        static final Answer NONE = new Answer(List.of(), false, 0);
    }

    /**
     * The one to {@code most} sentences that answer.
     *
     * @param names words of the products in question; they are everywhere in their own documents, so they tell nothing
     */
    Answer answer(String question, Collection<String> names, List<Passage> passages, int most) {
        return answer(question, names, passages, most, "");
    }

    /** @param intent what the question is of, by its wire name: documents on that are nearer than documents on something else */
    Answer answer(String question, Collection<String> names, List<Passage> passages, int most, String intent) {
        var sentences = sentences(passages);
        if (sentences.isEmpty()) {
            return Answer.NONE;
        }
        var wanted = new LinkedHashSet<>(lexicon.stems(question));
        names.forEach(name -> lexicon.stems(name).forEach(wanted::remove));
        var expected = lexicon.expects(question);
        var scored =
                score(wanted, expected, lexicon.counted(question), lexicon.matches("asksYesNo", question), sentences)
                        .stream()
                        .map(each -> each.nearer(BY_TOPIC * lexicon.topic(intent, title(each.sentence()))))
                        .toList();
        if (lexicon.matches("asksHow", question) && expected == null && most > 1) {
            return steps(scored, most);
        }
        var ranked = scored.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        var best = best(ranked, expected);
        if (best == null) {
            return new Answer(
                    List.of(ranked.getFirst().sentence()),
                    false,
                    ranked.getFirst().coverage());
        }
        var listed = lexicon.listed(question);
        if (listed != null && most > 1) {
            var whole = ranked.stream()
                    .filter(row -> row.answers()
                            && !row.sentence().columns().isEmpty()
                            && row.score() >= best.score() * NEAR_BEST)
                    .findFirst()
                    .flatMap(row -> table(row.sentence(), listed, sentences));
            if (whole.isPresent()) {
                return new Answer(List.of(whole.get()), true, best.coverage());
            }
        }
        var picked = new ArrayList<Scored>();
        picked.add(best);
        for (var candidate : ranked) {
            if (picked.size() < most
                    && candidate.answers()
                    && candidate.score() >= best.score() * NEAR_BEST
                    && candidate.coverage() >= best.coverage() * NEAR_BEST_COVERAGE
                    && candidate.words() >= ENOUGH
                    && isOfTheSameProduct(candidate.sentence(), best.sentence())
                    && picked.stream().noneMatch(other -> sameWords(other.sentence(), candidate.sentence()))) {
                picked.add(candidate);
            }
        }
        return new Answer(withWhatTheyLeanOn(picked, sentences, most), true, best.coverage());
    }

    /** Of those that answer the best; one that holds the time or amount that is asked for before one that does not. */
    private @Nullable Scored best(List<Scored> ranked, @Nullable String expected) {
        var answering = ranked.stream().filter(Scored::answers).toList();
        if (answering.isEmpty()) {
            return null;
        }
        var first = answering.getFirst();
        return expected == null
                ? first
                : answering.stream()
                        .filter(each -> each.score() >= first.score() * HALF
                                && lexicon.matches(expected, each.sentence().text()))
                        .findFirst()
                        .orElse(first);
    }

    /** What holds of one product in its manual says nothing of another. */
    private static boolean isOfTheSameProduct(Sentence one, Sentence other) {
        var product = one.passage().productId();
        return product == null || product.equals(other.passage().productId());
    }

    private static String title(Sentence sentence) {
        return sentence.passage().title() + ' ' + sentence.heading();
    }

    /** "What payment methods are there?" is answered by the first column of the table of them, all of it. */
    private Optional<Sentence> table(Sentence row, String listed, List<Sentence> sentences) {
        var about = lexicon.stems(
                row.columns() + ' ' + row.heading() + ' ' + row.passage().title());
        if (!about.contains(listed)) {
            return Optional.empty();
        }
        var rows = sentences.stream()
                .filter(other -> other.passage().equals(row.passage())
                        && other.columns().equals(row.columns())
                        && other.heading().equals(row.heading()))
                .toList();
        var text = row.passage().text();
        var quote = text.substring(
                text.indexOf(rows.getFirst().quote()),
                text.indexOf(rows.getLast().quote()) + rows.getLast().quote().length());
        var names = rows.stream()
                .map(each -> each.text().substring(0, each.text().indexOf(": ")))
                .collect(Collectors.joining("; "));
        return Optional.of(new Sentence(
                row.passage(),
                row.rank(),
                rows.getFirst().index(),
                row.heading() + ": " + names + '.',
                quote,
                row.heading(),
                row.columns(),
                false));
    }

    /** Those sentences that share at least half of the question's words: what may be added to an answer that has been given. */
    Answer adding(String question, Collection<String> names, List<Passage> passages) {
        var wanted = new LinkedHashSet<>(lexicon.stems(question));
        names.forEach(name -> lexicon.stems(name).forEach(wanted::remove));
        var answer = answer(question, names, passages, 1);
        var holds = answer.sentences().stream()
                .anyMatch(sentence -> shares(wanted, new HashSet<>(lexicon.stems(sentence.text()))));
        return holds ? answer : Answer.NONE;
    }

    private boolean shares(Set<String> wanted, Set<String> stems) {
        var shared = wanted.stream()
                .filter(stem -> stems.contains(stem) || lexicon.meanTheSame(stem, stems))
                .count();
        return shared > 0 && shared >= HALF * wanted.size();
    }

    /** The first sentences of the best passage: what it is about. */
    List<Sentence> opening(List<Passage> passages, int most) {
        for (var rank = 0; rank < passages.size(); rank++) {
            var sentences = Passages.sentences(passages.get(rank), rank, locale).stream()
                    .filter(sentence -> !sentence.quote().startsWith("|"))
                    .filter(sentence -> sentence.index() > 0 || !lexicon.matches("leansBack", sentence.text()))
                    .limit(most)
                    .toList();
            if (!sentences.isEmpty()) {
                return sentences;
            }
        }
        return List.of();
    }

    private List<Sentence> sentences(List<Passage> passages) {
        var sentences = new ArrayList<Sentence>();
        for (var rank = 0; rank < passages.size(); rank++) {
            sentences.addAll(Passages.sentences(passages.get(rank), rank, locale));
        }
        return sentences;
    }

    private List<Scored> score(
            Set<String> wanted,
            @Nullable String expected,
            @Nullable String counted,
            boolean yesNo,
            List<Sentence> sentences) {
        var stemsOf = new ArrayList<Set<String>>();
        for (var sentence : sentences) {
            stemsOf.add(new HashSet<>(lexicon.stems(sentence.text())));
        }
        var weights = weights(wanted, stemsOf);
        var total = weights.values().stream().mapToDouble(weight -> weight).sum();
        var scored = new ArrayList<Scored>();
        for (var i = 0; i < sentences.size(); i++) {
            var sentence = sentences.get(i);
            var heading = new HashSet<>(lexicon.stems(sentence.heading() + ' ' + sentence.columns()));
            var title = new HashSet<>(lexicon.stems(sentence.passage().title()));
            // Under the question of an FAQ a sentence need not say again what was asked.
            var byHeading = sentence.passage().category().equals(FAQ) ? BY_HEADING_OF_FAQ : BY_HEADING;
            var covered = 0.0;
            var headingCovered = 0.0;
            for (var term : weights.entrySet()) {
                covered += term.getValue() * match(term.getKey(), stemsOf.get(i), heading, title, byHeading);
                headingCovered += heading.contains(term.getKey()) ? term.getValue() : 0;
            }
            // A question of no content words ("and how long?") is about whatever the passages are about.
            var coverage = total == 0 ? ENOUGH : covered / total;
            var score = coverage + BY_RANK[Math.min(sentence.rank(), BY_RANK.length - 1)];
            var titleCovered = weights.entrySet().stream()
                    .filter(term -> title.contains(term.getKey()))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            if (total > 0 && Math.max(headingCovered, titleCovered) / total >= SAME_QUESTION_SHARE) {
                score += SAME_QUESTION;
            }
            var rightKind = expected != null
                    && lexicon.matches(expected, sentence.text())
                    && (counted == null
                            || stemsOf.get(i).contains(counted)
                            || lexicon.meanTheSame(counted, stemsOf.get(i)));
            if (expected != null) {
                score += rightKind ? RIGHT_KIND : WRONG_KIND;
            }
            if (sentence.passage().section() != null) {
                score += BY_OTHER_HEADING * unasked(sentence.heading(), wanted);
            }
            if (sentence.opens()) {
                score += sentence.passage().category().equals(FAQ) ? OPENING_OF_FAQ : OPENING;
            }
            if (lexicon.matches("saysYesNo", sentence.text())) {
                score += yesNo ? OPENING : NOT_ASKED_YES_NO;
            }
            if (lexicon.matches("leansBack", sentence.text())) {
                score += LEANING;
            }
            var nearness = nearness(sentence);
            score += BY_SPAN * nearness
                    + (nearness > 0 ? BY_PASSAGE * sentence.passage().score() : 0);
            var enough = ENOUGH * (rightKind ? 0.75 : 1) * (nearness > CLEARLY ? ENOUGH_IN_SPAN : 1);
            var likely = nearness > 0 && sentence.passage().score() >= LIKELY;
            scored.add(new Scored(
                    sentence,
                    score,
                    coverage,
                    likely ? Math.max(coverage, sentence.passage().score()) : coverage,
                    coverage >= enough || likely));
        }
        return scored;
    }

    /** The share of a heading's words that the question does not have: what stands there may hold only in that case. */
    private double unasked(String heading, Set<String> wanted) {
        var stems = lexicon.stems(heading);
        return stems.isEmpty()
                ? 0
                : (double) stems.stream()
                                .filter(stem -> !wanted.contains(stem) && !lexicon.meanTheSame(stem, wanted))
                                .count()
                        / stems.size();
    }

    /** To the question, as the search that brought the passage saw it: 0 if it is in no span, else up to about 1. */
    private static double nearness(Sentence sentence) {
        var start = sentence.passage().text().indexOf(sentence.quote());
        var end = start + sentence.quote().length();
        return start < 0
                ? 0
                : sentence.passage().spans().stream()
                        .filter(span -> span.start() < end && span.end() > start)
                        .mapToDouble(span -> Math.max(0, (span.score() - FAR) / (NEAR - FAR)))
                        .max()
                        .orElse(0);
    }

    private double match(String term, Set<String> sentence, Set<String> heading, Set<String> title, double byHeading) {
        if (sentence.contains(term)) {
            return 1;
        }
        if (lexicon.meanTheSame(term, sentence)) {
            return BY_SYNONYM;
        }
        if (heading.contains(term) || lexicon.meanTheSame(term, heading)) {
            return byHeading;
        }
        return title.contains(term) || lexicon.meanTheSame(term, title) ? BY_TITLE : 0;
    }

    /** Rare words count more. */
    private static Map<String, Double> weights(Set<String> wanted, List<Set<String>> sentences) {
        var weights = new HashMap<String, Double>();
        for (var term : wanted) {
            var with = sentences.stream().filter(stems -> stems.contains(term)).count();
            var rarity = Math.log(1 + (sentences.size() - with + 0.5) / (with + 0.5));
            weights.put(term, with == 0 ? rarity * UNHEARD : rarity);
        }
        return weights;
    }

    /** Instructions belong together: the run of sentences that is best as a whole. */
    private static Answer steps(List<Scored> scored, int most) {
        @Nullable List<Scored> best = null;
        var bestScore = Double.NEGATIVE_INFINITY;
        for (var start = 0; start < scored.size(); start++) {
            var run = new ArrayList<Scored>();
            var sum = 0.0;
            for (var i = start; i < scored.size() && run.size() < most; i++) {
                var next = scored.get(i);
                if (!run.isEmpty() && !belongTogether(run.getLast().sentence(), next.sentence())) {
                    break;
                }
                run.add(next);
                sum += next.score();
            }
            // Of two runs with the same sum the longer one, from the start of its section, is the more complete.
            if (sum + (run.getFirst().sentence().opens() ? OPENING : 0) > bestScore) {
                bestScore = sum + (run.getFirst().sentence().opens() ? OPENING : 0);
                best = run;
            }
        }
        if (best == null) {
            return Answer.NONE;
        }
        var coverage = best.stream().mapToDouble(Scored::coverage).max().orElse(0);
        var answers = best.stream().anyMatch(Scored::answers);
        var sentences = best.stream().map(Scored::sentence).toList();
        return new Answer(answers ? sentences : sentences.subList(0, 1), answers, coverage);
    }

    private static boolean belongTogether(Sentence before, Sentence after) {
        return before.passage().equals(after.passage())
                && after.index() == before.index() + 1
                && after.heading().equals(before.heading());
    }

    private List<Sentence> withWhatTheyLeanOn(List<Scored> picked, List<Sentence> all, int most) {
        var chosen = new ArrayList<Sentence>();
        picked.forEach(scored -> chosen.add(scored.sentence()));
        for (var scored : picked) {
            var sentence = scored.sentence();
            var place = all.indexOf(sentence);
            if (place > 0 && lexicon.matches("leansBack", sentence.text())) {
                var before = all.get(place - 1);
                if (belongTogether(before, sentence) && !chosen.contains(before) && chosen.size() <= most) {
                    chosen.add(before);
                }
            }
        }
        // Best passage first, and of the best the sentence that answers; what goes with it stands as it is written.
        var order = new ArrayList<Passage>();
        picked.forEach(scored -> {
            if (!order.contains(scored.sentence().passage())) {
                order.add(scored.sentence().passage());
            }
        });
        var best = picked.getFirst().sentence();
        var leads = !lexicon.matches("leansBack", best.text());
        chosen.sort(Comparator.comparingInt((Sentence sentence) -> order.indexOf(sentence.passage()))
                .thenComparing(sentence -> !(leads && sentence.equals(best)))
                .thenComparingInt(Sentence::index));
        return chosen;
    }

    /** Chunks overlap, and policies repeat each other. */
    private boolean sameWords(Sentence one, Sentence other) {
        var stems = new HashSet<>(lexicon.stems(one.text()));
        var others = new HashSet<>(lexicon.stems(other.text()));
        var shared = new HashSet<>(stems);
        shared.retainAll(others);
        return shared.size() >= 0.8 * Math.min(stems.size(), others.size());
    }

    /** @param words the share of the question that its words cover */
    private record Scored(Sentence sentence, double score, double words, double coverage, boolean answers) {
        Scored nearer(double more) {
            return more == 0 ? this : new Scored(sentence, score + more, words, coverage, answers);
        }
    }
}
