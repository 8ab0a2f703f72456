package io.souk.conversation.model;

import io.souk.conversation.reply.Lexicon;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words by which sentences are judged: {@code checks.properties}. */
final class Checks {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}]+");

    private final Lexicon lexicon;
    private final Set<String> neutral;
    private final Set<String> promises;
    private final Pattern acts;
    private final Pattern itself;
    private final Pattern instructs;

    Checks(Locale locale) {
        lexicon = new Lexicon(locale);
        var bundle = ResourceBundle.getBundle("io.souk.conversation.model.checks", locale);
        neutral = Set.copyOf(lexicon.stems(bundle.getString("neutral")));
        promises = Set.of(bundle.getString("promises").strip().split("\\s+", -1));
        acts = pattern(bundle, "acts");
        itself = pattern(bundle, "itself");
        instructs = pattern(bundle, "instructs");
    }

    /** Stems of the words that assert something. */
    Set<String> content(String text) {
        return lexicon.stems(text).stream()
                .filter(stem -> !neutral.contains(stem))
                .collect(Collectors.toSet());
    }

    /** Those of the words that give something away. */
    List<String> promises(String sentence) {
        return WORD.matcher(sentence.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .filter(promises::contains)
                .distinct()
                .toList();
    }

    boolean isKnown(String stem, Set<String> stems) {
        return stems.contains(stem) || lexicon.meanTheSame(stem, stems);
    }

    /** The words that claim something was or will be done; empty if there are none. */
    String claimedAct(String sentence) {
        var found = acts.matcher(sentence);
        return found.find() ? found.group() : "";
    }

    boolean speaksOfItself(String sentence) {
        return itself.matcher(sentence).find();
    }

    boolean instructs(String text) {
        return instructs.matcher(visible(text)).find();
    }

    /** Without characters that only a machine sees, and with look-alikes made one. */
    static String visible(String text) {
        return INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
    }

    private static Pattern pattern(ResourceBundle bundle, String key) {
        return Pattern.compile(bundle.getString(key), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
