package io.souk.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a customer can want. The wire form is the name in lower case: {@code product_info}. */
public enum Intent {
    /** Questions about products, specs, use, availability, how a thing works. */
    PRODUCT_INFO,
    /** Where is it, what state, list my orders. */
    ORDER_STATUS,
    /** Options, times and cost of shipping, parcel late or lost, shipping address. */
    DELIVERY,
    /** Money back, return an item, refund policy, state of a refund. */
    REFUND,
    /** Something is wrong and the customer wants it heard: defect, service, claim; also feedback and reviews. */
    COMPLAINT,
    /** This against that. */
    COMPARISON,
    /** About the shop, and whatever is ours but none of the others. */
    @JsonEnumDefaultValue
    GENERAL,
    /** Does this work with that. */
    COMPATIBILITY,
    /** What should I buy. */
    RECOMMENDATION,
    /** Place, change or cancel an order, cancellation fee. */
    ORDER_CHANGE,
    /** Swap an item for another variant. */
    EXCHANGE,
    /** Payment trouble, methods, invoices. */
    PAYMENT,
    /** Sign-up, sign-in trouble, password, edit or delete the account, newsletter. */
    ACCOUNT,
    /** A person, contact data. */
    HUMAN_AGENT,
    /** Yes. */
    AFFIRM,
    /** No. */
    DENY,
    /** Hello. */
    GREETING,
    /** Thank you. */
    THANKS,
    /** Not ours to answer. */
    OUT_OF_SCOPE;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
