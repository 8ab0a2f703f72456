package io.souk.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a message.
 *
 * @param variant one of {@link Variants}; null where the intent has none
 * @param confidence calibrated, 0 to 1
 */
public record RankedIntent(Intent intent, @Nullable String variant, double confidence) {
    public RankedIntent {
        Check.present("intent", intent);
    }

    /** Whether this is that intent in one of those variants. */
    public boolean is(Intent other, String... variants) {
        return intent == other
                && (variants.length == 0
                        || (variant != null && List.of(variants).contains(variant)));
    }
}
