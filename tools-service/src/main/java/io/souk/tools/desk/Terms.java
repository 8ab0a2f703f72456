package io.souk.tools.desk;

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
 * @param draft the slots of a request to change something; null for what has none
 * @param arguments of the operation that a yes runs, as JSON; null while something is still asked
 * @param shown what the customer was shown for it, as JSON
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Terms(
        @Nullable String orderId,
        List<Integer> lines,
        @Nullable BigDecimal amount,
        @Nullable String reason,
        @Nullable String slot,
        List<Option> options,
        @Nullable Draft draft,
        @Nullable String arguments,
        @Nullable String shown) {
    static final String SLOT_ORDER = "order";
    static final String SLOT_ITEM = "item";
    static final String SLOT_REASON = "reason";
    static final String SLOT_VARIANT = "variant";
    static final String SLOT_PAYMENT = "payment";
    static final String SLOT_ADDRESS = "address";

    private static final JsonMapper JSON = JsonMapper.shared();

    Terms {
        lines = lines == null ? List.of() : List.copyOf(lines);
        options = options == null ? List.of() : List.copyOf(options);
    }

    Terms(
            @Nullable String orderId,
            List<Integer> lines,
            @Nullable BigDecimal amount,
            @Nullable String reason,
            @Nullable String slot,
            List<Option> options) {
        this(orderId, lines, amount, reason, slot, options, null, null, null);
    }

    /** Something that is still missing of a request. */
    static Terms asking(String slot, List<Option> options, Draft draft, @Nullable String reason) {
        return new Terms(draft.orderId(), draft.lines(), null, reason, slot, options, draft, null, null);
    }

    /** Something that only waits for a yes. */
    static Terms ready(
            Draft draft, String arguments, String shown, @Nullable BigDecimal amount, @Nullable String reason) {
        return new Terms(draft.orderId(), draft.lines(), amount, reason, null, List.of(), draft, arguments, shown);
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
