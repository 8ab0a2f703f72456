package io.souk.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to orders. Topic {@link Topics#ORDERS}, keyed by order id. */
@OnTopic(Topics.ORDERS)
public sealed interface OrderEvent extends Event {

    /** A customer ordered these things. */
    @EventType("io.souk.order.placed.v1")
    record OrderPlaced(Meta meta, String orderId, String customerId, LocalDate placedOn, List<Finding.OrderLine> items)
            implements OrderEvent {
        public OrderPlaced {
            Check.notBlank("orderId", orderId);
            Check.notBlank("customerId", customerId);
            Check.present("placedOn", placedOn);
            items = Check.list(items);
        }
    }

    /**
     * Money will go back to a customer, or has gone: for a return, a cancelled order or a change that made it cheaper.
     *
     * @param items what it is for; empty where no item is given back
     * @param conversationId null outside a chat
     */
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

    /**
     * A refund has come further, or to a halt. None is told of one that was paid out at once.
     *
     * @param status {@code approved} (the money is on its way), {@code paid} (it has arrived) or {@code failed} (it came back, or
     *     could not be sent; it may be paid yet)
     */
    @EventType("io.souk.order.refund-updated.v1")
    record RefundUpdated(
            Meta meta,
            String orderId,
            String customerId,
            String refundId,
            String status,
            BigDecimal amount,
            String currency)
            implements OrderEvent {
        public RefundUpdated {
            Check.notBlank("refundId", refundId);
            Check.notBlank("status", status);
        }
    }

    /**
     * An order was cancelled as a whole.
     *
     * @param reason {@code no longer needed} or {@code ordered by mistake}
     * @param amount what goes back to where it came from
     * @param conversationId null outside a chat
     */
    @EventType("io.souk.order.cancelled.v1")
    record OrderCancelled(
            Meta meta,
            String orderId,
            String customerId,
            String reason,
            BigDecimal amount,
            String currency,
            @Nullable String conversationId)
            implements OrderEvent {}

    /**
     * A pending order was changed.
     *
     * @param change {@code address}, {@code payment} or {@code items}
     * @param items what was replaced, piece by piece; empty for other changes
     * @param newItems what came in their place, in their order
     * @param difference what the customer pays on top, less than nothing if it goes back; null for other changes
     * @param conversationId null outside a chat
     */
    @EventType("io.souk.order.modified.v1")
    record OrderModified(
            Meta meta,
            String orderId,
            String customerId,
            String change,
            List<Finding.OrderLine> items,
            List<Finding.OrderLine> newItems,
            @Nullable BigDecimal difference,
            String currency,
            @Nullable String conversationId)
            implements OrderEvent {
        public OrderModified {
            items = Check.list(items);
            newItems = Check.list(newItems);
        }
    }

    /**
     * Items of a delivered order will come back.
     *
     * @param amount what the customer will get for them
     * @param conversationId null outside a chat
     */
    @EventType("io.souk.order.return-requested.v1")
    record ReturnRequested(
            Meta meta,
            String orderId,
            String customerId,
            List<Finding.OrderLine> items,
            BigDecimal amount,
            String currency,
            @Nullable String conversationId)
            implements OrderEvent {
        public ReturnRequested {
            items = Check.list(items);
        }
    }

    /**
     * Items of a delivered order will be exchanged.
     *
     * @param newItems what each of {@code items} becomes, in their order
     * @param difference what the customer will pay on top, less than nothing if it goes back
     * @param conversationId null outside a chat
     */
    @EventType("io.souk.order.exchange-requested.v1")
    record ExchangeRequested(
            Meta meta,
            String orderId,
            String customerId,
            List<Finding.OrderLine> items,
            List<Finding.OrderLine> newItems,
            BigDecimal difference,
            String currency,
            @Nullable String conversationId)
            implements OrderEvent {
        public ExchangeRequested {
            items = Check.list(items);
            newItems = Check.list(newItems);
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

    /**
     * A parcel moved, its expected date changed, or that date has passed. Only what is newer than all that was known before is
     * told, so these events never go back in time.
     *
     * @param status as in {@link DeliveryEvent.ParcelTracked}, or {@code late}
     * @param repeated true if the parcel was in this state before, with the same expected date: no news for a customer
     */
    @EventType("io.souk.order.delivery-updated.v1")
    record DeliveryUpdated(
            Meta meta,
            String orderId,
            String customerId,
            String status,
            String text,
            @Nullable LocalDate expectedOn,
            @Nullable @JsonInclude(Include.NON_NULL) Boolean repeated)
            implements OrderEvent {
        /** Which is news. */
        public DeliveryUpdated(
                Meta meta,
                String orderId,
                String customerId,
                String status,
                String text,
                @Nullable LocalDate expectedOn) {
            this(meta, orderId, customerId, status, text, expectedOn, null);
        }
    }

    /** A type newer than this reader: skipped, never dead-lettered. */
    record Unknown(Meta meta) implements OrderEvent {}
}
