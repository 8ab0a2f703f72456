package io.souk.kit.catalogue;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be measured, each in one base unit, so that 0.98 kg is less than 1,290 g. Units are written as in data sheets. */
public enum Dimension {
    DATA("gb", Map.of("kb", 1e-6, "mb", 1e-3, "gb", 1.0, "tb", 1e3)),
    MASS("g", Map.of("mg", 1e-3, "g", 1.0, "kg", 1e3, "oz", 28.349523125, "lb", 453.59237, "lbs", 453.59237)),
    LENGTH(
            "mm",
            Map.ofEntries(
                    entry("mm", 1.0),
                    entry("cm", 10.0),
                    entry("m", 1e3),
                    entry("inch", 25.4),
                    entry("inches", 25.4),
                    entry("in", 25.4),
                    entry("\"", 25.4),
                    entry("ft", 304.8))),
    ENERGY("wh", Map.of("wh", 1.0, "kwh", 1e3)),
    CHARGE("mah", Map.of("mah", 1.0, "ah", 1e3)),
    POWER("w", Map.of("mw", 1e-3, "w", 1.0, "watt", 1.0, "watts", 1.0, "kw", 1e3)),
    FREQUENCY("hz", Map.of("hz", 1.0, "khz", 1e3, "mhz", 1e6, "ghz", 1e9)),
    LUMINANCE("nits", Map.of("nits", 1.0, "nit", 1.0, "cd/m²", 1.0, "cd/m2", 1.0)),
    TIME(
            "min",
            Map.ofEntries(
                    entry("ms", 1 / 60_000.0),
                    entry("s", 1 / 60.0),
                    entry("sec", 1 / 60.0),
                    entry("min", 1.0),
                    entry("minutes", 1.0),
                    entry("h", 60.0),
                    entry("hour", 60.0),
                    entry("hours", 60.0),
                    entry("hrs", 60.0),
                    entry("day", 1_440.0),
                    entry("days", 1_440.0),
                    // as on a box of batteries: a month has 30 days
                    entry("month", 43_200.0),
                    entry("months", 43_200.0),
                    entry("year", 525_600.0),
                    entry("years", 525_600.0))),
    BITRATE("mbits", Map.of("kbit/s", 1e-3, "mbit/s", 1.0, "gbit/s", 1e3, "mbps", 1.0, "gbps", 1e3)),
    RESOLUTION("px", Map.of()),
    DATE("day", Map.of());

    /** By {@link #key()}. */
    public static final Map<String, Dimension> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Dimension::key, Function.identity()));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // all come from Map.of
    private final Map<String, Double> units;

    Dimension(String key, Map<String, Double> units) {
        this.key = key;
        this.units = units;
    }

    /** The base unit, as a property is named after it: {@code g} of mass, {@code min} of time. */
    public String key() {
        return key;
    }

    /** How many base units one of {@code unit} is; NaN if it is not one of this dimension. */
    double factor(String unit) {
        return units.getOrDefault(unit.toLowerCase(Locale.ROOT), Double.NaN);
    }

    Map<String, Double> units() {
        return units;
    }

    /** The units that can be written, as a person would list them. */
    String writtenUnits() {
        return switch (this) {
            case RESOLUTION -> "width x height";
            case DATE -> "a date as 2026-05-31";
            default ->
                units.entrySet().stream()
                        .filter(unit ->
                                unit.getKey().length() < 5 && !unit.getKey().equals("\""))
                        .sorted(Map.Entry.<String, Double>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                        .map(unit -> proper(unit.getKey()))
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("");
        };
    }

    private static String proper(String unit) {
        return switch (unit) {
            case "kb", "mb", "gb", "tb" -> unit.toUpperCase(Locale.ROOT);
            case "wh" -> "Wh";
            case "kwh" -> "kWh";
            case "mah" -> "mAh";
            case "ah" -> "Ah";
            case "w" -> "W";
            case "mw" -> "mW";
            case "kw" -> "kW";
            case "hz" -> "Hz";
            case "khz" -> "kHz";
            case "mhz" -> "MHz";
            case "ghz" -> "GHz";
            default -> unit;
        };
    }
}
