package io.souk.rag;

import io.souk.rag.Hit.Joined;
import io.souk.rag.PassageSearch.Candidate;
import io.souk.rag.ranking.Sentences.Sentence;
import io.souk.rag.ranking.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chunks are cut for finding; who answers wants what stands before and after under the same heading as well. */
final class Neighbours {
    private static final int LONGEST_OVERLAP = 600;

    private Neighbours() {}

    /** A chunk beside a hit. */
    record Neighbour(
            String documentId, int ordinal, @Nullable String section, String text, List<Sentence> sentences) {}

    /** The candidates as hits, each with the neighbours that share its heading. */
    static List<Hit> join(List<Candidate> candidates, float[] question, List<Neighbour> neighbours) {
        return candidates.stream().map(it -> hit(it, question, neighbours)).toList();
    }

    private static Hit hit(Candidate candidate, float[] question, List<Neighbour> neighbours) {
        var before = beside(candidate, -1, neighbours);
        var after = beside(candidate, 1, neighbours);
        return new Hit(
                candidate.documentId(),
                "%s@%s#%d".formatted(candidate.documentId(), candidate.version(), candidate.ordinal()),
                candidate.title(),
                candidate.section(),
                candidate.text(),
                candidate.category(),
                candidate.productId(),
                candidate.relevance().probability(),
                candidate.version(),
                Span.of(candidate.sentences(), question),
                before.isEmpty() && after.isEmpty() ? null : joined(before, candidate, after, question));
    }

    private static Optional<Neighbour> beside(Candidate candidate, int step, List<Neighbour> neighbours) {
        return neighbours.stream()
                .filter(it -> it.documentId().equals(candidate.documentId())
                        && it.ordinal() == candidate.ordinal() + step
                        && Objects.equals(it.section(), candidate.section()))
                .findFirst();
    }

    private static Joined joined(
            Optional<Neighbour> before, Candidate candidate, Optional<Neighbour> after, float[] question) {
        var text = new StringBuilder();
        var sentences = new ArrayList<Sentence>();
        before.ifPresent(it -> append(it.text(), it.sentences(), text, sentences));
        append(candidate.text(), candidate.sentences(), text, sentences);
        after.ifPresent(it -> append(it.text(), it.sentences(), text, sentences));
        return new Joined(text.toString(), Span.of(sentences, question));
    }

    /** Neighbours may share a sentence: it stands once, where the first of them has it. */
    private static void append(String more, List<Sentence> itsSentences, StringBuilder text, List<Sentence> sentences) {
        var shared = overlap(text, more);
        if (shared == 0 && !text.isEmpty()) {
            text.append('\n');
        }
        var offset = text.length() - shared;
        text.append(more, shared, more.length());
        for (var sentence : itsSentences) {
            if (sentence.start() >= shared) {
                sentences.add(sentence.moved(offset));
            }
        }
    }

    private static int overlap(StringBuilder text, String more) {
        for (var length = Math.min(LONGEST_OVERLAP, Math.min(text.length(), more.length())); length > 0; length--) {
            if (text.substring(text.length() - length).equals(more.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }
}
