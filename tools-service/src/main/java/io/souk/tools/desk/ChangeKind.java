package io.souk.tools.desk;

import io.souk.events.Finding.Refusal;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.orders.Status;
import io.souk.tools.overview.Overview;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be changed about an order, while it is in which state, and why not in others. */
enum ChangeKind {
    CANCEL(Operation.CANCEL, ToolOperation.CANCEL_PENDING_ORDER, "cancelled", "cancelled any more"),
    ADDRESS(
            Operation.ADDRESS,
            ToolOperation.MODIFY_PENDING_ORDER_ADDRESS,
            "changed",
            "sent to another address any more"),
    PAYMENT(Operation.PAYMENT, ToolOperation.MODIFY_PENDING_ORDER_PAYMENT, "changed", "paid in another way any more"),
    ITEMS(Operation.ITEMS, ToolOperation.MODIFY_PENDING_ORDER_ITEMS, "changed", "changed any more"),
    EXCHANGE(Operation.EXCHANGE, ToolOperation.EXCHANGE_DELIVERED_ORDER_ITEMS, "requested", "exchanged");

    private final String operation;
    private final ToolOperation tool;
    private final String status;
    private final String changed;

    /**
     * @param status what it is once it has been done
     * @param changed what the order can't be if it can't be done
     */
    ChangeKind(String operation, ToolOperation tool, String status, String changed) {
        this.operation = operation;
        this.tool = tool;
        this.status = status;
        this.changed = changed;
    }

    static ChangeKind of(String operation) {
        return Arrays.stream(values())
                .filter(kind -> kind.operation.equals(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation + " changes no order"));
    }

    static ChangeKind of(ToolOperation tool) {
        return Arrays.stream(values())
                .filter(kind -> kind.tool == tool)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(tool + " is no change of an order"));
    }

    static Set<String> operations() {
        return Arrays.stream(values()).map(ChangeKind::operation).collect(Collectors.toUnmodifiableSet());
    }

    String operation() {
        return operation;
    }

    ToolOperation tool() {
        return tool;
    }

    String status() {
        return status;
    }

    boolean isPossible(Overview order) {
        return order.order().is(Status.PENDING)
                || (isAboutItems() && order.order().is(Status.DELIVERED));
    }

    /** A pending order's items are changed, a delivered one's exchanged: customers say either of both. */
    ChangeKind settledFor(Overview order) {
        if (!isAboutItems()) {
            return this;
        }
        return order.order().is(Status.PENDING) ? ITEMS : order.order().is(Status.DELIVERED) ? EXCHANGE : this;
    }

    private boolean isAboutItems() {
        return this == ITEMS || this == EXCHANGE;
    }

    /** Why it can't be done, and what can instead. */
    Refusal refusal(Overview order) {
        if (this == CANCEL && order.order().is(Status.CANCELLED)) {
            return new Refusal(
                    "order-not-pending",
                    "Order %s (%s) is cancelled already.".formatted(order.id(), Item.names(order)));
        }
        return new Refusal(
                this == EXCHANGE ? "order-not-delivered" : "order-not-pending",
                "Order %s (%s) can't be %s: %s. %s"
                        .formatted(order.id(), Item.names(order), changed, because(order), instead(order))
                        .strip());
    }

    private static String because(Overview order) {
        return switch (order.order().status()) {
            case Status.RETURN_REQUESTED -> "a return was requested for it";
            case Status.EXCHANGE_REQUESTED -> "an exchange was requested for it";
            case Status.PROCESSED -> "it is " + order.words();
            default -> "it was " + order.words();
        };
    }

    private static String instead(Overview order) {
        return switch (order.order().status()) {
            case Status.DELIVERED -> "I can register a return or an exchange of its items.";
            case Status.PROCESSED -> "Once it has arrived, its items can be returned or exchanged.";
            default -> "";
        };
    }
}
