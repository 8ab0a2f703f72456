package io.souk.intent.entities;

import io.souk.events.Entities.Kind;
import io.souk.intent.text.Placeholders;
import io.souk.kit.Masking;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that name something: orders, refunds, complaints and parcels, in the many ways in which people write them. */
final class NumberReader {
    private static final int CASELESS = Pattern.CASE_INSENSITIVE;
    private static final String ORDER_WORD = "(?:ord(?:er|r|re|e)?|oder|odrer|oreder|ordder|purchase|po)s?";
    private static final String NUMBER_WORD = "(?:numbers?|numero|nr|num|no|id|ref(?:erence)?|code)\\b";
    private static final String SIGNS = "[\\s.:#_/–-]*";
    private static final String FILLER = SIGNS + "(?:" + NUMBER_WORD + SIGNS + ")?(?:(?:is|was|=)\\s+)?#?\\s?";

    /** The marketplace's own: "ORD-1001", "ord 1001", "order #1001", "order number is 1001", "orders 1001 and 1002". */
    private static final Pattern ORDER = Pattern.compile(
            "\\b" + ORDER_WORD + FILLER
                    + "(?:ord-?)?(\\d{4,10})(?!\\w|[.,]\\d|\\s?(?:€|£|\\$|eur|usd|dollars?|bucks|pounds?))"
                    + "((?:\\s?(?:,|&|/|\\+|and|or)\\s?#?\\d{4,10}\\b)*)",
            CASELESS);

    private static final Pattern NEXT_NUMBER = Pattern.compile("\\d{4,10}");
    /** Orders that came from another system: "#W2378156", "w 2378156", "order W-2378156". */
    private static final Pattern FOREIGN_ORDER =
            Pattern.compile("(?:\\b" + ORDER_WORD + FILLER + ")?(?<![\\w])#?\\s?W[\\s-]?(\\d{7})\\b", CASELESS);

    private static final Pattern HASH_NUMBER = Pattern.compile("(?<![\\w&])#\\s?(\\d{4,10})\\b");
    /** Four to seven digits that are no price, size, year or decimal. */
    private static final Pattern BARE_NUMBER = Pattern.compile(
            "(?<![\\w€$£#.,+-])(?<!\\b(?:in|since|from|year|bin|to) )(\\d{4,7})"
                    + "(?![\\w€$£%]|[.,:]\\d|-\\d|\\s?(?:€|eur|euros?|usd|dollars?|bucks|pounds?|mah|wh|w|hz|gb|tb|mm|x|dpi|nits|k|g|kg|grams?|lbs?)\\b)",
            CASELESS);

    private static final Pattern REFERENCE =
            Pattern.compile("\\b(RF|CP)[\\s#:_–-]*((?=[A-Z-]*\\d)[A-Z0-9][A-Z0-9-]{2,20})\\b", CASELESS);
    private static final Pattern NAMED_REFERENCE = Pattern.compile(
            "\\b(refund|reimbursement|complaint|claim|ticket|case)\\s?(?:request\\s)?(?:" + NUMBER_WORD
                    + "|(?<=(?:complaint|claim|ticket|case)\\s?)#)[\\s.:#]*(?:(?:is|was)\\s+)?(?:(?:rf|cp)-?)?#?(\\d{3,8})\\b",
            CASELESS);

    /** UPS; DHL; postal services (two letters, nine or ten digits, country); Amazon; each may be written in groups. */
    private static final Pattern LETTERED_PARCEL = Pattern.compile(
            "\\b(1Z(?:\\s?[0-9A-Z]){16}|J?JD\\s?\\d(?:\\s?\\d){15,19}|[A-Z]{2}\\s?\\d(?:\\s?\\d){8,9}\\s?(?:[A-Z]{2})|TBA\\s?\\d{12})\\b",
            CASELESS);
    /** Numbers only, of a length that carriers use and cards do not; never a phone number. */
    private static final Pattern LONG_NUMBER = Pattern.compile(
            "(?<![\\w+.,-])(?<!\\+\\d{1,3}\\s\\d{0,4}\\s?)((?:9\\d{3}(?:\\s\\d{4}){4}(?:\\s\\d{2})?)|\\d{12}|\\d{14,15}|\\d{18}|\\d{20}|\\d{22})(?![\\w.,-]\\d|\\w)");

    private static final Pattern SAID_TO_BE_A_PARCEL = Pattern.compile(
            "\\b(?:track(?:ing|ed)?|parcel|shipment|consignment|waybill|dhl|ups|fedex|usps|gls|dpd|hermes)\\s?(?:"
                    + NUMBER_WORD + "|#)?[\\s.:#]*(?:(?:is|was)\\s+)?((?=\\d*[A-Z]?\\d{8})[A-Z0-9]{10,22})\\b",
            CASELESS);

    private static final Pattern ABOUT_AN_ORDER = Pattern.compile(
            "\\b(?:orders?|oder|track|tracking|parcel|package|shipment|delivery|refund|return|cancel|exchange|invoice|purchase|where|status)\\b",
            CASELESS);

    private NumberReader() {}

    /** Numbers that say what they are. */
    static void readNamed(Findings found, ReadingContext context) {
        var text = found.text();
        each(LETTERED_PARCEL, text, match -> parcel(found, match));
        each(SAID_TO_BE_A_PARCEL, text, match -> parcel(found, match));
        each(REFERENCE, text, match -> {
            var kind = match.group(1).toUpperCase(Locale.ROOT);
            reference(found, match.start(), match.end(), kind, match.group(2).toUpperCase(Locale.ROOT));
        });
        each(NAMED_REFERENCE, text, match -> {
            var kind = match.group(1).toLowerCase(Locale.ROOT).startsWith("re") ? "RF" : "CP";
            reference(found, match.start(), match.end(), kind, match.group(2));
        });
        each(FOREIGN_ORDER, text, match -> order(found, match.start(), match.end(), "#W" + match.group(1)));
        each(ORDER, text, match -> {
            order(found, match.start(), match.end(1), context.orderId(match.group(1)));
            each(NEXT_NUMBER, match.group(2), next -> {
                var shift = match.start(2);
                order(found, shift + next.start(), shift + next.end(), context.orderId(next.group()));
            });
        });
        each(HASH_NUMBER, text, match -> order(found, match.start(), match.end(), context.orderId(match.group(1))));
        each(LONG_NUMBER, text, match -> parcel(found, match));
    }

    /** Numbers that are orders only because of what the text, or the question before it, is about; no part of a card or a phone number. */
    static void readBare(Findings found, ReadingContext context) {
        if ((context.orderExpected() || ABOUT_AN_ORDER.matcher(found.text()).find())
                && BARE_NUMBER.matcher(found.text()).find()) {
            each(
                    BARE_NUMBER,
                    Masking.hide(found.text()),
                    match -> order(found, match.start(1), match.end(1), context.orderId(match.group(1))));
        }
    }

    private static void order(Findings found, int start, int end, String id) {
        found.add(Kind.ORDER, id, start, end, Placeholders.ORDER);
    }

    private static void reference(Findings found, int start, int end, String kind, String number) {
        var isRefund = kind.equals("RF");
        found.add(
                isRefund ? Kind.REFUND : Kind.COMPLAINT,
                kind + '-' + number,
                start,
                end,
                isRefund ? Placeholders.REFUND : Placeholders.COMPLAINT);
    }

    private static void parcel(Findings found, Matcher match) {
        var number = match.group(1).replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        found.add(Kind.TRACKING, number, match.start(1), match.end(1), null);
    }

    private static void each(Pattern pattern, String text, java.util.function.Consumer<Matcher> action) {
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            action.accept(matcher);
        }
    }
}
