package io.souk.intent.classifier;

import io.souk.intent.spelling.Spelling;
import io.souk.intent.text.Words;
import java.util.regex.Pattern;

/** What the encoders get to see of a text, in training and in use alike. */
final class Wording {
    private static final int SHORTEST_CORE = 2;
    /** A greeting before a question, and thanks after it, are manners and not what the customer wants. */
    private static final Pattern OPENING = Pattern.compile(
            "^\\s*(?:(?:(?:"
                    + "(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|dear \\w+)(?: there| all| team| souk| friend| everyone| guys| folks)?"
                    + "|excuse me|well|so|right so|ok(?:ay)? so|yeah(?= (?:hi|hello|hey|so|um|uh))|u+h+m*|u+m+|er+m*|hm+"
                    + ")\\b|(?:listen|look),)[\\s,.!:;-]*)+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CLOSING = Pattern.compile(
            "[\\s,.!?;-]+(?:many thanks|thanks|thank you|thx|cheers)(?: a lot| so much| very much| in advance)?[\\s.!]*$",
            Pattern.CASE_INSENSITIVE);
    /** Marks of templates, as other systems leave them in a text: "{{Order Number}}", "[item]", "<b>"; and pictures. */
    private static final Pattern MARKS = Pattern.compile("[{}\\[\\]<>|*_~^\\\\\\p{So}\\uFE0F\\u200D]+");
    /** Whom a post is addressed to, and what it links to. */
    private static final Pattern ADDRESSEE = Pattern.compile("(?<![\\w.])@\\w+|https?://\\S+");
    /** What a speaker says while thinking. */
    private static final Pattern HESITATION =
            Pattern.compile("(?<=[\\s,.])(?:u+h+m*|u+m+|e+r+m|hm+)\\b[,.]*\\s*", Pattern.CASE_INSENSITIVE);

    private Wording() {}

    /** A text without slips, and without what is only manners or form, unless nothing else is there. */
    static String core(String text) {
        var unmarked = MARKS.matcher(ADDRESSEE.matcher(text).replaceAll(" ")).replaceAll(" ");
        var plain = HESITATION.matcher(unmarked).replaceAll("");
        var core = CLOSING.matcher(OPENING.matcher(plain).replaceFirst("")).replaceFirst("");
        return Words.of(core).size() < SHORTEST_CORE ? plain : core;
    }

    /** Of a training text. */
    static String learnt(String text) {
        return core(Spelling.OF_ENGLISH.of(text).text());
    }

    static boolean hasLetters(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }
}
