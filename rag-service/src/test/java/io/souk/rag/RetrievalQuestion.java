package io.souk.rag;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A question and what answers it.
 *
 * @param documents any one will do; empty if nothing answers it
 * @param passages words of the passage that holds the answer, one of these
 */
record RetrievalQuestion(String words, Set<String> documents, List<String> passages) {
    private static final Pattern WORD = Pattern.compile("\\p{L}{5,}");
    private static final Pattern NO_WORDS = Pattern.compile("[\\s|*]+");

    boolean isAnswered() {
        return !documents.isEmpty();
    }

    boolean isAnsweredBy(Hit hit) {
        return documents.contains(hit.documentId());
    }

    /** Whatever the form of the text is. */
    boolean findsPassage(Hit hit) {
        var text = plain(hit.text());
        return passages.stream().anyMatch(passage -> text.contains(plain(passage)));
    }

    /** With a slip in so many of its longer words: two letters exchanged, one left out, or one doubled; the same in every run. */
    RetrievalQuestion mistyped(int slips) {
        var random = new Random(words.hashCode());
        var found = WORD.matcher(words).results().toList();
        var typed = new StringBuilder(words);
        // From the end, so that places before it stay.
        random.ints(0, Math.max(1, found.size()))
                .distinct()
                .limit(Math.min(slips, found.size()))
                .boxed()
                .sorted((one, other) -> other - one)
                .map(found::get)
                .forEach(word -> {
                    var at = word.start() + 1 + random.nextInt(word.group().length() - 2);
                    switch (random.nextInt(3)) {
                        case 0 -> typed.insert(at, typed.charAt(at));
                        case 1 -> typed.deleteCharAt(at);
                        default -> typed.insert(at, typed.charAt(at + 1)).deleteCharAt(at + 2);
                    }
                });
        return new RetrievalQuestion(typed.toString(), documents, passages);
    }

    private static String plain(String text) {
        return NO_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
    }
}
