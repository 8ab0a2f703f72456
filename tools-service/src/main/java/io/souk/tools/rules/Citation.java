package io.souk.tools.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A place where a document says what a rule is: {@code within [30 days after delivery](rule:return-window-days)}, with
 * {@code /seller-id} behind the name for one seller's own. The words stay readable where nobody knows of rules.
 *
 * @param name of the rule, as written
 * @param seller whose rule it is; {@link RuleBook#EVERYBODY} if none is named
 * @param words what the document says
 */
public record Citation(String documentId, String name, String seller, String words) {
    private static final Pattern MARK =
            Pattern.compile("\\[([^\\[\\]]{1,200})]\\(rule:([a-z0-9-]{1,60})(?:/([^()\\s]{1,100}))?\\)");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(?:\\.\\d+)?");
    private static final Map<String, String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                    .collect(Collectors.toMap(
                            code -> code, code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH)));

    /** All of a document, in reading order. */
    public static List<Citation> in(String documentId, String text) {
        var found = new ArrayList<Citation>();
        var marks = MARK.matcher(text);
        while (marks.find()) {
            var seller = marks.group(3);
            found.add(new Citation(
                    documentId, marks.group(2), seller == null ? RuleBook.EVERYBODY : seller, marks.group(1)));
        }
        return found;
    }

    /** What is wrong with it, in words for whoever edits the document; null if it says what holds. */
    public @Nullable String contradiction(RuleBook rules) {
        var rule = Rule.of(name);
        if (rule.isEmpty()) {
            return "There is no rule \"" + name + "\".";
        }
        var value = rules.value(rule.get(), seller);
        var agrees = rule.get().isList()
                ? rules.list(rule.get(), seller).stream().anyMatch(this::names)
                : saysNumber(new BigDecimal(value));
        return agrees ? null : "\"" + words + "\" is said of " + name + ", which is " + value + ".";
    }

    private boolean names(String element) {
        return words.equalsIgnoreCase(element) || words.equalsIgnoreCase(COUNTRIES.get(element));
    }

    private boolean saysNumber(BigDecimal value) {
        var number = NUMBER.matcher(words);
        return number.find() && new BigDecimal(number.group().replace(",", "")).compareTo(value) == 0;
    }
}
