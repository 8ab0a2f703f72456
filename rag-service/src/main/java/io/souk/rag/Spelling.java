package io.souk.rag;

import io.souk.kit.embedding.SentenceEncoder;
import io.souk.rag.index.LiveIndex;
import io.souk.rag.index.LiveIndex.UnknownModelException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Mends typing errors before a question is embedded: a misspelt word is read in pieces, and the vector is about those. What
 * documents have and what the encoder has a token for are words; what is neither is taken for the word it nearly is.
 */
@Component
class Spelling {
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}'’])\\p{L}{3,30}(?![\\p{L}\\p{N}'’])");
    /** Shorter words are a slip away from too many others. */
    private static final int SHORTEST = 4;
    /** Shorter ones are mended to words of documents only. */
    private static final int MIDDLING = 6;
    /** From this length on two slips are believed, in words of documents. */
    private static final int LONG = 8;

    /** Letters exchanged with their neighbour, left out, put in or mistaken; negative if there are more. */
    private static final DamerauLevenshteinDistance SLIPS = new DamerauLevenshteinDistance(2);

    private static final int MOST_MENDED = 8;
    private static final int SHORTEST_STEM = 3;
    private static final int MOST_WORDS = 200_000;
    private static final int AT_ONCE = 2_000;

    private static final List<String> ENDINGS =
            List.of("s", "es", "ed", "d", "ing", "er", "ers", "r", "ly", "y", "able");
    /** What a base form gets: where "descaler" is a word, "descale" is one. */
    private static final List<String> INFLECTIONS = List.of("s", "d", "r", "ed", "er", "ing");

    private static final List<String> BEGINNINGS =
            List.of("un", "re", "over", "under", "dis", "mis", "pre", "in", "non", "out");

    /** Written without their apostrophe. */
    private static final Set<String> CONTRACTED = Set.of(
            "arent",
            "cant",
            "couldnt",
            "didnt",
            "doesnt",
            "dont",
            "hasnt",
            "havent",
            "isnt",
            "shouldnt",
            "thats",
            "wasnt",
            "whats",
            "wont",
            "wouldnt");

    private final JdbcClient jdbc;
    private final LiveIndex index;
    private final Words common = new Words(0, 0);
    private volatile Words documents = new Words(0, 0);

    Spelling(JdbcClient jdbc, LiveIndex index) {
        this.jdbc = jdbc;
        this.index = index;
        SentenceEncoder.BGE_SMALL.words().forEach(common::add);
    }

    /**
     * Words with the number of passages that have them.
     *
     * @param newest id of the last chunk whose words these are
     */
    private record Words(int generation, long newest, Map<String, Integer> counts, Map<String, Set<String>> alike) {
        private Words(int generation, long newest) {
            this(generation, newest, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        private void add(String word) {
            if (counts.size() < MOST_WORDS && counts.merge(word, 1, Integer::sum) == 1) {
                alike.computeIfAbsent(shelf(word, word.length()), _ -> ConcurrentHashMap.newKeySet())
                        .add(word);
            }
        }

        /** Typing errors spare the first letter, and words of another length are others. */
        private Stream<String> like(String word, int slips) {
            return IntStream.rangeClosed(word.length() - slips, word.length() + slips)
                    .mapToObj(length -> alike.getOrDefault(shelf(word, length), Set.of()))
                    .flatMap(Set::stream);
        }

        private static String shelf(String word, int length) {
            return word.charAt(0) + Integer.toString(length);
        }
    }

    private record Text(long id, String title, @Nullable String section, String text) {}

    /** Words of chunks that are gone stay known until the next start or generation. */
    @Scheduled(fixedDelayString = "PT2S")
    void refresh() {
        try {
            var generation = index.current().id();
            var known = documents;
            if (known.generation() != generation) {
                known = new Words(generation, 0);
            }
            List<Text> more;
            do {
                more = jdbc.sql("select id, title, section, text from chunk_" + generation
                                + " where id > :newest order by id limit " + AT_ONCE)
                        .param("newest", known.newest())
                        .query((row, _) -> new Text(
                                row.getLong("id"),
                                row.getString("title"),
                                row.getString("section"),
                                row.getString("text")))
                        .list();
                known = with(more, known);
                documents = known;
            } while (more.size() == AT_ONCE);
        } catch (DataAccessException | UnknownModelException e) {
            // The database is away or the index is being replaced: what is known stays so until the next look.
        }
    }

    private static Words with(List<Text> chunks, Words known) {
        var newest = known.newest();
        for (var chunk : chunks) {
            newest = Math.max(newest, chunk.id());
            var section = chunk.section() == null ? "" : chunk.section();
            words(chunk.title() + " " + section + " " + chunk.text()).forEach(known::add);
        }
        return new Words(known.generation(), newest, known.counts(), known.alike());
    }

    private static Set<String> words(String text) {
        var words = new HashSet<String>();
        WORD.matcher(text.toLowerCase(Locale.ROOT)).results().forEach(it -> words.add(it.group()));
        return words;
    }

    /** The question with its misspelt words as they were probably meant; as it was if there are none. */
    String mended(String question) {
        var words = WORD.matcher(question).results().toList();
        var unknown = words.stream()
                .filter(it -> !isKnown(it.group().toLowerCase(Locale.ROOT)))
                .count();
        // Mostly unknown words are another language, many are no question.
        return unknown == 0 || unknown > MOST_MENDED || (words.size() > 2 && 2 * unknown > words.size())
                ? question
                : WORD.matcher(question)
                        .replaceAll(it -> Matcher.quoteReplacement(
                                mendedWord(it.group().toLowerCase(Locale.ROOT)).orElse(it.group())));
    }

    private Optional<String> mendedWord(String word) {
        if (word.length() < SHORTEST || isKnown(word)) {
            return Optional.empty();
        }
        var slips = word.length() < LONG ? 1 : 2;
        var known = documents;
        return Stream.concat(known.like(word, slips), word.length() < MIDDLING ? Stream.empty() : common.like(word, 1))
                .map(it -> new Guess(it, SLIPS.apply(word, it), known.counts().getOrDefault(it, 0)))
                .filter(it -> it.slips() >= 0 && it.slips() <= (it.passages() > 0 ? slips : 1))
                .min(Comparator.comparingInt(Guess::slips)
                        .thenComparing(Comparator.comparingInt(Guess::passages).reversed())
                        .thenComparing(Guess::word))
                .map(Guess::word);
    }

    private record Guess(String word, int slips, int passages) {}

    /** Itself, or a word that it is made from or into. */
    private boolean isKnown(String word) {
        return isWord(word)
                || CONTRACTED.contains(word)
                || INFLECTIONS.stream().anyMatch(it -> isWord(word + it))
                || ENDINGS.stream()
                        .filter(it -> word.endsWith(it) && word.length() - it.length() >= SHORTEST_STEM)
                        .map(it -> word.substring(0, word.length() - it.length()))
                        .anyMatch(this::isStem)
                || BEGINNINGS.stream()
                        .filter(it -> word.startsWith(it) && word.length() - it.length() >= SHORTEST_STEM)
                        .anyMatch(it -> isKnown(word.substring(it.length())));
    }

    /** "clos" of close, "stopp" of stop, "dri" of dry. */
    private boolean isStem(String stem) {
        var last = stem.length() - 1;
        return isWord(stem)
                || isWord(stem + "e")
                || (last >= SHORTEST_STEM
                        && stem.charAt(last) == stem.charAt(last - 1)
                        && isWord(stem.substring(0, last)))
                || (stem.charAt(last) == 'i' && isWord(stem.substring(0, last) + "y"));
    }

    private boolean isWord(String word) {
        return documents.counts().containsKey(word) || common.counts().containsKey(word);
    }
}
