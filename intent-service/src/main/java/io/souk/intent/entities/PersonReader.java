package io.souk.intent.entities;

import static java.util.stream.Collectors.joining;

import io.souk.events.Entities.Kind;
import io.souk.intent.catalogue.CatalogueIndex;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What customers say of themselves so that they can be found: e-mail address, postcode, and their name where they introduce
 * themselves. Other names in a message are nobody's business.
 */
final class PersonReader {
    private static final int CASELESS = Pattern.CASE_INSENSITIVE;
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[\\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{2,63}){1,4}");

    private static final String POSTCODE_FORM = "\\d{5}(?:-\\d{4})?(?!\\d)|[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2}\\b"
            + "|[A-Z]\\d[A-Z]\\s?\\d[A-Z]\\d\\b|\\d{4}\\s?[A-Z]{2}\\b|\\d{4}(?!\\d)";
    private static final Pattern POSTCODE = Pattern.compile(
            "\\b(?:zip|post\\s?code|postal code|plz)(?:\\s?code)?(?:\\s?(?:number|no))?[\\s:#=,]*(?:(?:is|was|would be|now)\\s)?("
                    + POSTCODE_FORM + ")",
            CASELESS);
    private static final Pattern FIVE_DIGITS =
            Pattern.compile("(?<![\\w#$€£.,-])(\\d{5}(?:-\\d{4})?)(?![\\w-]|[.,]\\d)");

    private static final String NAME = "\\p{L}[\\p{L}'’-]{1,30}";
    private static final String CAPITAL = "\\p{Lu}[\\p{L}'’-]{1,30}";
    /** Only said to give one's name, so that the name may be written small. */
    private static final Pattern INTRODUCTION = Pattern.compile(
            "\\b(?i:my (?:full |real |first and last )?name(?:['’]?s| is|:)?|name\\s?[:=]|name is|(?:in|under) the name(?: of)?|account holder(?: is|:)|i am called)\\s+("
                    + NAME + "(?:\\s" + NAME + "){0,2})");
    /** Said for many reasons: only two capitalised words after it are a name, and only if the sentence ends or goes on with a particular. */
    private static final String PARTICULAR =
            ",?\\s*(?i:(?:and )?(?:my |the )?(?:zip|post\\s?code|postal|e-?mail)|from\\s\\d{5}|\\d{5}\\b)";

    private static final Pattern WEAK_INTRODUCTION =
            Pattern.compile("\\b(?i:i am|i['’]?m|this is|it['’]?s)\\s+(" + CAPITAL + "\\s" + CAPITAL + "(?:\\s"
                    + CAPITAL + ")?)(?=\\s*(?:$|[.!;\\n]|" + PARTICULAR + "|\\s?(?i:here|speaking)\\b))");
    /** The answer to "who are you?". */
    private static final Pattern NAME_AND_PARTICULAR =
            Pattern.compile("^\\s*(" + CAPITAL + "\\s" + CAPITAL + "(?:\\s" + CAPITAL + ")?)(?=" + PARTICULAR + ")");

    private static final Pattern NOT_A_NAME = Pattern.compile(
            "(?i:and|or|but|my|i|i['’]m|im|the|a|an|is|it|zip|zipcode|postcode|post|postal|code|email|e-mail|mail|from|at|with|in|on|of|to|for|where|what|can|could|please|want|would|need"
                    + "|not|so|you|your|with|living|live|here|speaking|thanks|thank|sorry|hi|hello|hey|how|order|refund|track|cancel|return|id|user|because|who|which|that|this|wrong|misspelled|spelled)");

    private PersonReader() {}

    /** First of all, since an address may hold what looks like a number or a name. */
    static void readEmails(Findings found) {
        var emails = EMAIL.matcher(found.text());
        while (emails.find()) {
            found.add(Kind.EMAIL, emails.group().toLowerCase(Locale.ROOT), emails.start(), emails.end(), null);
        }
    }

    static void read(Findings found, ReadingContext context) {
        var text = found.text();
        var postcodes = POSTCODE.matcher(text);
        while (postcodes.find()) {
            postcode(found, postcodes);
        }
        var introduced = name(found, INTRODUCTION.matcher(text), 1);
        var hinted = name(found, WEAK_INTRODUCTION.matcher(text), 2);
        var named = name(found, NAME_AND_PARTICULAR.matcher(text), 2) || introduced || hinted;
        var known = found.mentions().stream().anyMatch(mention -> mention.kind() == Kind.POSTCODE);
        if ((named || context.postcodeExpected()) && !known) {
            var digits = FIVE_DIGITS.matcher(text);
            while (digits.find()) {
                postcode(found, digits);
            }
        }
    }

    private static void postcode(Findings found, Matcher matcher) {
        var value = matcher.group(1).toUpperCase(Locale.ROOT);
        found.add(Kind.POSTCODE, value, matcher.start(1), matcher.end(1), null);
    }

    private static boolean name(Findings found, Matcher introduction, int leastWords) {
        var any = false;
        while (introduction.find()) {
            var end = introduction.start(1);
            var words = 0;
            for (var word : introduction.group(1).split("\\s", -1)) {
                if (NOT_A_NAME.matcher(word).matches()) {
                    break;
                }
                end = introduction.start(1)
                        + introduction.group(1).indexOf(word, end - introduction.start(1))
                        + word.length();
                words++;
            }
            if (words >= leastWords
                    && !CatalogueIndex.isEveryday(introduction.group(1))
                    && found.isFree(introduction.start(1), end)) {
                var written = found.text().substring(introduction.start(1), end);
                found.add(Kind.PERSON, capitalised(written), introduction.start(1), end, null);
                any = true;
            }
        }
        return any;
    }

    private static String capitalised(String name) {
        return Arrays.stream(name.split("\\s", -1))
                .map(word -> word.equals(word.toLowerCase(Locale.ROOT))
                        ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1)
                        : word)
                .collect(joining(" "));
    }
}
