package io.souk.events;

/**
 * The finer reading inside an {@link Intent}: what tells a question about refunds from the wish for one. The classifier's labels
 * are {@code intent/variant}; an intent without variants here has none.
 */
public final class Variants {
    /** product_info: "what laptops do you have". */
    public static final String LIST = "list";
    /** product_info: "tell me about the X1". */
    public static final String ABOUT = "about";
    /** product_info: one question of detail, or how to do something with it. */
    public static final String DETAIL = "detail";
    /** product_info: what several things, or several pieces of one, cost together. */
    public static final String TOTAL = "total";

    /** order_status: where one order is. */
    public static final String TRACK = "track";
    /** order_status: all my orders. */
    public static final String MY_ORDERS = "my_orders";

    /** delivery: what shipping costs, how long it takes, where to. */
    public static final String OPTIONS = "options";
    /** delivery: a parcel is late or lost. */
    public static final String LATE = "late";
    /** delivery: a shipping address. */
    public static final String ADDRESS = "address";

    /** refund, exchange, complaint: do it now, for something I bought. */
    public static final String REQUEST = "request";
    /** refund, exchange: how does it work, what are the rules. */
    public static final String POLICY = "policy";
    /** refund, complaint: how far is the one I asked for. */
    public static final String STATUS = "status";
    /** complaint: an opinion, a review, praise or blame with nothing to be done. */
    public static final String FEEDBACK = "feedback";

    /** order_change: cancel it. */
    public static final String CANCEL = "cancel";
    /** order_change: change what was ordered. */
    public static final String CHANGE = "change";
    /** order_change: buy something. */
    public static final String PLACE = "place";
    /** order_change: what cancelling costs. */
    public static final String FEE = "fee";

    private Variants() {}
}
