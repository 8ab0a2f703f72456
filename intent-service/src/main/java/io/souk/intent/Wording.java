package io.souk.intent;

import java.util.regex.Pattern;

/** What the encoders get to see of a text, in training and in use alike. */
final class Wording {
    private static final int SHORTEST_CORE = 2;
    /** A greeting before a question, and thanks after it, are manners and not what the customer wants. */
    private static final Pattern OPENING = Pattern.compile(
            "^\\s*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|dear \\w+)"
                    + "(?: there| all| team| souk| friend| everyone)?\\b[\\s,.!:;-]*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CLOSING = Pattern.compile(
            "[\\s,.!?;-]+(?:many thanks|thanks|thank you|thx|cheers)(?: a lot| so much| very much| in advance)?[\\s.!]*$",
            Pattern.CASE_INSENSITIVE);
    /** Marks of templates, as other systems leave them in a text: "{{Order Number}}", "[item]", "<b>". */
    private static final Pattern BRACKETS = Pattern.compile("[{}\\[\\]<>|*_~^\\\\]+");

    private Wording() {}

    /** The text without what is only manners or form, unless nothing else is there; typing errors mended. */
    static String core(String text) {
        var plain = Spelling.mended(BRACKETS.matcher(text).replaceAll(" "));
        var core = CLOSING.matcher(OPENING.matcher(plain).replaceFirst("")).replaceFirst("");
        return Words.of(core).size() < SHORTEST_CORE ? plain : core;
    }

    static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }
}
