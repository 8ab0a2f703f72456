package io.souk.conversation.reply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import opennlp.tools.stemmer.PorterStemmer;
import org.jspecify.annotations.Nullable;

/** What the search for answers, and the check of a model's, know of a language: {@code lexicon.properties}. */
public final class Lexicon {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[-'’.][\\p{L}\\p{N}]+)*");

    /** Keys that are no patterns. */
    private static final Set<String> TEXTS =
            Set.of("stopwords", "synonyms", "within", "price", "returnRule", "measuredBy", "most", "least");

    private final ResourceBundle bundle;
    private final Set<String> stopwords;
    /** From a stem to the stems that mean the same, or what it is a part of. */
    private final Map<String, Set<String>> synonyms = new HashMap<>();

    private final Map<String, Pattern> patterns = new HashMap<>();
    private final Map<String, List<String>> measures = new HashMap<>();
    private final Map<String, Set<String>> lists = new HashMap<>();
    /** What documents on it have in their titles, by intent. */
    public Lexicon(Locale locale) {
        bundle = ResourceBundle.getBundle("io.souk.conversation.reply.lexicon", locale);
        stopwords = Set.of(bundle.getString("stopwords").strip().split("\\s+", -1));
        for (var group : bundle.getString("synonyms").split(";", -1)) {
            var stems = new HashSet<String>();
            for (var word : group.strip().split("\\s+", -1)) {
                stems.addAll(stems(word.replace('-', ' ')));
                stems.add(stem(word));
            }
            stems.forEach(
                    stem -> synonyms.computeIfAbsent(stem, _ -> new HashSet<>()).addAll(stems));
        }
        for (var line : bundle.getString("within").split(";", -1)) {
            var colon = line.indexOf(':');
            var whole = stems(line.substring(0, colon));
            stems(line.substring(colon + 1))
                    .forEach(part ->
                            synonyms.computeIfAbsent(part, _ -> new HashSet<>()).addAll(whole));
        }
        for (var line : bundle.getString("measuredBy").split(";", -1)) {
            var colon = line.indexOf(':');
            var specs = Arrays.stream(line.substring(colon + 1).split(",", -1))
                    .map(String::strip)
                    .toList();
            for (var word : line.substring(0, colon).strip().split("\\s+", -1)) {
                measures.put(word, specs);
                measures.putIfAbsent(stem(word), specs);
            }
        }
        for (var list : List.of("most", "least")) {
            lists.put(list, Set.of(bundle.getString(list).strip().split("\\s+", -1)));
        }
        for (var key : bundle.keySet()) {
            if (!TEXTS.contains(key)) {
                patterns.put(key, Pattern.compile(bundle.getString(key), Pattern.CASE_INSENSITIVE));
            }
        }
    }

    /** A text of the language, as it is. */
    String text(String key) {
        return bundle.getString(key);
    }

    /** The specs that an adjective measures ("lighter": weight), the likeliest first; empty if it measures none. */
    List<String> measuredBy(String word) {
        return measures.getOrDefault(word, List.of());
    }

    /** Whether the word is in the list of that name. */
    boolean isIn(String list, String word) {
        return lists.getOrDefault(list, Set.of()).contains(word);
    }

    /** The stems of the words that carry meaning, in order. */
    public List<String> stems(String text) {
        var stems = new ArrayList<String>();
        var matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            var word = matcher.group();
            if (!stopwords.contains(word)) {
                stems.add(stem(word));
                if (word.indexOf('-') > 0) {
                    for (var part : word.split("-", -1)) {
                        if (!stopwords.contains(part)) {
                            stems.add(stem(part));
                        }
                    }
                }
            }
        }
        return stems;
    }

    /** How many of these stems the text has, in whatever words. */
    long held(Set<String> wanted, String text) {
        var stems = new HashSet<>(stems(text));
        return wanted.stream()
                .filter(stem -> stems.contains(stem) || meanTheSame(stem, stems))
                .count();
    }

    /** Whether one of the others means the same, or all of which it is a part: what holds of the EU holds of France. */
    public boolean meanTheSame(String stem, Set<String> others) {
        return synonyms.getOrDefault(stem, Set.of()).stream().anyMatch(others::contains);
    }

    /** Whether the question is of this kind, or the sentence holds this. */
    boolean matches(String kind, String text) {
        return pattern(kind).matcher(text).find();
    }

    private Pattern pattern(String kind) {
        var pattern = patterns.get(kind);
        if (pattern == null) {
            throw new IllegalArgumentException("no pattern " + kind);
        }
        return pattern;
    }

    /** What an answer must hold: {@code time}, {@code money}, {@code number}, or null if anything may do. */
    @Nullable
    String expects(String question) {
        if (matches("asksTime", question)) {
            return "time";
        }
        if (matches("asksMoney", question)) {
            return "money";
        }
        return matches("asksNumber", question) ? "number" : null;
    }

    /** The stem of what shall be listed: "which payment methods". */
    @Nullable
    String listed(String question) {
        var matcher = pattern("asksList").matcher(question);
        return matcher.find() ? stem(matcher.group(1).toLowerCase(Locale.ROOT)) : null;
    }

    /** The stem of what is counted: "how many monitors". */
    @Nullable
    String counted(String question) {
        var matcher = pattern("asksCount").matcher(question);
        return matcher.find() ? stem(matcher.group(1).toLowerCase(Locale.ROOT)) : null;
    }

    private static String stem(String word) {
        return new PorterStemmer().stem(word);
    }
}
