package io.souk.tools;

enum OrderStatus {
    PROCESSING,
    IN_TRANSIT,
    DELAYED,
    DELIVERED,
    CANCELLED,
    REFUNDED;

    /** Whether something is still to arrive. */
    boolean isOpen() {
        return this == PROCESSING || this == IN_TRANSIT || this == DELAYED;
    }

    /** As a person says it. */
    String words() {
        return switch (this) {
            case PROCESSING -> "being prepared";
            case IN_TRANSIT -> "on its way";
            case DELAYED -> "delayed";
            case DELIVERED -> "delivered";
            case CANCELLED -> "cancelled";
            case REFUNDED -> "refunded";
        };
    }
}
