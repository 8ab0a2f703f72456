package io.souk.intent.entities;

import io.souk.events.Entities.Amount;
import io.souk.events.Entities.Bound;
import io.souk.kit.NumberWords;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts of money: "under 900", "$50", "20 bucks", "1.5k", "between 500 and 800 euros", "two hundred dollars". */
final class AmountReader {
    private static final int CASELESS = Pattern.CASE_INSENSITIVE;
    private static final String NUMBER =
            "(?:\\d{1,3}(?:[.,'\\s]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,7}(?:[.,]\\d{1,2})?)(?!\\d)";
    private static final String IN_WORDS = "(?:(?:an?|" + NumberWords.WORD + ")(?:[\\s-](?:" + NumberWords.WORD
            + "))?(?:\\s(?:hundred|thousand|grand))?)";
    private static final String SYMBOL = "[$€£]|us\\$|usd|eur|euros?|gbp|chf";
    private static final String UNIT =
            "[$€£]|usd|us dollars?|dollars?|bucks?|eur|euros?|gbp|pounds?(?! of)|quid|chf|francs?";
    private static final String MOST =
            "under|below|less than|cheaper than|no more than|not more than|up to|at most|max(?:imum)?(?: of)?|within|not over|beneath|<=?";
    private static final String LEAST = "over|above|more than|at least|min(?:imum)?(?: of)?|starting (?:at|from)|>=?";
    private static final String NEARLY =
            "around|about|roughly|approx(?:imately)?\\.?|circa|ca\\.?|somewhere around|like|~";
    /** Not money: what is counted or measured stands behind the number. */
    private static final String NO_MEASURE =
            "(?!\\s?(?:[%\"°x×*]|(?:gb|tb|mb|hz|ghz|khz|mah|wh|w|watts?|v|volts?|inch(?:es)?|in|cm|mm|m|meters?|metres?|km|kg|g|grams?|lbs?|oz|l|hours?|hrs?|h|min(?:ute)?s?"
                    + "|sec(?:ond)?s?|days?|weeks?|months?|years?|yrs?|pieces?|pcs|items?|units?|orders?|people|times|stars?|nits|dpi|cores?|ports?|megapixels?|mp|fps|percent"
                    + "|of\\b|of them)\\b))";

    private static final Pattern MONEY = Pattern.compile(
            "(?<![\\w.,#-])(?:(?<most>" + MOST + ")\\s?|(?<least>" + LEAST + ")\\s?|(?<nearly>" + NEARLY + ")\\s?)?"
                    + "(?:(?<symbol>" + SYMBOL + ")\\s?)?"
                    + "(?:(?<number>" + NUMBER + ")\\s?(?<kilo>k\\b|grand\\b|thousand\\b)?|(?<words>" + IN_WORDS
                    + ")(?=\\s(?:" + UNIT + ")\\b))"
                    + "(?:\\s?(?<unit>" + UNIT + ")(?!\\w)|,-)?" + NO_MEASURE
                    + "(?<more>\\s?(?:\\+|or more|and up|minimum)|\\s?(?:or less|max\\b|tops|at most|maximum))?",
            CASELESS);
    private static final Pattern RANGE = Pattern.compile(
            "\\b(?:between|from)?\\s?(?<s1>" + SYMBOL + ")?\\s?(?<from>" + NUMBER + ")\\s?(?<k1>k\\b)?\\s?(?:" + UNIT
                    + ")?\\s?(?:-|–|to|and)\\s?(?<s2>" + SYMBOL + ")?\\s?(?<to>" + NUMBER
                    + ")\\s?(?<k2>k\\b)?\\s?(?<unit>" + UNIT + ")?(?!\\w)" + NO_MEASURE,
            CASELESS);
    private static final Pattern ABOUT_MONEY = Pattern.compile(
            "\\b(?:budget|spend(?:ing)?|spent|price[ds]?|costs?|paid|pay|charged|worth|afford|cheap(?:er)?|expensive)\\b",
            CASELESS);
    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("$", "USD"),
            Map.entry("us$", "USD"),
            Map.entry("usd", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("us dollar", "USD"),
            Map.entry("buck", "USD"),
            Map.entry("€", "EUR"),
            Map.entry("eur", "EUR"),
            Map.entry("euro", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("gbp", "GBP"),
            Map.entry("pound", "GBP"),
            Map.entry("quid", "GBP"),
            Map.entry("chf", "CHF"),
            Map.entry("franc", "CHF"));

    private AmountReader() {}

    static void read(Findings found) {
        var text = found.text();
        var aboutMoney = ABOUT_MONEY.matcher(text).find();
        ranges(found, aboutMoney);
        var matcher = MONEY.matcher(text);
        while (matcher.find()) {
            if (isMoney(matcher, text, aboutMoney)) {
                found.add(new Amount(
                        value(matcher),
                        currency(matcher.group("symbol"), matcher.group("unit")),
                        bound(matcher),
                        matcher.group(),
                        matcher.start()));
            }
        }
    }

    private static void ranges(Findings found, boolean aboutMoney) {
        var matcher = RANGE.matcher(found.text());
        while (matcher.find()) {
            var currency = currency(
                    matcher.group("s1") == null ? matcher.group("s2") : matcher.group("s1"), matcher.group("unit"));
            var opened = matcher.group().toLowerCase(Locale.ROOT).strip();
            if (currency == null && !(aboutMoney && (opened.startsWith("between") || opened.startsWith("from")))) {
                continue;
            }
            if (!found.isFree(matcher.start(), matcher.end())) {
                continue;
            }
            var kilo = matcher.group("k2");
            var split = matcher.end("from")
                    + (matcher.group("k1") == null ? 0 : matcher.group("k1").length());
            var start = matcher.start() + leadingSpaces(matcher.group());
            found.add(new Amount(
                    number(matcher.group("from"), matcher.group("k1") == null ? kilo : matcher.group("k1")),
                    currency,
                    Bound.AT_LEAST,
                    found.text().substring(start, split),
                    start));
            found.add(new Amount(
                    number(matcher.group("to"), kilo),
                    currency,
                    Bound.AT_MOST,
                    found.text().substring(matcher.start("to"), matcher.end()).strip(),
                    matcher.start("to")));
        }
    }

    /** A currency says so; else a limit does, or a word of buying beside something that can only be an amount. */
    private static boolean isMoney(Matcher matcher, String text, boolean aboutMoney) {
        if (matcher.group("symbol") != null
                || matcher.group("unit") != null
                || matcher.group().contains(",-")) {
            return true;
        }
        if (matcher.group("number") == null) {
            return false;
        }
        var limits = matcher.group("most") != null || matcher.group("least") != null;
        var small = matcher.group("kilo") == null && matcher.group("number").length() < 2;
        if (limits) {
            return !small;
        }
        var big = matcher.group("number").length() >= 3 || matcher.group("kilo") != null;
        return aboutMoney
                && big
                && (matcher.group("nearly") != null || follows(text, matcher.start()) || matcher.group("more") != null);
    }

    private static final Pattern JUST_BEFORE = Pattern.compile(
            "\\b(?:budget(?: is| of|:)?|spend(?: up to)?|spent|pays?|paid(?: you)?|costs?|charged(?: me)?|price (?:is|of)|worth|for|is)\\s$",
            CASELESS);

    private static boolean follows(String text, int start) {
        return JUST_BEFORE
                .matcher(text.substring(Math.max(0, start - 20), start))
                .find();
    }

    private static BigDecimal value(Matcher matcher) {
        var number = matcher.group("number");
        return number == null ? inWords(matcher.group("words")) : number(number, matcher.group("kilo"));
    }

    /** "1,299.00", "1.299,00" and "1 299": a sign before exactly three digits groups, another one is the decimal point. */
    private static BigDecimal number(String written, @Nullable String kilo) {
        var plain = written.replaceAll("['\\s]", "");
        var last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
        if (last >= 0
                && (plain.length() - last - 1 != 3 || (kilo != null && plain.indexOf(plain.charAt(last)) == last))) {
            plain = plain.substring(0, last).replaceAll("[.,]", "") + '.' + plain.substring(last + 1);
        } else {
            plain = plain.replaceAll("[.,]", "");
        }
        var value = new BigDecimal(plain);
        return kilo == null ? value : plainly(value.multiply(BigDecimal.valueOf(1_000)));
    }

    private static BigDecimal inWords(String words) {
        return BigDecimal.valueOf(NumberWords.value(words).orElse(0));
    }

    private static BigDecimal plainly(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static @Nullable String currency(@Nullable String symbol, @Nullable String unit) {
        return Optional.ofNullable(symbol == null ? unit : symbol)
                .map(said -> said.toLowerCase(Locale.ROOT))
                .map(said -> said.length() > 3 && said.endsWith("s") ? said.substring(0, said.length() - 1) : said)
                .map(CURRENCIES::get)
                .orElse(null);
    }

    private static Bound bound(Matcher matcher) {
        var more = matcher.group("more") == null
                ? ""
                : matcher.group("more").strip().toLowerCase(Locale.ROOT);
        if (matcher.group("most") != null
                || more.startsWith("or less")
                || more.startsWith("max")
                || more.equals("tops")
                || more.equals("at most")) {
            return Bound.AT_MOST;
        }
        if (matcher.group("least") != null || !more.isEmpty()) {
            return Bound.AT_LEAST;
        }
        return matcher.group("nearly") == null ? Bound.EXACTLY : Bound.ABOUT;
    }

    private static int leadingSpaces(String text) {
        return text.length() - text.stripLeading().length();
    }
}
