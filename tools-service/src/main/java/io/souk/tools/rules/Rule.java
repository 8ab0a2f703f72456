package io.souk.tools.rules;

import java.util.Arrays;
import java.util.Optional;

/** What can be ruled. The names stand in the table and in documents. */
public enum Rule {
    /** How many days after delivery items can be sent back. */
    RETURN_WINDOW_DAYS("return-window-days"),
    /** How many days after delivery items can be exchanged. */
    EXCHANGE_WINDOW_DAYS("exchange-window-days"),
    /** For how many days after a carrier reported delivery a customer may say that nothing came. */
    MISSING_PARCEL_DAYS("missing-parcel-days"),
    /** Catalogue categories whose products are not taken back, with commas between them. */
    RETURN_EXCLUDED_CATEGORIES("return-excluded-categories"),
    /** A refund of more than this, in the order's currency, is for a person to decide. */
    REFUND_PERSON_ABOVE("refund-person-above"),
    /** Of a whole order's shipping no more than this goes back, in these countries. */
    STANDARD_SHIPPING_PRICE("standard-shipping-price"),
    /** Two-letter codes of the countries with a standard price, with commas between them. */
    STANDARD_SHIPPING_COUNTRIES("standard-shipping-countries");

    private final String wireName;

    Rule(String wireName) {
        this.wireName = wireName;
    }

    /** As the table and documents name it. */
    public String wireName() {
        return wireName;
    }

    /** The rule of this name. */
    public static Optional<Rule> of(String name) {
        return Arrays.stream(values())
                .filter(rule -> rule.wireName.equals(name))
                .findFirst();
    }

    boolean isList() {
        return this == RETURN_EXCLUDED_CATEGORIES || this == STANDARD_SHIPPING_COUNTRIES;
    }
}
