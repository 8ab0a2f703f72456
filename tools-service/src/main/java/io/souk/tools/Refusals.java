package io.souk.tools;

import io.souk.events.Finding.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of each refusal, in one place: the same code always says the same, in a chat and over HTTP. */
final class Refusals {
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    static final Refusal SIGN_IN_REQUIRED =
            new Refusal("sign-in-required", "Please sign in, so that I can look at your orders.");
    /** Also for orders of others, which must look exactly like unknown ones. */
    static final Refusal ORDER_NOT_FOUND =
            new Refusal("order-not-found", "I can't find that order in your account. Please check the order number.");

    static final Refusal NO_ORDERS = new Refusal("no-orders", "There are no orders in your account yet.");
    static final Refusal NO_OPEN_ORDERS =
            new Refusal("no-open-orders", "None of your orders is waiting to be delivered.");
    static final Refusal NOTHING_TO_RETURN =
            new Refusal("nothing-to-return", "None of your orders has an item that can be returned right now.");
    static final Refusal NOTHING_DELIVERED =
            new Refusal("nothing-delivered", "Nothing has been delivered to you yet. Which order number is it about?");
    static final Refusal ITEM_NOT_IN_ORDER = new Refusal("item-not-in-order", "That item is not part of this order.");
    static final Refusal REASON_MISSING =
            new Refusal("reason-missing", "Please say what is wrong, so that we can look into it.");
    static final Refusal REFUND_NOT_FOUND =
            new Refusal("refund-not-found", "I can't find that refund in your account.");
    static final Refusal NO_REFUNDS = new Refusal("no-refunds", "You have not asked for a refund yet.");
    static final Refusal COMPLAINT_NOT_FOUND =
            new Refusal("complaint-not-found", "I can't find that complaint in your account.");
    static final Refusal NO_COMPLAINTS = new Refusal("no-complaints", "You have no complaints with us.");
    static final Refusal DELIVERY_NOT_FOUND =
            new Refusal("delivery-not-found", "This order has not been handed to a carrier.");

    static final Refusal PROPOSAL_NOT_FOUND =
            new Refusal("proposal-not-found", "There is nothing waiting for your confirmation.");
    static final Refusal PROPOSAL_EXPIRED = new Refusal(
            "proposal-expired", "That took a while, so I did not go ahead. Nothing was changed; please ask again.");
    static final Refusal DROPPED = new Refusal("dropped", "Nothing was changed.");
    static final Refusal ORDER_CHANGED = new Refusal(
            "order-changed", "The order has changed in the meantime, so I did not go ahead. Please ask again.");

    private Refusals() {}

    static Refusal windowOver(LocalDate lastDay) {
        return new Refusal(
                "return-window-over", "The time to return this item was over on " + DAY.format(lastDay) + ".");
    }

    static Refusal notDelivered(PurchaseOrder order) {
        return order.status() == OrderStatus.CANCELLED
                ? new Refusal("order-cancelled", "Order " + order.id() + " was cancelled.")
                : new Refusal(
                        "order-not-delivered",
                        "Order " + order.id() + " is still " + order.status().words() + ".");
    }
}
