package io.souk.conversation.reply;

import io.souk.conversation.reply.Judge.Judged;
import io.souk.conversation.reply.Passages.Sentence;
import io.souk.events.Finding.Passage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the sentences of passages that answer a question. Whether one does, {@link Judge} says; here they are put together. */
final class Extractor {
    /** Less probable than this, a sentence is no answer. */
    private static final double ENOUGH = 0.12;
    /** And from here on it is said plainly. */
    private static final double SURE = 0.25;
    /** What goes with the best must be about as good. */
    private static final double NEAR_BEST = 0.5;
    /** What another document says must be hardly less so. */
    private static final double AS_GOOD_AS_BEST = 0.8;

    /** The first sentence of an FAQ's answer must only not be about something else. */
    private static final double OPENING = 0.2;

    private static final double HALF = 0.5;
    /** What a question leans on stands behind it in brackets: "and to Spain? (how much is shipping)". */
    private static final Pattern LEANED_ON = Pattern.compile("(?<=\\S)\\s*\\([^()]+\\)\\s*$");

    private final Lexicon lexicon;
    private final Locale locale;
    private final Judge judge;

    Extractor(Lexicon lexicon, Locale locale) {
        this.lexicon = lexicon;
        this.locale = locale;
        this.judge = new Judge(lexicon);
    }

    /**
     * What is asked, and of what.
     *
     * @param names words of the products in question; they are everywhere in their own documents, so they tell nothing
     * @param products their ids
     * @param documents ids of those that the answer before cited
     */
    record Asked(String question, Collection<String> names, List<String> products, List<String> documents) {
        static Asked of(String question) {
            return new Asked(question, List.of(), List.of(), List.of());
        }
    }

    /**
     * What was found.
     *
     * @param sentences as they are said; the nearest one if none answers
     * @param answers whether they answer
     * @param probability that the best of them does
     */
    record Answer(List<Sentence> sentences, boolean answers, double probability) {
        static final Answer NONE = new Answer(List.of(), false, 0);

        /** Whether it can be said plainly, and not only as what may help. */
        boolean isSure() {
            return probability >= SURE;
        }
    }

    /** The one to {@code most} sentences that answer. */
    Answer answer(Asked asked, List<Passage> passages, int most) {
        var sentences = sentences(passages);
        if (sentences.isEmpty()) {
            return Answer.NONE;
        }
        var judged = judge.judge(question(asked, lexicon), sentences);
        var ranked = judged.stream()
                .sorted(Comparator.comparingDouble(Judged::probability).reversed())
                .toList();
        var best = ranked.getFirst();
        if (best.probability() < ENOUGH) {
            return new Answer(List.of(best.sentence()), false, best.probability());
        }
        if (most > 1 && lexicon.matches("asksHow", asked.question()) && lexicon.expects(asked.question()) == null) {
            return new Answer(steps(best, judged, most), true, best.probability());
        }
        var listed = lexicon.listed(asked.question());
        if (listed != null && most > 1) {
            // Its rows need not say what they are; that its document answers is enough.
            var whole = ranked.stream()
                    .filter(any -> any.probability() >= best.probability() * NEAR_BEST)
                    .flatMap(any -> ranked.stream()
                            .map(Judged::sentence)
                            .filter(row -> !row.columns().isEmpty() && isOfTheSameDocument(row, any.sentence())))
                    .flatMap(row -> table(row, listed, sentences).stream())
                    .findFirst();
            if (whole.isPresent()) {
                return new Answer(List.of(whole.get()), true, best.probability());
            }
        }
        var picked = new ArrayList<Sentence>();
        picked.add(best.sentence());
        opening(best, ranked).filter(_ -> most > 1).ifPresent(picked::add);
        for (var candidate : ranked) {
            if (picked.size() < most
                    && candidate.probability() >= leastBeside(best, candidate.sentence())
                    && isOfTheSameProduct(candidate.sentence(), best.sentence())
                    && picked.stream().noneMatch(other -> sameWords(other, candidate.sentence()))) {
                picked.add(candidate.sentence());
            }
        }
        return new Answer(withWhatTheyLeanOn(picked, sentences, most), true, best.probability());
    }

    /** The first sentence under the question of an FAQ is the answer to it; what follows says more, and means little alone. */
    private static Optional<Sentence> opening(Judged best, List<Judged> all) {
        return all.stream()
                .filter(other ->
                        opens(other.sentence(), best.sentence()) && other.probability() >= best.probability() * OPENING)
                .map(Judged::sentence)
                .findFirst();
    }

    private static boolean opens(Sentence opening, Sentence later) {
        return opening.opens()
                && !later.opens()
                && later.passage().category().equals(Judge.FAQ)
                && opening.passage().equals(later.passage())
                && opening.heading().equals(later.heading());
    }

    /** How probable another sentence must be to be said too: what another document says is mostly about another case. */
    private static double leastBeside(Judged best, Sentence other) {
        return isOfTheSameDocument(other, best.sentence())
                ? Math.max(best.probability() * NEAR_BEST, ENOUGH)
                : Math.max(best.probability() * AS_GOOD_AS_BEST, SURE);
    }

    private static boolean isOfTheSameDocument(Sentence one, Sentence other) {
        return one.passage().documentId().equals(other.passage().documentId());
    }

    /** As the judge wants it. */
    static Judge.Question question(Asked asked, Lexicon lexicon) {
        var wanted = new LinkedHashSet<>(lexicon.stems(asked.question()));
        asked.names().forEach(name -> lexicon.stems(name).forEach(wanted::remove));
        var own = lexicon.stems(LEANED_ON.matcher(asked.question()).replaceFirst(""));
        var leanedOn = new HashSet<>(wanted);
        own.forEach(leanedOn::remove);
        return new Judge.Question(asked.question(), wanted, leanedOn, asked.products(), asked.documents());
    }

    /** What holds of one product in its manual says nothing of another. */
    private static boolean isOfTheSameProduct(Sentence one, Sentence other) {
        var product = one.passage().productId();
        return product == null || product.equals(other.passage().productId());
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

    /** A sentence that shares at least half of the question's words: what may be added to an answer that has been given. */
    Answer adding(Asked asked, List<Passage> passages) {
        var answer = answer(asked, passages, 1);
        var wanted = question(asked, lexicon).wanted();
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

    /** Instructions belong together: the best sentence, those before it that are about as good, and what follows. */
    private List<Sentence> steps(Judged best, List<Judged> judged, int most) {
        var from = judged.indexOf(best);
        var to = from + 1;
        while (from > 0
                && to - from < most
                && judged.get(from - 1).probability() >= best.probability() * NEAR_BEST
                && belongTogether(
                        judged.get(from - 1).sentence(), judged.get(from).sentence())) {
            from--;
        }
        while (to < judged.size()
                && to - from < most
                && belongTogether(judged.get(to - 1).sentence(), judged.get(to).sentence())) {
            to++;
        }
        return judged.subList(from, to).stream().map(Judged::sentence).toList();
    }

    private static boolean belongTogether(Sentence before, Sentence after) {
        return before.passage().equals(after.passage())
                && after.index() == before.index() + 1
                && after.heading().equals(before.heading());
    }

    private List<Sentence> withWhatTheyLeanOn(List<Sentence> picked, List<Sentence> all, int most) {
        var chosen = new ArrayList<>(picked);
        for (var sentence : picked) {
            var place = all.indexOf(sentence);
            if (place > 0 && lexicon.matches("leansBack", sentence.text())) {
                var before = all.get(place - 1);
                if (belongTogether(before, sentence) && !chosen.contains(before) && chosen.size() <= most) {
                    chosen.add(before);
                }
            }
        }
        // Best passage first, and of the best the sentence that answers; what goes with it stands as it is written.
        var order = picked.stream().map(Sentence::passage).distinct().toList();
        var best = picked.getFirst();
        var leads = !lexicon.matches("leansBack", best.text())
                && picked.stream().noneMatch(sentence -> opens(sentence, best));
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
}
