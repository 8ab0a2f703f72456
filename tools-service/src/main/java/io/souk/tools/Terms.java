package io.souk.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a proposal would do, or what it still has to ask. Kept as JSON text, byte for byte as it was hashed.
 *
 * @param orderId null while that is what is asked
 * @param lines places in the order; empty means the order as a whole
 * @param amount money back; null where none moves
 * @param reason the customer's own words
 * @param slot what is asked: {@code order}, {@code item} or {@code reason}; null once nothing is
 * @param options what can be answered
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Terms(
        @Nullable String orderId,
        List<Integer> lines,
        @Nullable BigDecimal amount,
        @Nullable String reason,
        @Nullable String slot,
        List<Option> options) {
    static final String SLOT_ORDER = "order";
    static final String SLOT_ITEM = "item";
    static final String SLOT_REASON = "reason";

    private static final JsonMapper JSON = JsonMapper.shared();

    Terms {
        lines = lines == null ? List.of() : List.copyOf(lines);
        options = options == null ? List.of() : List.copyOf(options);
    }

    static Terms question(String slot, List<Option> options, @Nullable String reason) {
        return new Terms(null, List.of(), null, reason, slot, options);
    }

    static Terms ofJson(String json) {
        return JSON.readValue(json, Terms.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /**
     * One possible answer.
     *
     * @param value what a client sends when it is chosen
     * @param label what a person reads
     * @param lines empty means the order as a whole
     */
    record Option(String value, String label, String orderId, List<Integer> lines) {
        Option {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }
    }
}
