package io.souk.events;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to orders. Topic {@link Topics#ORDERS}, keyed by order id. */
@OnTopic(Topics.ORDERS)
public sealed interface OrderEvent extends Event {

    /** A customer's return was accepted and money will go back. {@code conversationId} is null outside a chat. */
    @EventType("io.souk.order.refund-requested.v1")
    record RefundRequested(
            Meta meta,
            String orderId,
            String customerId,
            String refundId,
            List<Finding.OrderLine> items,
            BigDecimal amount,
            String currency,
            @Nullable String conversationId)
            implements OrderEvent {
        public RefundRequested {
            items = Check.list(items);
        }
    }

    /** A complaint was opened. {@code conversationId} is null outside a chat. */
    @EventType("io.souk.order.complaint-opened.v1")
    record ComplaintOpened(
            Meta meta,
            String orderId,
            String customerId,
            String complaintId,
            @Nullable String productId,
            @Nullable String conversationId)
            implements OrderEvent {}

    /** A parcel moved, or its expected date changed. */
    @EventType("io.souk.order.delivery-updated.v1")
    record DeliveryUpdated(
            Meta meta,
            String orderId,
            String customerId,
            String status,
            String text,
            @Nullable LocalDate expectedOn) implements OrderEvent {}

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements OrderEvent {}
}
