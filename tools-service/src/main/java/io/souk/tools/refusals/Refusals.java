package io.souk.tools.refusals;

import io.souk.events.Finding.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The words of each refusal, in one place: the same code always says the same, in a chat and over HTTP. */
public final class Refusals {
    /** How days are told. */
    public static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    public static final Refusal SIGN_IN_REQUIRED =
            new Refusal("sign-in-required", "Please sign in, so that I can look at your orders.");
    public static final Refusal IDENTITY_NEEDED = new Refusal(
            "identity-needed",
            "To help with this I need to know who you are. Please tell me the e-mail address of your account, or your first and last name and the postcode of your address.");
    public static final Refusal IDENTITY_INCOMPLETE = new Refusal(
            "identity-incomplete",
            "Thank you. To find your account I need both: your first and last name, and the postcode of your address.");
    /** The same whatever was wrong. */
    public static final Refusal IDENTITY_WRONG = new Refusal(
            "identity-wrong",
            "I can't find an account with these details. Please check them, or use the other way: the e-mail address of your account, or your first and last name and the postcode of your address.");
    /** The conversation goes to a person by this code. */
    public static final Refusal IDENTITY_LOCKED =
            new Refusal("identity-locked", "I can't find an account with these details either.");
    /** No telling whether the other one exists. */
    public static final Refusal ONE_CUSTOMER =
            new Refusal("one-customer", "In this conversation I can help with one customer's account only.");

    public static final Refusal IDENTIFIED =
            new Refusal("identified", "Thank you, I have found your account. What can I do for you?");
    /** Also for orders of others, which must look exactly like unknown ones. */
    public static final Refusal ORDER_NOT_FOUND =
            new Refusal("order-not-found", "I can't find that order in your account. Please check the order number.");

    public static final Refusal NO_ORDERS = new Refusal("no-orders", "There are no orders in your account yet.");
    public static final Refusal NO_OPEN_ORDERS =
            new Refusal("no-open-orders", "None of your orders is waiting to be delivered.");
    public static final Refusal NO_SUCH_ORDERS = new Refusal("no-such-orders", "I see no order like that among yours.");
    public static final Refusal NOTHING_TO_RETURN =
            new Refusal("nothing-to-return", "None of your orders has an item that can be returned right now.");
    public static final Refusal NOTHING_DELIVERED =
            new Refusal("nothing-delivered", "Nothing has been delivered to you yet. Which order number is it about?");
    public static final Refusal ITEM_NOT_IN_ORDER =
            new Refusal("item-not-in-order", "That item is not part of this order.");
    public static final Refusal REASON_MISSING =
            new Refusal("reason-missing", "Please say what is wrong, so that we can look into it.");
    public static final Refusal REFUND_NOT_FOUND =
            new Refusal("refund-not-found", "I can't find that refund in your account.");
    public static final Refusal REFUND_ALREADY_PAID =
            new Refusal("refund-already-paid", "This refund was paid; what came back of it since is for a person.");
    public static final Refusal REFUND_AMOUNT_DIFFERS =
            new Refusal("refund-amount-differs", "This is not the amount, or not the currency, of the refund.");
    public static final Refusal NO_REFUNDS = new Refusal("no-refunds", "You have not asked for a refund yet.");
    public static final Refusal COMPLAINT_NOT_FOUND =
            new Refusal("complaint-not-found", "I can't find that complaint in your account.");
    public static final Refusal NO_COMPLAINTS = new Refusal("no-complaints", "You have no complaints with us.");
    public static final Refusal DELIVERY_NOT_FOUND =
            new Refusal("delivery-not-found", "This order has not been handed to a carrier.");

    public static final Refusal PROPOSAL_NOT_FOUND =
            new Refusal("proposal-not-found", "There is nothing waiting for your confirmation.");
    public static final Refusal PROPOSAL_EXPIRED = new Refusal(
            "proposal-expired", "That took a while, so I did not go ahead. Nothing was changed; please ask again.");
    public static final Refusal DROPPED = new Refusal("dropped", "Nothing was changed.");
    public static final Refusal ONE_AT_A_TIME = new Refusal(
            "one-at-a-time",
            "One thing after the other: please answer this first, and then ask me for the rest again.");
    public static final Refusal ORDER_CHANGED = new Refusal(
            "order-changed", "The order has changed in the meantime, so I did not go ahead. Please ask again.");

    public static final Refusal RULES_CHANGED = new Refusal(
            "rules-changed",
            "Our policies have changed since I showed you this, so I did not go ahead. Please ask again, and I will tell you what holds now.");
    /** The conversation goes to a person by this code. */
    public static final Refusal NEEDS_PERSON =
            new Refusal("needs-person", "A refund of this amount is decided by a person of our service, not by me.");

    public static final Refusal USER_NOT_FOUND =
            new Refusal("user-not-found", "I can't find a customer account with these details.");
    public static final Refusal PRODUCT_NOT_FOUND = new Refusal("product-not-found", "There is no such product.");
    public static final Refusal ITEM_NOT_FOUND = new Refusal("item-not-found", "There is no such item.");
    public static final Refusal INVALID_CANCEL_REASON = new Refusal(
            "invalid-cancel-reason",
            "An order can be cancelled because it is no longer needed or because it was ordered by mistake.");
    public static final Refusal ITEM_COUNT_MISMATCH =
            new Refusal("item-count-mismatch", "Each item needs exactly one new item in its place.");
    public static final Refusal SAME_ITEM =
            new Refusal("same-item", "The new item is the very same as the present one; please choose another option.");
    public static final Refusal NEW_ITEM_UNAVAILABLE = new Refusal(
            "new-item-unavailable",
            "That item is not available. An item can only be replaced by another available option of the same product.");
    public static final Refusal PAYMENT_METHOD_NOT_FOUND =
            new Refusal("payment-method-not-found", "That payment method is not in your account.");
    public static final Refusal PAYMENT_METHOD_UNCHANGED =
            new Refusal("payment-method-unchanged", "The order is already paid with that payment method.");
    public static final Refusal PAYMENT_NOT_SINGLE = new Refusal(
            "payment-not-single", "The payment of this order was changed before; that can be done only once.");
    public static final Refusal REFUND_METHOD_NOT_ALLOWED = new Refusal(
            "refund-method-not-allowed",
            "A refund goes to the payment method of the order, or to one of your gift cards.");
    public static final Refusal INSUFFICIENT_GIFT_CARD_BALANCE =
            new Refusal("insufficient-gift-card-balance", "The balance of that gift card is not enough for this.");
    public static final Refusal NOTHING_PENDING = new Refusal(
            "nothing-pending",
            "None of your orders can be changed or cancelled any more: that is possible only until an order is sent.");
    public static final Refusal NO_OTHER_METHOD = new Refusal(
            "no-other-payment-method", "There is no other payment method in your account that could pay this order.");
    public static final Refusal INVALID_EXPRESSION = new Refusal("invalid-expression", "That can't be calculated.");

    private Refusals() {}

    /**
     * Of what came too long ago.
     *
     * @param what the items, in words
     * @param days how many there were, counted from the day after {@code delivered}
     */
    public static Refusal windowOver(String what, String orderId, LocalDate delivered, int days) {
        return new Refusal(
                "return-window-over",
                "%s (order %s) arrived on %s, and the %d days for sending things back were over on %s."
                        .formatted(what, orderId, DAY.format(delivered), days, DAY.format(delivered.plusDays(days))));
    }

    /** Of what the policies exclude. */
    public static Refusal notReturnable(String name, String orderId) {
        return new Refusal(
                "not-returnable",
                "Our return policy excludes the " + name + " (order " + orderId + ") from being sent back.");
    }

    /** Of an order that can't be changed or cancelled (any more). */
    public static Refusal orderNotPending(String orderId, String status) {
        return new Refusal(
                "order-not-pending",
                "Order " + orderId + " is " + status
                        + "; only an order that is still pending can be changed or cancelled.");
    }

    /** Of an order from which nothing can be sent back (any more). */
    public static Refusal orderNotDelivered(String orderId, String status) {
        return new Refusal(
                "order-not-delivered",
                "Order " + orderId + " is " + status
                        + "; only items of a delivered order can be returned or exchanged, once.");
    }

    /** As {@link #orderNotDelivered}, for the customer, who may still do it later. */
    public static Refusal notArrivedYet(String orderId, String what) {
        return new Refusal(
                "order-not-delivered",
                what + " (order " + orderId
                        + ") can only be sent back once it has arrived. As soon as it has, I can register a return or an exchange.");
    }

    /** Of a cancelled order, from which nothing can come back. */
    public static Refusal orderCancelled(String orderId) {
        return new Refusal("order-cancelled", "Order " + orderId + " was cancelled.");
    }

    /** Of an order that had its one return or exchange. */
    public static Refusal sentBackBefore(String orderId) {
        return new Refusal(
                "return-not-repeatable",
                "A return or an exchange was requested for order " + orderId + " before; that is possible only once.");
    }

    /** Of what is sold in one kind only. */
    public static Refusal noOtherVariant(String name) {
        return new Refusal(
                "no-other-variant",
                "There is no other available option of " + name
                        + ", and an item can only be replaced by another option of the same product.");
    }

    /** Of a proposal that no longer fits. */
    public static Refusal orderChanged(String orderId, String words) {
        return new Refusal(
                "order-changed",
                "Order " + orderId + " has changed in the meantime (it is now " + words
                        + "), so I did not go ahead. Please ask again.");
    }

    /** What is wrong with a call, for whoever programs it. */
    public static Refusal invalidArguments(String detail) {
        return new Refusal("invalid-arguments", detail);
    }
}
