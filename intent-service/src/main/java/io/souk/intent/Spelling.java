package io.souk.intent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Mends typing errors before the encoders, which fall into fragments at them: a word that neither our training texts nor the
 * encoder's vocabulary has becomes the word of the training texts that is one slip away (two in a long one). Short words have too many
 * neighbours: of them only two letters may have changed places, and what people write in haste for them is a list.
 */
final class Spelling {
    private static final String KNOWN_TO_ENCODER = "/bge-small-en-v1.5-q-tokenizer.json";
    /** A word that people wrote less often may itself be a typing error. */
    private static final int OFTEN_ENOUGH = 3;

    /** Of shorter ones nothing can be said but by {@link #SHORTHAND}. */
    private static final int SHORTEST = 3;

    private static final Map<String, String> SHORTHAND = WordLists.pairs("/language/shorthand.tsv");
    private static final Pattern PIECE = Pattern.compile("\"([a-z]+)\": ?\\d+");
    private static final Pattern WORD = Pattern.compile("[a-z]{4,}");
    private static final Spelling ENGLISH = load();

    private final Map<String, Integer> counts;
    private final Set<String> others;
    private final FuzzyWords fuzzy;

    private Spelling(Map<String, Integer> counts, Set<String> others) {
        this.counts = counts;
        this.others = others;
        this.fuzzy = new FuzzyWords(counts.keySet());
    }

    /** The text with its mended words in lower case. */
    static String mended(String text) {
        return ENGLISH.mend(text);
    }

    private String mend(String text) {
        var mended = new StringBuilder(text);
        var words = Words.of(text);
        for (var i = words.size() - 1; i >= 0; i--) {
            var word = words.get(i);
            // A short word with a capital inside a text is a name or the mark of something.
            var shorthand = i > 0 && word.isCapitalised()
                    ? null
                    : SHORTHAND.get(word.text().toLowerCase(Locale.ROOT));
            if (shorthand != null) {
                mended.replace(word.start(), word.end(), shorthand);
            } else if (isStrange(word.plain())) {
                near(word.plain()).ifPresent(near -> mended.replace(word.start(), word.end(), near));
            }
        }
        return mended.toString();
    }

    private Optional<String> near(String word) {
        var known = word.length() < FuzzyWords.SHORTEST
                ? FuzzyWords.withTwoSwapped(word).filter(counts::containsKey)
                : fuzzy.nearest(word).stream().map(FuzzyWords.Near::word);
        return known.max(Comparator.comparingInt(near -> counts.getOrDefault(near, 0)));
    }

    private boolean isStrange(String word) {
        return word.length() >= SHORTEST
                && word.codePoints().allMatch(Character::isLetter)
                && !counts.containsKey(word)
                && !others.contains(word);
    }

    private static Spelling load() {
        var counts = new HashMap<String, Integer>();
        for (var utterance : TrainingSet.read(TrainingSet.RESOURCE).utterances()) {
            Words.of(utterance.text()).plain().forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        counts.values().removeIf(count -> count < OFTEN_ENOUGH);
        var grammar = WORD.matcher(text(TrainingSet.GRAMMAR).toLowerCase(Locale.ROOT));
        while (grammar.find()) {
            counts.merge(grammar.group(), 1, Integer::sum);
        }
        var others = new HashSet<String>();
        var pieces = PIECE.matcher(text(KNOWN_TO_ENCODER));
        while (pieces.find()) {
            others.add(pieces.group(1));
        }
        return new Spelling(counts, others);
    }

    private static String text(String resource) {
        try (var in = Spelling.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
