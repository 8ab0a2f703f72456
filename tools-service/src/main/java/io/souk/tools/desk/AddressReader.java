package io.souk.tools.desk;

import io.souk.tools.customers.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parts of an address that a message says: street, second line, city, state, zip and country, separated by commas or lines.
 * What is not said is asked for, except a country that is the present one's.
 */
final class AddressReader {
    static final String STREET = "address1";
    static final String SECOND = "address2";
    static final String CITY = "city";
    static final String STATE = "state";
    static final String COUNTRY = "country";
    static final String ZIP = "zip";

    private static final Map<String, String> COUNTRIES = countries();
    private static final Set<String> WITH_STATES = Set.of("USA", "US", "United States", "CA", "AU");

    /** What leads to the address: "please send it to: …". */
    private static final Pattern LEAD = Pattern.compile(
            "(?is)^.*?\\b(?:(?:address|delivery|it|order|ship(?:ped)?|sent?|moved?|deliver(?:ed)?|live|is|be)\\b[^,\\n\\d]*?\\b(?:to|at|is|now)|new address(?: is)?|to)\\b\\s*:?\\s*(?=\\S)");

    private static final Pattern SECOND_LINE = Pattern.compile(
            "(?i)^(?:apt|apartment|suite|unit|floor|flat|room|building|bldg|top|door|c/o)\\b.*|^#\\s*\\w+$|^\\d+(?:st|nd|rd|th) floor$");
    private static final Pattern US_STATE_ZIP =
            Pattern.compile("^(?:(.*?)[ ]+)?([A-Za-z]{2})\\.?[ ]+(\\d{5})(?:-\\d{4})?$");
    private static final Pattern ZIP_CITY = Pattern.compile("^(?:[A-Z]{1,2}-)?(\\d{4,5}(?:-\\d{3})?)[ ]+(\\p{L}.*)$");
    private static final Pattern CITY_ZIP = Pattern.compile("^(\\p{L}.*?)[ ]+(\\d{4,5}(?:-\\d{3})?)$");
    private static final Pattern ZIP_ALONE =
            Pattern.compile("^(?:zip(?: code)?|postcode)?[ :]*(\\d{4,5}(?:-\\d{3})?)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern STREET_LINE =
            Pattern.compile("(?i)^(?:\\d+\\w?[ ]+\\p{L}.*|\\p{L}[\\p{L}.' -]*[ ]\\d+\\w?)$");
    private static final Pattern SEPARATOR = Pattern.compile("[,;:\\n]");
    private static final Pattern TWO_LETTERS = Pattern.compile("^[A-Za-z]{2}$");

    private AddressReader() {}

    /**
     * Adds what the message says to what is known.
     *
     * @param missing what was asked for; a bare answer is taken for it
     */
    static Map<String, String> read(String message, Map<String, String> known, List<String> missing) {
        var parts = new LinkedHashMap<>(known);
        var found = new LinkedHashMap<String, String>();
        var pieces = pieces(message);
        for (var piece : pieces) {
            place(piece, found, known);
        }
        if (found.isEmpty() && pieces.size() == 1 && missing.size() == 1) {
            found.put(missing.getFirst(), pieces.getFirst());
        } else if (!found.isEmpty() || !missing.isEmpty()) {
            leftovers(pieces, found, known, missing);
        }
        parts.putAll(found);
        return parts;
    }

    /** What still has to be said; nothing if the address is complete. */
    static List<String> missing(Map<String, String> parts, Address present) {
        var missing = new ArrayList<String>();
        for (var part : List.of(STREET, CITY, ZIP)) {
            if (!parts.containsKey(part)) {
                missing.add(part);
            }
        }
        if (!parts.containsKey(STATE) && WITH_STATES.contains(parts.getOrDefault(COUNTRY, present.country()))) {
            missing.add(STATE);
        }
        return missing;
    }

    /** Of complete parts. */
    static Address address(Map<String, String> parts, Address present) {
        return new Address(
                parts.getOrDefault(STREET, ""),
                parts.getOrDefault(SECOND, ""),
                parts.getOrDefault(CITY, ""),
                parts.getOrDefault(STATE, ""),
                parts.getOrDefault(COUNTRY, present.country()),
                parts.getOrDefault(ZIP, ""));
    }

    private static List<String> pieces(String message) {
        var text = message.strip();
        var lead = LEAD.matcher(text);
        if (lead.find() && lead.end() < text.length()) {
            text = text.substring(lead.end());
        }
        var all = SEPARATOR
                .splitAsStream(text)
                .map(String::strip)
                .map(piece -> piece.replaceAll("(?i)[ ]*(?:please|thanks|thank you)?[.!]*$", "")
                        .strip())
                .filter(piece -> !piece.isEmpty())
                .toList();
        // whatever stands before the street leads to it
        var street = all.stream()
                .filter(piece -> STREET_LINE.matcher(piece).matches()
                        && !ZIP_CITY.matcher(piece).matches()
                        && !CITY_ZIP.matcher(piece).matches())
                .findFirst();
        return street.map(piece -> all.subList(all.indexOf(piece), all.size())).orElse(all);
    }

    private static void place(String piece, Map<String, String> found, Map<String, String> known) {
        var hasStreet = found.containsKey(STREET) || known.containsKey(STREET);
        var country = COUNTRIES.get(piece.toLowerCase(Locale.ROOT));
        var us = US_STATE_ZIP.matcher(piece);
        var zipCity = ZIP_CITY.matcher(piece);
        var cityZip = CITY_ZIP.matcher(piece);
        var zip = ZIP_ALONE.matcher(piece);
        if (country != null) {
            found.putIfAbsent(COUNTRY, country);
        } else if (SECOND_LINE.matcher(piece).matches()) {
            found.putIfAbsent(SECOND, piece);
        } else if (us.matches()) {
            if (us.group(1) != null && !us.group(1).isBlank()) {
                found.putIfAbsent(CITY, us.group(1).strip());
            }
            found.putIfAbsent(STATE, us.group(2).toUpperCase(Locale.ROOT));
            found.putIfAbsent(ZIP, us.group(3));
        } else if (zip.matches()) {
            found.putIfAbsent(ZIP, zip.group(1));
        } else if (zipCity.matches() && hasStreet) {
            found.putIfAbsent(ZIP, zipCity.group(1));
            found.putIfAbsent(CITY, zipCity.group(2).strip());
        } else if (cityZip.matches() && hasStreet) {
            found.putIfAbsent(CITY, cityZip.group(1).strip());
            found.putIfAbsent(ZIP, cityZip.group(2));
        } else if (STREET_LINE.matcher(piece).matches()) {
            found.putIfAbsent(STREET, piece);
        }
    }

    /** What no pattern knows: the city, then the state, if they are not known otherwise. */
    private static void leftovers(
            List<String> pieces, Map<String, String> found, Map<String, String> known, List<String> missing) {
        for (var piece : pieces) {
            if (found.containsValue(piece) || COUNTRIES.containsKey(piece.toLowerCase(Locale.ROOT))) {
                continue;
            }
            var probe = new LinkedHashMap<String, String>();
            place(piece, probe, known);
            if (!probe.isEmpty() && !(probe.size() == 1 && probe.containsKey(STREET))) {
                continue;
            }
            if (TWO_LETTERS.matcher(piece).matches() && !found.containsKey(STATE)) {
                found.put(STATE, piece.toUpperCase(Locale.ROOT));
            } else if (isOpen(CITY, found, known, missing) && piece.chars().noneMatch(Character::isDigit)) {
                found.put(CITY, piece);
            } else if (isOpen(STATE, found, known, missing) && piece.chars().noneMatch(Character::isDigit)) {
                found.put(STATE, piece);
            }
        }
    }

    private static boolean isOpen(
            String part, Map<String, String> found, Map<String, String> known, List<String> missing) {
        return !found.containsKey(part) && (!known.containsKey(part) || missing.contains(part));
    }

    private static Map<String, String> countries() {
        var byName = new LinkedHashMap<String, String>();
        Map.of("usa", "USA", "united states", "USA", "us", "USA", "u.s.", "USA", "u.s.a.", "USA")
                .forEach(byName::put);
        Map.of("germany", "DE", "deutschland", "DE", "austria", "AT", "portugal", "PT", "ireland", "IE")
                .forEach(byName::put);
        Map.of("france", "FR", "spain", "ES", "italy", "IT", "netherlands", "NL", "switzerland", "CH", "canada", "CA")
                .forEach(byName::put);
        return byName;
    }
}
