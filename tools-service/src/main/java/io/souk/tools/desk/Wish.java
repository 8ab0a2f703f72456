package io.souk.tools.desk;

import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.RankedIntent;
import io.souk.events.Variants;
import java.util.regex.Pattern;

/** What a message wants of this service. */
enum Wish {
    TRACK(Operation.TRACK),
    MY_ORDERS(Operation.ORDERS),
    LATE(Operation.TRACK),
    REFUND(Operation.REFUND),
    REFUND_STATUS(Operation.REFUND_STATUS),
    COMPLAINT(Operation.COMPLAINT),
    COMPLAINT_STATUS(Operation.COMPLAINT_STATUS),
    CANCEL(Operation.CANCEL),
    ADDRESS(Operation.ADDRESS),
    PAYMENT(Operation.PAYMENT),
    ITEMS(Operation.ITEMS),
    EXCHANGE(Operation.EXCHANGE),
    PROFILE_ADDRESS(Operation.PROFILE_ADDRESS),
    CONFIRM(Operation.CONFIRM),
    DECLINE(Operation.DECLINE),
    NOTHING(Operation.NONE);

    /** A second reading less likely than this is not acted on. */
    private static final double LIKELY = 0.2;

    private static final Pattern CHANGING = Pattern.compile(
            "(?i)\\b(?:change|switch|update|use|pay|charge|move|modify|replace|correct|set|edit|instead|moved)\\b");
    private static final Pattern PAYING = Pattern.compile(
            "(?i)\\b(?:pay(?:ment|ing)?|paypal|(?:credit|debit|gift) ?cards?|visa|master ?card|card|billing)\\b");
    private static final Pattern PLACE =
            Pattern.compile("(?i)\\b(?:address|street|move[d]?|ship(?:ping)? to|sent? to)\\b");
    private static final Pattern OWN = Pattern.compile(
            "(?i)\\b(?:default|profile|account|my (?:home |own )?address|on file|future orders|i(?:'ve| have)? moved)\\b");

    private final String operation;

    Wish(String operation) {
        this.operation = operation;
    }

    String operation() {
        return operation;
    }

    /** Whether it only asks, and changes nothing. */
    boolean isLookUp() {
        return switch (this) {
            case TRACK, MY_ORDERS, LATE, REFUND_STATUS, COMPLAINT_STATUS, NOTHING -> true;
            case REFUND, COMPLAINT, CANCEL, ADDRESS, PAYMENT, ITEMS, EXCHANGE, PROFILE_ADDRESS, CONFIRM, DECLINE ->
                false;
        };
    }

    /** Whether the message does not only answer what was asked. */
    boolean isMoreThanAnAnswer() {
        return this != NOTHING && this != CONFIRM;
    }

    /** Whether it leaves what was asked for something else. */
    boolean isOtherThan(String asked) {
        return isMoreThanAnAnswer() && !operation.equals(asked);
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
                .map(reading -> of(reading, turn))
                .filter(wish -> wish != NOTHING)
                .findFirst()
                .orElse(NOTHING);
    }

    private static Wish of(RankedIntent reading, IntentClassified turn) {
        var variant = reading.variant();
        return switch (reading.intent()) {
            case ORDER_STATUS -> Variants.MY_ORDERS.equals(variant) ? MY_ORDERS : TRACK;
            case DELIVERY ->
                Variants.LATE.equals(variant) ? LATE : Variants.ADDRESS.equals(variant) ? address(turn) : NOTHING;
            case ORDER_CHANGE ->
                Variants.CANCEL.equals(variant) ? CANCEL : Variants.CHANGE.equals(variant) ? change(turn) : NOTHING;
            case EXCHANGE -> Variants.REQUEST.equals(variant) ? EXCHANGE : NOTHING;
            case PAYMENT ->
                CHANGING.matcher(turn.text()).find()
                                && PAYING.matcher(turn.text()).find()
                        ? PAYMENT
                        : NOTHING;
            case ACCOUNT ->
                PLACE.matcher(turn.text()).find()
                                && CHANGING.matcher(turn.text()).find()
                        ? PROFILE_ADDRESS
                        : NOTHING;
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
                    HUMAN_AGENT,
                    AFFIRM,
                    DENY,
                    GREETING,
                    THANKS,
                    OUT_OF_SCOPE -> NOTHING;
        };
    }

    /** What exactly is to be changed about an order. */
    private static Wish change(IntentClassified turn) {
        var text = turn.text();
        if (PLACE.matcher(text).find()) {
            return address(turn);
        }
        return PAYING.matcher(text).find() ? PAYMENT : ITEMS;
    }

    /** The customer's own, or where one order goes. */
    private static Wish address(IntentClassified turn) {
        return turn.entities().orderIds().isEmpty() && OWN.matcher(turn.text()).find() ? PROFILE_ADDRESS : ADDRESS;
    }
}
