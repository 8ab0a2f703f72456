package io.souk.intent.text;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something is sent to. What a shop asks and promises for a place is written under its country, or under the union that this
 * belongs to: "Dublin" is found as "Ireland, EU country".
 */
public final class Places {
    private static final String OF_UNION = "EU country";
    private static final Map<String, String> LOCATIONS = locations();
    private static final String NAME = LOCATIONS.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(joining("|", "(?<![\\p{L}\\p{N}-])(?:", ")(?![\\p{L}\\p{N}-])"));
    private static final Pattern PLACE = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** Not what is explained already, nor where an order was. */
    private static final Pattern UNEXPLAINED =
            Pattern.compile(NAME + "(?! \\()", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** A place with what was added to it. */
    private static final Pattern EXPLAINED =
            Pattern.compile(NAME + "(?: \\([^)]*\\))?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Places() {}

    /** The places that a text names, as they stand in it. */
    public static List<String> in(String text) {
        return PLACE.matcher(text).results().map(place -> place.group()).toList();
    }

    /** Each place with the country and union by which rules of delivery are found. */
    public static String explained(String text) {
        return UNEXPLAINED.matcher(text).replaceAll(place -> {
            var location = LOCATIONS.getOrDefault(place.group().toLowerCase(Locale.ROOT), "");
            return location.isEmpty() ? "$0" : "$0 (" + location + ')';
        });
    }

    /** Each town with its country. */
    public static String located(String text) {
        return UNEXPLAINED.matcher(text).replaceAll(place -> {
            var location = LOCATIONS
                    .getOrDefault(place.group().toLowerCase(Locale.ROOT), "")
                    .replaceFirst("(?:, )?" + OF_UNION + "$", "");
            return location.isEmpty() ? "$0" : "$0 (" + location + ')';
        });
    }

    /** The text with another place in the stead of its first; unchanged if it names none. */
    public static String moved(String text, String to) {
        return EXPLAINED.matcher(text).replaceFirst(Matcher.quoteReplacement(to));
    }

    private static Map<String, String> locations() {
        var locations = new HashMap<String, String>();
        for (var line : WordLists.lines("/language/places.tsv")) {
            var columns = line.split("\t", -1);
            var union = columns[1].equals("eu") ? OF_UNION : "";
            locations.put(columns[0].toLowerCase(Locale.ROOT), union);
            for (var name : columns[2].split(",\\s*", -1)) {
                locations.put(name, union.isEmpty() ? columns[0] : columns[0] + ", " + union);
            }
        }
        return Map.copyOf(locations);
    }
}
