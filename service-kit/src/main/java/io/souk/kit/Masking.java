package io.souk.kit;

import static java.util.Comparator.comparingInt;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    private static final char HIDDEN = '*';

    private Masking() {}

    /** One particular, and what stands for it. */
    private record Found(int start, int end, String word) {}

    public static String mask(String text) {
        var masked = new StringBuilder(text);
        found(text, new StringBuilder(text)).stream()
                .sorted(comparingInt(Found::start).reversed())
                .forEach(found -> masked.replace(found.start(), found.end(), found.word()));
        return masked.toString();
    }

    /** The text in its length, with signs where a particular is: for whoever reads something else from it. */
    public static String hide(String text) {
        var left = new StringBuilder(text);
        found(text, left);
        return left.toString();
    }

    /** @param left the text, from which each particular is taken so that the next kind does not find it again */
    private static List<Found> found(String text, StringBuilder left) {
        var found = new ArrayList<Found>();
        take(found, left, MAIL.matcher(text).results(), "[e-mail]");
        take(found, left, CARD.matcher(left.toString()).results().filter(card -> isCard(card.group())), "[card]");
        take(
                found,
                left,
                ACCOUNT.matcher(left.toString()).results().filter(account -> isAccount(account.group())),
                "[account]");
        for (var region : REGIONS) {
            PhoneNumberUtil.getInstance()
                    .findNumbers(left.toString(), region, Leniency.VALID, MOST_TRIES)
                    .forEach(phone -> take(found, left, phone.start(), phone.end(), "[phone]"));
        }
        return found;
    }

    private static void take(List<Found> found, StringBuilder left, Stream<MatchResult> matches, String word) {
        matches.forEach(match -> take(found, left, match.start(), match.end(), word));
    }

    private static void take(List<Found> found, StringBuilder left, int start, int end, String word) {
        found.add(new Found(start, end, word));
        for (var at = start; at < end; at++) {
            left.setCharAt(at, HIDDEN);
        }
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
