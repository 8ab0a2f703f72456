package io.souk.intent.spelling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Known words that a word with typing errors may mean. Two words are near if deleting up to that many letters from the start of
 * each makes them equal, so looking up costs a few searches in one sorted array, however many words there are. People get the first
 * letter right, and digits are never errors: X1 is not X2.
 */
public final class FuzzyWords {
    /** Shorter words have too many neighbours that mean something else. */
    static final int SHORTEST = 5;

    private static final int SHORTEST_WITH_TWO_ERRORS = 8;
    /** Only this many letters are indexed: errors further on are found by measuring the distance. */
    private static final int PREFIX = 7;

    private static final int MOST_CANDIDATES = 3;
    private static final DamerauLevenshteinDistance ONE_ERROR = new DamerauLevenshteinDistance(1);
    private static final DamerauLevenshteinDistance TWO_ERRORS = new DamerauLevenshteinDistance(2);

    private final String[] words;
    /** Too short to be what a slip means, but known. */
    private final Set<String> shorter;
    /** Hash of a shortened word in the upper half, index of the word in the lower; sorted. */
    private final long[] postings;

    /** A known word and by how many errors another differs from it. */
    public record Near(String word, int errors) {}

    public FuzzyWords(Collection<String> known) {
        shorter = known.stream().filter(word -> word.length() < SHORTEST).collect(Collectors.toUnmodifiableSet());
        words = known.stream()
                .filter(word -> word.length() >= SHORTEST && !word.codePoints().allMatch(Character::isDigit))
                .distinct()
                .toArray(String[]::new);
        var collected = new long[words.length * 8];
        var size = 0;
        for (var i = 0; i < words.length; i++) {
            for (var shortened : shortened(words[i])) {
                if (size == collected.length) {
                    collected = Arrays.copyOf(collected, size * 2);
                }
                collected[size++] = key(shortened) | i;
            }
        }
        postings = Arrays.copyOf(collected, size);
        Arrays.sort(postings);
    }

    /** The nearest known words, all at the same distance; none if that is beyond what the length allows, or if there are too many. */
    public List<Near> nearest(String word) {
        if (word.length() < SHORTEST) {
            return List.of();
        }
        var allowed = errorsAllowed(word);
        var distance = allowed == 1 ? ONE_ERROR : TWO_ERRORS;
        var digits = digits(word);
        var seen = new HashSet<Integer>();
        var found = new ArrayList<Near>();
        for (var shortened : shortened(word)) {
            at(key(shortened)).forEach(index -> {
                var known = words[index];
                if (Math.abs(known.length() - word.length()) > allowed
                        || known.charAt(0) != word.charAt(0)
                        || !seen.add(index)
                        || !digits(known).equals(digits)) {
                    return;
                }
                int errors = distance.apply(word, known);
                if (errors >= 0) {
                    found.add(new Near(known, errors));
                }
            });
        }
        var least = found.stream().mapToInt(Near::errors).min().orElse(0);
        found.removeIf(near -> near.errors() > least);
        return found.size() > MOST_CANDIDATES ? List.of() : found;
    }

    /** Whether the word itself is one of them. */
    boolean contains(String word) {
        if (word.length() < SHORTEST) {
            return shorter.contains(word);
        }
        var key = key(word.substring(0, Math.min(PREFIX, word.length())));
        return at(key).anyMatch(index -> words[index].equals(word));
    }

    /** The one known word of less than {@link #SHORTEST} letters that is one slip away, if there is exactly one. */
    Optional<String> shortNear(String word) {
        return onlyNear(word, shorter.stream());
    }

    /** The one of some words that another is if it has one slip after its first letter; nothing if several may be meant. */
    static Optional<String> onlyNear(String word, Stream<String> known) {
        var near = known.filter(each -> each.length() > 2
                        && Math.abs(each.length() - word.length()) <= 1
                        && each.charAt(0) == word.charAt(0)
                        && digits(each).equals(digits(word))
                        && ONE_ERROR.apply(each, word) == 1)
                .limit(2)
                .toList();
        return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
    }

    /** The words with a shortened form. */
    private IntStream at(long key) {
        var found = Arrays.binarySearch(postings, key);
        return IntStream.range(found < 0 ? -found - 1 : found, postings.length)
                .takeWhile(i -> (postings[i] & 0xFFFFFFFF00000000L) == key)
                .map(i -> (int) postings[i]);
    }

    int size() {
        return words.length;
    }

    /** The words that a short one is if two neighbouring letters have changed places. */
    static Stream<String> withTwoSwapped(String word) {
        return IntStream.range(0, word.length() - 1)
                .mapToObj(at -> word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2))
                .distinct();
    }

    private static int errorsAllowed(String word) {
        return word.length() < SHORTEST_WITH_TWO_ERRORS ? 1 : 2;
    }

    /** The start of a word, with up to as many letters left out as errors are allowed. */
    private static Set<String> shortened(String word) {
        var prefix = word.substring(0, Math.min(PREFIX, word.length()));
        var all = new HashSet<String>();
        all.add(prefix);
        var last = Set.of(prefix);
        for (var errors = 0; errors < errorsAllowed(word); errors++) {
            var next = new HashSet<String>();
            for (var longer : last) {
                for (var i = 1; i < longer.length(); i++) {
                    next.add(longer.substring(0, i) + longer.substring(i + 1));
                }
            }
            all.addAll(next);
            last = next;
        }
        return all;
    }

    private static long key(String shortened) {
        return (long) shortened.hashCode() << 32;
    }

    private static String digits(String word) {
        var digits = new StringBuilder();
        for (var i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i))) {
                digits.append(word.charAt(i));
            }
        }
        return digits.toString();
    }
}
