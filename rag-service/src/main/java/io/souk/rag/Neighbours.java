package io.souk.rag;

import io.souk.rag.Hit.Joined;
import io.souk.rag.Hit.Whole;
import io.souk.rag.PassageSearch.Candidate;
import io.souk.rag.ranking.Sentences.Sentence;
import io.souk.rag.ranking.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks are cut for finding; who answers wants what stands before and after under the same heading as well. */
final class Neighbours {
    private static final int LONGEST_OVERLAP = 600;

    private Neighbours() {}

    /** A chunk beside another. */
    record Neighbour(String text, List<Sentence> sentences) {}

    /** The candidates as hits, each with the neighbours that share its heading. */
    static List<Hit> join(List<Candidate> candidates, float[] question) {
        return candidates.stream().map(it -> hit(it, question)).toList();
    }

    private static Hit hit(Candidate candidate, float[] question) {
        var text = new StringBuilder();
        var sentences = new ArrayList<Sentence>();
        append(candidate.before(), text, sentences);
        append(candidate.text(), candidate.sentences(), text, sentences);
        append(candidate.after(), text, sentences);
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
                candidate.before() == null && candidate.after() == null
                        ? null
                        : new Joined(text.toString(), Span.of(sentences, question)),
                new Whole(text.toString(), List.copyOf(sentences), Span.all(sentences, question)));
    }

    private static void append(@Nullable Neighbour neighbour, StringBuilder text, List<Sentence> sentences) {
        if (neighbour != null) {
            append(neighbour.text(), neighbour.sentences(), text, sentences);
        }
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
        var end = text.substring(Math.max(0, text.length() - LONGEST_OVERLAP));
        for (var length = Math.min(end.length(), more.length()); length > 0; length--) {
            if (end.regionMatches(end.length() - length, more, 0, length)) {
                return length;
            }
        }
        return 0;
    }
}
