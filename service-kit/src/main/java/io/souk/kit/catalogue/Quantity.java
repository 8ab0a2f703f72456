package io.souk.kit.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A number with what it measures, in the base unit of its dimension.
 *
 * @param start where it begins in the text it was read from
 * @param text the words that say it
 */
public record Quantity(Dimension dimension, double amount, int start, String text) {
    private static final String UNITS = Arrays.stream(Dimension.values())
            .flatMap(dimension -> dimension.units().keySet().stream())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));

    private static final Pattern MEASURE = Pattern.compile(
            "(?i)(?<![\\p{L}\\d.,])(\\d+(?:[.,]\\d+)*)[\\s\\u00a0]?-?[\\s\\u00a0]?(" + UNITS + ")(?![\\p{L}\\d²/])");

    private static final Pattern SIZE =
            Pattern.compile("(?<![\\d.,])(\\d{3,5})\\s?[x×]\\s?(\\d{3,5})(?!\\d|[.,]\\d|\\s?(?:mm|cm|m|in)\\b)");
    private static final Pattern DAY = Pattern.compile("(?<!\\d)(\\d{4}-\\d{2}-\\d{2})(?!\\d)");
    /** "2 in 1" measures nothing: this unit stands at the end of its phrase. */
    private static final Pattern PHRASE_END = Pattern.compile("\\s*(?:[,;)].*|)", Pattern.DOTALL);

    /** All that a text measures, in its order. */
    public static List<Quantity> allIn(String text) {
        var found = new ArrayList<Quantity>();
        var measures = MEASURE.matcher(text);
        while (measures.find()) {
            var unit = measures.group(2).toLowerCase(Locale.ROOT);
            if (unit.equals("in")
                    && !PHRASE_END.matcher(text.substring(measures.end())).matches()) {
                continue;
            }
            for (var dimension : Dimension.values()) {
                var factor = dimension.factor(unit);
                if (!Double.isNaN(factor)) {
                    found.add(new Quantity(
                            dimension, number(measures.group(1)) * factor, measures.start(), measures.group()));
                }
            }
        }
        var sizes = SIZE.matcher(text);
        while (sizes.find()) {
            found.add(new Quantity(
                    Dimension.RESOLUTION,
                    Double.parseDouble(sizes.group(1)) * Double.parseDouble(sizes.group(2)),
                    sizes.start(),
                    sizes.group()));
        }
        var days = DAY.matcher(text);
        while (days.find()) {
            day(days.group(1))
                    .ifPresent(day ->
                            found.add(new Quantity(Dimension.DATE, day.toEpochDay(), days.start(), days.group(1))));
        }
        found.sort(Comparator.comparingInt(Quantity::start));
        return Collections.unmodifiableList(found);
    }

    /** The first of each dimension: "16 GB, 2 x 8 GB" is 16 GB. */
    public static Map<Dimension, Double> mainOnes(String text) {
        var main = new EnumMap<Dimension, Double>(Dimension.class);
        allIn(text).forEach(quantity -> main.putIfAbsent(quantity.dimension(), quantity.amount()));
        return main;
    }

    /** The one quantity that the text is, with nothing else around it. */
    public static Optional<Quantity> wholeOf(String text) {
        var stripped = text.strip();
        return allIn(stripped).stream()
                .filter(quantity -> quantity.text().strip().length() == stripped.length())
                .findFirst();
    }

    /** A comma before exactly three digits parts thousands, any other one is the decimal point of half of Europe. */
    private static double number(String written) {
        var plain = written.matches("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?")
                ? written.replace(",", "")
                : written.replace(',', '.');
        return plain.chars().filter(character -> character == '.').count() > 1
                ? Double.parseDouble(plain.replace(".", ""))
                : Double.parseDouble(plain);
    }

    private static Optional<LocalDate> day(String written) {
        try {
            return Optional.of(LocalDate.parse(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The amount as people say it: 980 g, 1.29 kg, 1 TB, 90 min, 12 h. */
    public static String natural(Dimension dimension, double amount) {
        return switch (dimension) {
            case DATA -> amount >= 1_000 ? plain(amount / 1_000) + " TB" : plain(amount) + " GB";
            case MASS -> amount >= 1_000 ? plain(amount / 1_000) + " kg" : plain(amount) + " g";
            case LENGTH -> amount >= 1_000 ? plain(amount / 1_000) + " m" : plain(amount) + " mm";
            case ENERGY -> plain(amount) + " Wh";
            case CHARGE -> "%,.0f mAh".formatted(amount);
            case POWER -> plain(amount) + " W";
            case FREQUENCY ->
                amount >= 1e9
                        ? plain(amount / 1e9) + " GHz"
                        : amount >= 1e6 ? plain(amount / 1e6) + " MHz" : plain(amount) + " Hz";
            case LUMINANCE -> plain(amount) + " nits";
            case TIME ->
                amount < 1 / 60.0
                        ? plain(amount * 60_000) + " ms"
                        : amount < 1
                                ? plain(amount * 60) + " s"
                                : amount < 120
                                        ? plain(amount) + " min"
                                        : amount <= 4_320 ? plain(amount / 60) + " h" : plain(amount / 1_440) + " days";
            case BITRATE -> amount >= 1_000 ? plain(amount / 1_000) + " Gbit/s" : plain(amount) + " Mbit/s";
            case RESOLUTION -> "%.1f million pixels".formatted(amount / 1e6);
            case DATE -> LocalDate.ofEpochDay((long) amount).toString();
        };
    }

    private static String plain(double number) {
        var rounded = Math.round(number * 100) / 100.0;
        return rounded == Math.rint(rounded) ? "%d".formatted((long) rounded) : String.valueOf(rounded);
    }
}
