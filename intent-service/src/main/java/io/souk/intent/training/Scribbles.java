package io.souk.intent.training;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** What haste does to a text: no capitals, no apostrophes, words cut short or left out, slips of the finger. For training texts only. */
public final class Scribbles {
    private static final double LOWER = 0.5;
    private static final double SHOUTED = 0.02;
    private static final double WITHOUT_APOSTROPHES = 0.35;
    private static final double WITH_END = 0.35;
    private static final double WITH_SLIP = 0.2;
    private static final double WITH_SECOND_SLIP = 0.3;
    private static final double SHORTENED = 0.12;
    private static final double WITHOUT_SMALL_WORDS = 0.06;
    private static final int SHORTEST_TO_SLIP_IN = 4;

    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['’](?=\\p{L})");
    private static final Pattern QUESTION = Pattern.compile(
            "^(?:what|which|where|when|who|why|how|can|could|do|does|is|are|will|would|has|did|may|any)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LETTERS = Pattern.compile("[a-z]{" + SHORTEST_TO_SLIP_IN + ",}");
    /** As in a text message. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            entry("you", "u"),
            entry("your", "ur"),
            entry("are", "r"),
            entry("to", "2"),
            entry("for", "4"),
            entry("please", "plz"),
            entry("what", "wat"),
            entry("with", "w/"),
            entry("about", "abt"),
            entry("because", "cuz"),
            entry("thanks", "thx"),
            entry("information", "info"),
            entry("something", "sth"),
            entry("want to", "wanna"),
            entry("have to", "gotta"),
            entry("don't know", "dunno"));

    private static final Pattern LONG = Pattern.compile(
            "\\b(?:want to|have to|don't know|" + String.join("|", SHORT.keySet()) + ")\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SMALL_WORD = Pattern.compile(" (?:the|a|an|my|to|is|of) ");
    private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

    private Scribbles() {}

    /** The text as somebody may have typed it. */
    static String of(String text, Random random) {
        var typed = text;
        if (random.nextDouble() < WITH_END && Character.isLetterOrDigit(text.charAt(text.length() - 1))) {
            typed += QUESTION.matcher(text).matches() ? "?" : ".";
        }
        if (random.nextDouble() < WITHOUT_APOSTROPHES) {
            typed = APOSTROPHE.matcher(typed).replaceAll("");
        }
        if (random.nextDouble() < SHORTENED) {
            typed = shortened(typed);
        }
        if (random.nextDouble() < WITHOUT_SMALL_WORDS) {
            typed = SMALL_WORD.matcher(typed).replaceAll(" ");
        }
        if (random.nextDouble() < WITH_SLIP) {
            typed = slip(typed, random);
            if (random.nextDouble() < WITH_SECOND_SLIP) {
                typed = slip(typed, random);
            }
        }
        var mood = random.nextDouble();
        if (mood < SHOUTED) {
            return typed.toUpperCase(Locale.ROOT);
        }
        return mood < SHOUTED + LOWER
                ? typed.toLowerCase(Locale.ROOT)
                : typed.substring(0, 1).toUpperCase(Locale.ROOT) + typed.substring(1);
    }

    private static String shortened(String text) {
        return LONG.matcher(text)
                .replaceAll(match -> SHORT.getOrDefault(match.group().toLowerCase(Locale.ROOT), match.group()));
    }

    /** One letter swapped, lost, doubled or its neighbour on the keyboard, after the first of a word. */
    public static String slip(String text, Random random) {
        var words = LETTERS.matcher(text).results().toList();
        if (words.isEmpty()) {
            return text;
        }
        var word = words.get(random.nextInt(words.size()));
        var at = word.start() + 1 + random.nextInt(word.end() - word.start() - 2);
        var letter = text.charAt(at);
        var changed =
                switch (random.nextInt(4)) {
                    case 0 -> "" + text.charAt(at + 1) + letter;
                    case 1 -> "" + text.charAt(at + 1);
                    case 2 -> "" + letter + letter + text.charAt(at + 1);
                    default -> "" + neighbour(letter, random) + text.charAt(at + 1);
                };
        return text.substring(0, at) + changed + text.substring(at + 2);
    }

    private static char neighbour(char letter, Random random) {
        for (var row : ROWS) {
            var at = row.indexOf(letter);
            if (at >= 0) {
                var side = at == 0 || (at < row.length() - 1 && random.nextBoolean()) ? at + 1 : at - 1;
                return row.charAt(side);
            }
        }
        return letter;
    }
}
