package io.souk.intent.training;

import io.souk.events.Intent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the classifier predicts: an intent, in one of its {@link io.souk.events.Variants} where it has any. */
public record Label(Intent intent, @Nullable String variant) {
    /** Reads {@code refund/policy}. */
    public static Label parse(String text) {
        var slash = text.indexOf('/');
        var intent = slash < 0 ? text : text.substring(0, slash);
        return new Label(Intent.valueOf(intent.toUpperCase(Locale.ROOT)), slash < 0 ? null : text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return variant == null ? intent.wireName() : intent.wireName() + '/' + variant;
    }
}
