package io.souk.tools.desk;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of the two accepted reasons a customer gives. */
final class CancelReasons {
    static final String NO_LONGER_NEEDED = "no longer needed";
    static final String BY_MISTAKE = "ordered by mistake";

    private static final Pattern MISTAKE = Pattern.compile(
            "\\bmistakes?\\b|\\bmistakenly\\b|\\baccident(?:al(?:ly)?)?\\b|\\bin error\\b|\\bby error\\b"
                    + "|\\bwrong (?:item|product|thing|one|size|colou?r|model)\\b|\\b(?:ordered|bought) (?:it |them )?twice\\b");
    private static final Pattern NOT_NEEDED =
            Pattern.compile("\\b(?:no longer|not|never|n't|nt) (?:really )?(?:need(?:ed)?|want(?:ed)?|require[d]?)\\b"
                    + "|\\b(?:don't|dont|do not) (?:need|want)\\b|\\bchanged my mind\\b|\\bany ?more\\b");

    private CancelReasons() {}

    static @Nullable String read(String message) {
        var text = message.toLowerCase(Locale.ROOT).replace('’', '\'');
        return MISTAKE.matcher(text).find()
                ? BY_MISTAKE
                : NOT_NEEDED.matcher(text).find() ? NO_LONGER_NEEDED : null;
    }
}
