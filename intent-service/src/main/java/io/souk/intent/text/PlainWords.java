package io.souk.intent.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Puts a question into the words that documents use, since they are found by their words: what shops call otherwise is called so. */
public final class PlainWords {
    private static final Map<Pattern, String> OTHERWISE = otherwise();

    private PlainWords() {}

    /** The question as a document would put it. */
    public static String asDocumentsSay(String question) {
        var words = question;
        for (var other : OTHERWISE.entrySet()) {
            words = other.getKey().matcher(words).replaceAll(other.getValue());
        }
        return Places.located(words);
    }

    private static Map<Pattern, String> otherwise() {
        var patterns = new LinkedHashMap<Pattern, String>();
        for (var line : WordLists.lines("/language/said-otherwise.tsv")) {
            var tab = line.indexOf('\t');
            patterns.put(Pattern.compile(line.substring(0, tab), Pattern.CASE_INSENSITIVE), line.substring(tab + 1));
        }
        return patterns;
    }
}
