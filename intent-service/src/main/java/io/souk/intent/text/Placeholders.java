package io.souk.intent.text;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands for a name in a text that is classified: the encoder shall see that a product is meant, not which one. Training
 * texts contain the placeholders; messages get them where an entity was found.
 */
public final class Placeholders {
    public static final String PRODUCT = "{product}";
    public static final String OTHER_PRODUCT = "{product2}";
    public static final String ORDER = "{order}";
    public static final String REFUND = "{ref}";
    public static final String COMPLAINT = "{cp}";

    private static final Map<String, String> WORDS = Map.of(
            PRODUCT, "product",
            OTHER_PRODUCT, "other product",
            ORDER, "order 12345",
            REFUND, "refund 1234",
            COMPLAINT, "complaint 1234");

    /** A placeholder with the word before it, which decides whether it needs an article. */
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)(?:\\b(the|a|an|my|your|this|that|two|order)\\s+)?(\\{[a-z0-9]+})");

    private Placeholders() {}

    /** The text as the encoder shall see it. */
    public static String spellOut(String text) {
        return IN_TEXT.matcher(text).replaceAll(match -> {
            var before = match.group(1) == null ? "" : match.group(1);
            var placeholder = match.group(2);
            var words = WORDS.getOrDefault(placeholder, placeholder);
            var isProduct = placeholder.startsWith("{product");
            if (isProduct) {
                return before.isEmpty() || before.equalsIgnoreCase("order")
                        ? (before + " the " + words).strip()
                        : before + ' ' + words;
            }
            return before.isEmpty() || (placeholder.equals(ORDER) && before.equalsIgnoreCase("order"))
                    ? words
                    : before + ' ' + words;
        });
    }
}
