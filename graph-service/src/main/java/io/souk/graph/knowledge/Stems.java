package io.souk.graph.knowledge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import opennlp.tools.stemmer.PorterStemmer;

/** Words by what their family shares: to run, running and runs are one. */
public final class Stems {
    /** Short ones only where they hold a number: 4k, 5g. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}|\\d\\p{L}");

    private static final Map<String, String> IRREGULAR = Map.of("mice", "mouse", "children", "child", "feet", "foot");

    public static String of(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return new PorterStemmer().stem(IRREGULAR.getOrDefault(lower, lower));
    }

    public static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(match -> match.group())
                .toList();
    }

    /** Of all words of a text, each once, in their order. */
    public static Set<String> in(String text) {
        return words(text).stream().map(Stems::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stems() {}
}
