package io.souk.intent.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The words of a text with their places, and their plain forms for comparing. */
public record Words(List<Word> all) {
    /** Letters and digits; an apostrophe inside a word belongs to it, other signs end it. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’]\\p{L}+)?");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern POSSESSIVE = Pattern.compile("['’]s?$");

    /** {@code plain}: lower case, without accents and possessive. */
    public record Word(String text, String plain, int start, int end) {
        public boolean isCapitalised() {
            return Character.isUpperCase(text.codePointAt(0));
        }
    }

    public static Words of(String text) {
        var words = new ArrayList<Word>();
        var matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group(), plain(matcher.group()), matcher.start(), matcher.end()));
        }
        return new Words(words);
    }

    public int size() {
        return all.size();
    }

    public Word get(int index) {
        return all.get(index);
    }

    public List<String> plain() {
        return all.stream().map(Word::plain).toList();
    }

    /** The plain forms of some words, run together: "Tech-Pro X1" and "techpro x1" are the same. */
    public String compact(int from, int to) {
        var compact = new StringBuilder();
        for (var i = from; i < to; i++) {
            compact.append(get(i).plain());
        }
        return compact.toString();
    }

    private static String plain(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        var unmarked =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
        return POSSESSIVE.matcher(unmarked).replaceFirst("").replace("'", "").replace("’", "");
    }

    /** A rough singular, the same for both forms of regular nouns: enough to match a list of known words. */
    public static String singular(String word) {
        if (word.endsWith("mice")) {
            return word.substring(0, word.length() - 4) + "mouse";
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + 'y';
        }
        if (word.endsWith("s") && !word.endsWith("ss") && word.length() > 3) {
            return word.substring(0, word.length() - 1);
        }
        return word;
    }
}
