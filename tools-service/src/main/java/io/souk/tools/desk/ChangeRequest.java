package io.souk.tools.desk;

import io.souk.tools.customers.Customer;
import io.souk.tools.overview.Overview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A visitor who wants one of their orders changed. */
record ChangeRequest(Visit visit, ChangeKind kind, Overview order, Customer owner) {
    String operation() {
        return kind.operation();
    }

    String text() {
        return visit.text();
    }

    /** As {@link Visit#saying}. */
    ChangeRequest saying(@Nullable String words) {
        return new ChangeRequest(visit.saying(words), kind, order, owner);
    }

    /** The payment method that the order was paid with; empty if that is unknown. */
    String originalMethod() {
        var method = order.order().originalPaymentMethod();
        return method == null ? "" : method;
    }

    List<Item> items() {
        return Item.of(order);
    }
}
