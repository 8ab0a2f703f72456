package io.souk.kit;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes personal particulars out of a text before it leaves the platform: e-mail addresses, card and account numbers, telephone
 * numbers. What each was is left, so that the text can still be understood.
 */
public final class Masking {
    private static final Pattern MAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern CARD = Pattern.compile("(?<![\\p{L}\\p{N}])\\d(?:[ -]?\\d){12,18}(?![\\p{L}\\p{N}])");
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?<![\\p{L}\\p{N}])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![\\p{L}\\p{N}])");
    /** Whose national way of writing is understood; with a country code any is. */
    private static final List<String> REGIONS = List.of("DE", "GB", "US");

    private static final int MOST_TRIES = 200;

    private Masking() {}

    public static String mask(String text) {
        var masked = MAIL.matcher(text).replaceAll("[e-mail]");
        masked = CARD.matcher(masked).replaceAll(found -> isCard(found.group()) ? "[card]" : "$0");
        masked = ACCOUNT.matcher(masked).replaceAll(found -> isAccount(found.group()) ? "[account]" : "$0");
        for (var region : REGIONS) {
            masked = withoutPhones(masked, region);
        }
        return masked;
    }

    private static String withoutPhones(String text, String region) {
        var masked = new StringBuilder();
        var last = 0;
        for (var found : PhoneNumberUtil.getInstance().findNumbers(text, region, Leniency.VALID, MOST_TRIES)) {
            masked.append(text, last, found.start()).append("[phone]");
            last = found.end();
        }
        return masked.append(text.substring(last)).toString();
    }

    /** By Luhn's check digit; a tracking number hardly ever has it right. */
    private static boolean isCard(String written) {
        var digits = written.replaceAll("\\D", "");
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    /** By the check digits of an IBAN. */
    private static boolean isAccount(String written) {
        var compact = written.replace(" ", "");
        var turned = compact.substring(4) + compact.substring(0, 4);
        var remainder = 0;
        for (var i = 0; i < turned.length(); i++) {
            var value = Character.digit(turned.charAt(i), 36);
            remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
        }
        return remainder == 1;
    }
}
