package io.souk.tools.desk;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plain English words of a message: the last resort, after order numbers, products and categories that intent-service found. */
final class Words {
    private static final Pattern ORDER_ID = Pattern.compile("\\bORD-\\d+\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}#]+");
    /** Up to three words before or behind, in the same part of the sentence. */
    private static final Pattern KEPT = Pattern.compile(
            "(?i)((?:[\\p{L}\\p{N}-]+ ){1,3})(?:i|we)(?:['’]ll| will|['’]d like to| would like to| want to)? keep\\b(?! (?:the|my|that))"
                    + "|\\bkeep(?:ing)? (?:the|my|that|this) ((?:[\\p{L}\\p{N}-]+ ?){1,3})"
                    + "|(?:^|[,;] ?)not (?:the|my|that) ((?:[\\p{L}\\p{N}-]+ ?){1,2})");

    private static final Pattern LONE_NUMBER = Pattern.compile("(?:number |no\\.? ?|option |#)?([1-9])\\.?");

    /** Say nothing about which thing is meant. */
    private static final Set<String> FILLERS = words("""
            a an and the this that these those it its is was are were be been i im me my mine we our you your to of in on
            from with at by as so but or not no yes please thanks thank hi hello hey one ones thing item order number option
            choose pick take mean meant want would like need have has had can could will do did does just only also about for
            make file open submit put get got let there here s m d ll ve re t""");

    /** Say that something is to be done, not what is wrong. */
    private static final Set<String> REQUESTS = words("""
            complaint complain complaining report issue problem return refund money back claim raise lodge register service
            customer support bought ordered purchased something""");

    private static final Set<String> WHOLE = Set.of("all", "both", "everything", "whole", "entire");

    private static final Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("first", 1),
            Map.entry("1st", 1),
            Map.entry("second", 2),
            Map.entry("2nd", 2),
            Map.entry("third", 3),
            Map.entry("3rd", 3),
            Map.entry("fourth", 4),
            Map.entry("4th", 4),
            Map.entry("fifth", 5),
            Map.entry("5th", 5),
            Map.entry("sixth", 6),
            Map.entry("seventh", 7),
            Map.entry("eighth", 8));

    private static final List<String> COUNTS = List.of("one", "two", "three", "four", "five", "six", "seven", "eight");

    private Words() {}

    /** In lower case and singular, without order numbers and fillers. */
    static Set<String> content(String text) {
        return all(text).stream().filter(word -> !FILLERS.contains(word)).collect(toCollection(LinkedHashSet::new));
    }

    /** What the customer wants to keep, or does not mean: "the phone I keep", "not the dock, the …". */
    static Set<String> kept(String text) {
        return KEPT.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2), found.group(3)))
                .filter(Objects::nonNull)
                .flatMap(words -> content(words).stream())
                .collect(toCollection(LinkedHashSet::new));
    }

    /** Whether it says more than that the customer complains. */
    static boolean saysWhatIsWrong(String text, Set<String> namesOfThings) {
        return content(text).stream().anyMatch(word -> !REQUESTS.contains(word) && !namesOfThings.contains(word));
    }

    /** "Everything in it". */
    static boolean wantsAll(String text) {
        return all(text).stream().anyMatch(WHOLE::contains);
    }

    /** The place in a list that is meant by "the second", "last" or "2", from 1; {@code size} is the list's. */
    static OptionalInt ordinal(String text, int size) {
        var words = all(text);
        for (var word : words) {
            var place = word.equals("last") ? Integer.valueOf(size) : ORDINALS.get(word);
            if (place != null && place <= size) {
                return OptionalInt.of(place);
            }
        }
        var bare = text.strip().toLowerCase(Locale.ROOT);
        var number = LONE_NUMBER.matcher(bare);
        var place = number.matches() ? Integer.parseInt(number.group(1)) : COUNTS.indexOf(bare) + 1;
        return place > 0 && place <= size ? OptionalInt.of(place) : OptionalInt.empty();
    }

    /** Whether nothing is left of the text but what names one of these things, or a place in their list. */
    static boolean namesOnly(String text, Set<String> namesOfThings) {
        return content(text).stream()
                .allMatch(word -> namesOfThings.contains(word)
                        || WHOLE.contains(word)
                        || ORDINALS.containsKey(word)
                        || COUNTS.contains(word)
                        || word.equals("last")
                        || LONE_NUMBER.matcher(word).matches());
    }

    private static List<String> all(String text) {
        var plain =
                ORDER_ID.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT).replace('’', '\'');
        var words = new ArrayList<String>();
        Arrays.stream(SEPARATOR.split(plain))
                .filter(word -> !word.isEmpty())
                .map(Words::singular)
                .forEach(words::add);
        return words;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).map(Words::singular).collect(toUnmodifiableSet());
    }

    private static String singular(String word) {
        if (word.equals("mice")) {
            return "mouse";
        }
        if (word.endsWith("ies") && word.length() > 4) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.endsWith("s") && word.length() > 3 && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
