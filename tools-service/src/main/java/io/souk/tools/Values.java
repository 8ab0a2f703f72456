package io.souk.tools;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for a statement's placeholders, some of which may be null. */
public final class Values {
    private Values() {}

    /** In order. */
    public static List<@Nullable Object> of(@Nullable Object... values) {
        List<@Nullable Object> list = new ArrayList<>(values.length);
        for (var value : values) {
            list.add(value);
        }
        return list;
    }
}
