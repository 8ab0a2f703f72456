package io.souk.conversation.model;

import io.souk.kit.NumberWords;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What in a text can be held against evidence, in one form however it is written: "$1,299.00" and "1299 USD" are one amount, "3rd of
 * May" and "2026-05-03" one day, "thirty" and "30" one number.
 */
final class FactReader {
    private static final Pattern LINK = Pattern.compile(
            "</?[a-z!][^>]*>|!?\\[[^]]*]\\([^)]*\\)|\\b(?:https?|ftp|data|javascript):\\S+|\\bwww\\.\\S+"
                    + "|(?<![@\\w.])(?:[a-z0-9-]+\\.)+(?:com|net|org|io|shop|store|info|biz|dev|app|xyz|ru|cn|de|eu|co|uk|me|example|test)\\b(?:/\\S*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

    private static final String MONTH =
            "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private static final Pattern ISO_DAY = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})(?:T[\\d:.]+Z?)?\\b");
    private static final Pattern SHORT_DAY = Pattern.compile("\\b(\\d{1,2})[./](\\d{1,2})[./](\\d{4}|\\d{2})\\b");
    private static final Pattern DAY_MONTH = Pattern.compile(
            "\\b(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+" + MONTH + "\\b\\.?(?:,?\\s+(\\d{4}))?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH_DAY = Pattern.compile(
            "\\b" + MONTH + "\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(\\d{4}))?", Pattern.CASE_INSENSITIVE);
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final String NUMBER = "(\\d{1,3}(?:[,.' ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)?)";
    private static final String CURRENCY = "(€|\\$|£|EUR|USD|GBP|CHF)";
    private static final Pattern MONEY_BEFORE =
            Pattern.compile("(?<!\\w)" + CURRENCY + "\\s?" + NUMBER + "(?!\\w)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MONEY_AFTER = Pattern.compile(
            "(?<![\\w.,])" + NUMBER + "\\s?(€|\\$|£|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|bucks)(?!\\w)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PERCENT =
            Pattern.compile("(?<![\\w.,])" + NUMBER + "\\s?(?:%|percent\\b|per cent\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\p{L}\\p{N}])#?(?=[\\p{L}\\p{N}-]*\\p{L})(?=[\\p{L}\\p{N}-]*\\p{N})\\p{L}[\\p{L}\\p{N}]*(?:-[\\p{L}\\p{N}]+)*"
                    + "|#\\p{L}?\\p{N}+");
    private static final Pattern PLAIN = Pattern.compile("(?<![\\p{L}\\p{N}])" + NUMBER);
    private static final Pattern ORDER_LIKE =
            Pattern.compile("#?[A-Z]{0,4}-?\\d{3,}|[A-Z]{2}-[A-Z0-9]{4,}", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORDS = Pattern.compile("\\b[a-z]+(?:-[a-z]+)?\\b", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("h", "h"),
            Map.entry("hr", "h"),
            Map.entry("hour", "h"),
            Map.entry("min", "min"),
            Map.entry("minute", "min"),
            Map.entry("second", "s"),
            Map.entry("day", "day"),
            Map.entry("business day", "day"),
            Map.entry("working day", "day"),
            Map.entry("calendar day", "day"),
            Map.entry("week", "week"),
            Map.entry("month", "month"),
            Map.entry("year", "year"),
            Map.entry("kg", "kg"),
            Map.entry("kilogram", "kg"),
            Map.entry("g", "g"),
            Map.entry("gram", "g"),
            Map.entry("w", "W"),
            Map.entry("watt", "W"),
            Map.entry("wh", "Wh"),
            Map.entry("mah", "mAh"),
            Map.entry("gb", "GB"),
            Map.entry("tb", "TB"),
            Map.entry("mb", "MB"),
            Map.entry("hz", "Hz"),
            Map.entry("nit", "nit"),
            Map.entry("inch", "inch"),
            Map.entry("inche", "inch"),
            Map.entry("cm", "cm"),
            Map.entry("mm", "mm"),
            Map.entry("metre", "m"),
            Map.entry("meter", "m"),
            Map.entry("px", "px"),
            Map.entry("pixel", "px"),
            Map.entry("mp", "MP"),
            Map.entry("lumen", "lm"),
            Map.entry("db", "dB"));
    private static final Pattern QUANTITY = Pattern.compile(
            "(?<![\\p{L}\\p{N}.,])" + NUMBER + "(?:\\s?(?:to|or|and|-|–|—)\\s?" + NUMBER + ")?[\\s-]?("
                    + String.join(
                            "|",
                            UNITS.keySet().stream()
                                    .sorted(Comparator.comparingInt(String::length)
                                            .reversed())
                                    .toList())
                    + ")s?(?![\\p{L}\\p{N}])",
            Pattern.CASE_INSENSITIVE);

    private FactReader() {}

    /** What a fact is about; decides how bad it is to have it wrong. */
    enum Kind {
        LINK,
        CONTACT,
        ORDER,
        DATE,
        MONEY,
        PERCENT,
        CODE,
        NUMBER
    }

    /**
     * One fact.
     *
     * @param readings what it says; more than one form where the writing is ambiguous ("1.299", "03/05/2026")
     * @param needs of which one must be said elsewhere for it to be true
     */
    record Fact(Kind kind, Set<String> readings, Set<String> needs) {
        boolean isAmong(Set<String> known) {
            return needs.stream().anyMatch(known::contains);
        }
    }

    static List<Fact> read(String text) {
        return new Reading(text).facts();
    }

    static String money(BigDecimal amount, String currency) {
        return "money:" + plain(amount) + ' ' + currency.toUpperCase(Locale.ROOT);
    }

    /** Of a number without a unit. */
    static Set<String> number(BigDecimal value) {
        return Set.of("number:" + plain(value), "any:" + plain(value));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static final class Reading {
        private final List<Fact> facts = new ArrayList<>();
        private String rest;

        Reading(String text) {
            rest = WORDS.matcher(text).replaceAll(found -> {
                // "One" is rarely a number.
                var value = NumberWords.value(found.group());
                return value.orElse(1) == 1 ? "$0" : String.valueOf(value.getAsInt());
            });
        }

        List<Fact> facts() {
            take(LINK, found -> add(Kind.LINK, Set.of("link:" + found.group().toLowerCase(Locale.ROOT))));
            take(MAIL, found -> add(Kind.CONTACT, Set.of("mail:" + found.group().toLowerCase(Locale.ROOT))));
            take(ISO_DAY, found -> day(found.group(1), found.group(2), found.group(3)));
            take(SHORT_DAY, this::shortDay);
            take(DAY_MONTH, found -> day(found.group(3), month(found.group(2)), found.group(1)));
            take(MONTH_DAY, found -> day(found.group(3), month(found.group(1)), found.group(2)));
            take(MONEY_BEFORE, found -> money(found.group(2), found.group(1)));
            take(MONEY_AFTER, found -> money(found.group(1), found.group(2)));
            take(PERCENT, found -> numbers(Kind.PERCENT, "percent:", found.group(1)));
            take(CODE, this::code);
            take(QUANTITY, found -> {
                quantity(found.group(1), found.group(3));
                if (found.group(2) != null) {
                    quantity(found.group(2), found.group(3));
                }
            });
            take(PLAIN, found -> plainNumber(found.group(1)));
            return facts;
        }

        /** What was read once is not read again as something smaller. */
        private void take(Pattern pattern, Consumer<MatchResult> reader) {
            rest = pattern.matcher(rest).replaceAll(found -> {
                reader.accept(found);
                return " ";
            });
        }

        private void add(Kind kind, Set<String> readings) {
            facts.add(new Fact(kind, readings, readings));
        }

        /** A bare number may have been a quantity elsewhere, and a quantity a bare number, but "20 h" is not "20 kg". */
        private void quantity(String number, String unit) {
            var known = UNITS.get(unit.toLowerCase(Locale.ROOT));
            var readings = new LinkedHashSet<String>();
            var needs = new LinkedHashSet<String>();
            for (var value : values(number)) {
                readings.add("quantity:" + plain(value) + ' ' + known);
                readings.add("any:" + plain(value));
                needs.add("quantity:" + plain(value) + ' ' + known);
                needs.add("number:" + plain(value));
            }
            facts.add(new Fact(Kind.NUMBER, readings, needs));
        }

        private void plainNumber(String number) {
            var readings = new LinkedHashSet<String>();
            var needs = new LinkedHashSet<String>();
            for (var value : values(number)) {
                readings.addAll(FactReader.number(value));
                needs.add("any:" + plain(value));
            }
            facts.add(new Fact(Kind.NUMBER, readings, needs));
        }

        private void day(@Nullable String year, String month, String day) {
            var readings = new LinkedHashSet<String>();
            day(readings, year, month, day);
            if (!readings.isEmpty()) {
                add(Kind.DATE, readings);
            }
        }

        private static void day(Set<String> readings, @Nullable String year, String month, String day) {
            try {
                if (year == null) {
                    readings.add("day:" + MonthDay.of(Integer.parseInt(month), Integer.parseInt(day)));
                } else {
                    var fullYear = year.length() == 2 ? "20" + year : year;
                    readings.add("day:"
                            + LocalDate.of(Integer.parseInt(fullYear), Integer.parseInt(month), Integer.parseInt(day)));
                }
            } catch (DateTimeException e) {
                readings.add("day:" + year + '/' + month + '/' + day);
            }
        }

        private void shortDay(MatchResult found) {
            var readings = new LinkedHashSet<String>();
            day(readings, found.group(3), found.group(2), found.group(1));
            day(readings, found.group(3), found.group(1), found.group(2));
            add(Kind.DATE, readings);
        }

        private static String month(String name) {
            return String.valueOf(MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) + 1);
        }

        private void money(String amount, String currency) {
            var iso =
                    switch (currency.toLowerCase(Locale.ROOT)) {
                        case "€", "eur", "euro", "euros" -> "EUR";
                        case "$", "usd", "dollar", "dollars", "bucks" -> "USD";
                        case "£", "gbp", "pound", "pounds" -> "GBP";
                        default -> "CHF";
                    };
            var readings = new LinkedHashSet<String>();
            values(amount).forEach(value -> readings.add(FactReader.money(value, iso)));
            add(Kind.MONEY, readings);
        }

        private void numbers(Kind kind, String prefix, String number) {
            var readings = new LinkedHashSet<String>();
            values(number).forEach(value -> readings.add(prefix + plain(value)));
            add(kind, readings);
        }

        private void code(MatchResult found) {
            var code = found.group();
            var kind = ORDER_LIKE.matcher(code).matches() ? Kind.ORDER : Kind.CODE;
            add(kind, Set.of("code:" + code.toLowerCase(Locale.ROOT).replace("#", "")));
        }

        /** "1.299" may be a thousand and more, or one and a bit. */
        private static Set<BigDecimal> values(String number) {
            var values = new LinkedHashSet<BigDecimal>();
            var separators = number.replaceAll("\\d", "");
            if (separators.isEmpty()) {
                values.add(new BigDecimal(number));
                return values;
            }
            var last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
            var tail = number.length() - last - 1;
            if (last < 0
                    || (separators.length() > 1 && separators.chars().distinct().count() == 1)
                    || tail == 3) {
                values.add(new BigDecimal(number.replaceAll("\\D", "")));
            }
            if (last >= 0
                    && separators.chars().filter(c -> c == number.charAt(last)).count() == 1) {
                values.add(new BigDecimal(
                        number.substring(0, last).replaceAll("\\D", "") + '.' + number.substring(last + 1)));
            }
            return values;
        }
    }
}
