package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who must bring evidence for a turn. Wire form in lower case. */
public enum Route {
    RAG,
    GRAPH,
    TOOLS,
    /** A bringer newer than this reader. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
