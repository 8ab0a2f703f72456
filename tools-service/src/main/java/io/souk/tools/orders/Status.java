package io.souk.tools.orders;

/** The exact words of an order's states. */
public final class Status {
    public static final String PENDING = "pending";
    /** Still to be sent, but no operation is possible any more. */
    public static final String PENDING_MODIFIED = "pending (item modified)";

    public static final String PROCESSED = "processed";
    public static final String DELIVERED = "delivered";
    public static final String CANCELLED = "cancelled";
    public static final String RETURN_REQUESTED = "return requested";
    public static final String EXCHANGE_REQUESTED = "exchange requested";

    private Status() {}
}
