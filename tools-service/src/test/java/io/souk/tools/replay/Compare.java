package io.souk.tools.replay;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** The replay's own comparison, for tests. */
public final class Compare {
    private Compare() {}

    public static List<String> differences(JsonNode expected, JsonNode actual) {
        return Differences.between(expected, actual);
    }
}
