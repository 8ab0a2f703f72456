package io.souk.tools.overview;

import io.souk.events.Finding;
import io.souk.events.Finding.DeliveryView;
import io.souk.events.Finding.OrderView;
import io.souk.kit.SoukHeaders;
import io.souk.tools.operations.Problems;
import io.souk.tools.refusals.Refusals;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A customer's orders, for other services. */
@RestController
@RequestMapping("/v1/orders")
class OrderController {
    private final Overviews orders;
    private final Clock clock;

    OrderController(Overviews orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @GetMapping
    Finding.Orders list(@RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer) {
        var today = LocalDate.now(clock);
        return new Finding.Orders(orders.of(Problems.signedIn(customer)).stream()
                .map(order -> order.view(today))
                .toList());
    }

    @GetMapping("/{id}")
    OrderView one(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @PathVariable String id) {
        return find(customer, id).view(LocalDate.now(clock));
    }

    @GetMapping("/{id}/tracking")
    DeliveryView tracking(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @PathVariable String id) {
        var delivery = find(customer, id).deliveryView(LocalDate.now(clock));
        if (delivery == null) {
            throw Problems.of(Refusals.DELIVERY_NOT_FOUND);
        }
        return delivery;
    }

    private Overview find(@Nullable String customer, String id) {
        return orders.find(id, Problems.signedIn(customer)).orElseThrow(() -> Problems.of(Refusals.ORDER_NOT_FOUND));
    }
}
