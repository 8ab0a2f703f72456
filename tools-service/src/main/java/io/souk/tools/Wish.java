package io.souk.tools;

import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;

/** What a message wants of this service. */
enum Wish {
    TRACK(Operation.TRACK),
    MY_ORDERS(Operation.ORDERS),
    LATE(Operation.TRACK),
    REFUND(Operation.REFUND),
    REFUND_STATUS(Operation.REFUND_STATUS),
    COMPLAINT(Operation.COMPLAINT),
    COMPLAINT_STATUS(Operation.COMPLAINT_STATUS),
    CONFIRM(Operation.CONFIRM),
    DECLINE(Operation.DECLINE),
    NOTHING(Operation.NONE);

    /** A second reading less likely than this is not acted on. */
    private static final double LIKELY = 0.2;

    private final String operation;

    Wish(String operation) {
        this.operation = operation;
    }

    String operation() {
        return operation;
    }

    /** The first reading that is ours; yes and no count only as the likeliest one. */
    static Wish of(IntentClassified turn) {
        var top = turn.top();
        if (top.is(Intent.AFFIRM)) {
            return CONFIRM;
        }
        if (top.is(Intent.DENY)) {
            return DECLINE;
        }
        return turn.intents().stream()
                .filter(reading -> reading.equals(top) || reading.confidence() >= LIKELY)
                .map(Wish::of)
                .filter(wish -> wish != NOTHING)
                .findFirst()
                .orElse(NOTHING);
    }

    private static Wish of(RankedIntent reading) {
        var variant = reading.variant();
        return switch (reading.intent()) {
            case ORDER_STATUS -> Variants.MY_ORDERS.equals(variant) ? MY_ORDERS : TRACK;
            case DELIVERY -> Variants.LATE.equals(variant) ? LATE : NOTHING;
            case REFUND ->
                Variants.REQUEST.equals(variant) ? REFUND : Variants.STATUS.equals(variant) ? REFUND_STATUS : NOTHING;
            case COMPLAINT ->
                Variants.REQUEST.equals(variant)
                        ? COMPLAINT
                        : Variants.STATUS.equals(variant) ? COMPLAINT_STATUS : NOTHING;
            case PRODUCT_INFO,
                    COMPARISON,
                    GENERAL,
                    COMPATIBILITY,
                    RECOMMENDATION,
                    ORDER_CHANGE,
                    EXCHANGE,
                    PAYMENT,
                    ACCOUNT,
                    HUMAN_AGENT,
                    AFFIRM,
                    DENY,
                    GREETING,
                    THANKS,
                    OUT_OF_SCOPE -> NOTHING;
        };
    }
}
