package io.souk.tools;

/** Names of what can be done, as they stand in proposals, findings and metrics. */
final class Operation {
    static final String REFUND = "refund";
    static final String COMPLAINT = "complaint";
    static final String TRACK = "track";
    static final String ORDERS = "orders";
    static final String REFUND_STATUS = "refund-status";
    static final String COMPLAINT_STATUS = "complaint-status";
    static final String CONFIRM = "confirm";
    static final String DECLINE = "decline";
    static final String DELIVERY_UPDATE = "delivery-update";
    static final String NONE = "none";

    private Operation() {}
}
