package io.souk.kit;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** English words for whole numbers up to 99,000: "seven", "twenty-four", "two hundred". */
public final class NumberWords {
    private static final Map<String, Integer> VALUES = Map.ofEntries(
            entry("one", 1),
            entry("two", 2),
            entry("three", 3),
            entry("four", 4),
            entry("five", 5),
            entry("six", 6),
            entry("seven", 7),
            entry("eight", 8),
            entry("nine", 9),
            entry("ten", 10),
            entry("eleven", 11),
            entry("twelve", 12),
            entry("thirteen", 13),
            entry("fourteen", 14),
            entry("fifteen", 15),
            entry("sixteen", 16),
            entry("seventeen", 17),
            entry("eighteen", 18),
            entry("nineteen", 19),
            entry("twenty", 20),
            entry("thirty", 30),
            entry("forty", 40),
            entry("fifty", 50),
            entry("sixty", 60),
            entry("seventy", 70),
            entry("eighty", 80),
            entry("ninety", 90));
    private static final Map<String, Integer> FACTORS = Map.of("hundred", 100, "thousand", 1_000, "grand", 1_000);
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]+");

    /** One of "one" to "ninety", for regular expressions; followed by a word's end it takes all of "seventeen". */
    public static final String WORD =
            String.join("|", VALUES.keySet().stream().sorted().toList());

    private NumberWords() {}

    /** What the words say, in any case. "A" and "an" are one before "hundred" and "thousand"; empty if any other word is among them. */
    public static OptionalInt value(String words) {
        var sum = 0;
        var counted = false;
        for (var word : BETWEEN.split(words.strip().toLowerCase(Locale.ROOT), -1)) {
            var value = VALUES.get(word);
            var factor = FACTORS.get(word);
            if (value != null) {
                sum += value;
            } else if (factor != null) {
                sum = Math.max(sum, 1) * factor;
            } else if (!(word.equals("a") || word.equals("an"))) {
                return OptionalInt.empty();
            }
            counted |= value != null || factor != null;
        }
        return counted ? OptionalInt.of(sum) : OptionalInt.empty();
    }
}
