package io.souk.tools.desk;

/** Names of what can be done, as they stand in proposals, findings and metrics. */
final class Operation {
    static final String REFUND = "refund";
    static final String COMPLAINT = "complaint";
    static final String CANCEL = "cancel";
    static final String ADDRESS = "address";
    static final String PAYMENT = "payment";
    static final String ITEMS = "items";
    static final String EXCHANGE = "exchange";
    static final String PROFILE_ADDRESS = "profile_address";
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
