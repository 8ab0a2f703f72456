package io.souk.intent;

import io.souk.intent.EntityExtractor.Extraction;
import io.souk.intent.EntityExtractor.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts a question into the words that documents use, since they are found by their words: slips of the keyboard are put right, and
 * what shops call otherwise is called so. Only a word that nobody uses is taken for a slip, and only if exactly one of those that
 * people do use is a letter or two away.
 */
final class PlainWords {
    private static final Set<String> KNOWN = WordLists.words("/language/everyday-words.txt");
    private static final FuzzyWords NEAR = new FuzzyWords(KNOWN);
    private static final Map<Pattern, String> OTHERWISE = otherwise();

    private PlainWords() {}

    /** The text with its slips put right; what names something is left as it is. */
    static String corrected(Extraction message) {
        var slips = new ArrayList<Span>();
        for (var word : Words.of(message.text()).all()) {
            if (!isSlip(word.plain())
                    || isIn(message.spans(), word.start())
                    || isIn(message.categorySpans(), word.start())) {
                continue;
            }
            var near = near(word.plain());
            if (near.size() == 1) {
                slips.add(new Span(word.start(), word.end(), near.getFirst()));
            }
        }
        return slips.isEmpty() ? message.text() : message.replaced(slips);
    }

    /** The question as a document would put it. */
    static String asDocumentsSay(String question) {
        var words = question;
        for (var other : OTHERWISE.entrySet()) {
            words = other.getKey().matcher(words).replaceAll(other.getValue());
        }
        return words;
    }

    private static Map<Pattern, String> otherwise() {
        var patterns = new LinkedHashMap<Pattern, String>();
        for (var line : WordLists.lines("/language/said-otherwise.tsv")) {
            var tab = line.indexOf('\t');
            patterns.put(Pattern.compile(line.substring(0, tab), Pattern.CASE_INSENSITIVE), line.substring(tab + 1));
        }
        return patterns;
    }

    /** Short words have too many neighbours: of them only two letters may have changed places. */
    private static List<String> near(String word) {
        return word.length() >= FuzzyWords.SHORTEST
                ? NEAR.nearest(word).stream().map(FuzzyWords.Near::word).toList()
                : FuzzyWords.withTwoSwapped(word).filter(KNOWN::contains).toList();
    }

    private static boolean isSlip(String word) {
        return !KNOWN.contains(word)
                && !KNOWN.contains(Words.singular(word))
                && word.chars().allMatch(Character::isLetter);
    }

    private static boolean isIn(List<Span> spans, int at) {
        return spans.stream().anyMatch(span -> span.start() <= at && at < span.end());
    }
}
