package io.souk.intent.dialogue;

import java.util.regex.Pattern;

/** "No, not the phone, the power bank": what is not meant is not heard. */
final class Denied {
    private static final Pattern NOT_THIS = Pattern.compile(
            "^(\\W*(?:(?:no|sorry|nope|oh|ah|wait|hm+|ok|well|but)\\W+)*)(?:(?:i )?(?:don['’]?t|do not|didn['’]?t|did not) mean |not )"
                    + "(?:the|that|this|those|my) (?:[\\p{L}\\p{N}-]+ ){0,3}?[\\p{L}\\p{N}-]+\\s*(?:[,;.]|\\bbut\\b)(?=\\s*(?:(?:but|no|i (?:mean|meant|want|wanted)) )?(?:the|that|my|this|those)\\b)",
            Pattern.CASE_INSENSITIVE);

    private Denied() {}

    /** The text without that, every other word in its place. */
    static String blanked(String text) {
        var denied = NOT_THIS.matcher(text);
        return denied.find()
                ? denied.group(1) + " ".repeat(denied.end() - denied.end(1)) + text.substring(denied.end())
                : text;
    }
}
