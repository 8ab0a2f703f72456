package io.souk.tools;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Finding;
import io.souk.events.Finding.Refusal;
import io.souk.kit.SoukHeaders;
import io.souk.tools.AfterSales.By;
import io.souk.tools.IdempotentCalls.Answer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Refunds and complaints over HTTP. The caller is a service that has already asked its customer: a call here executes. */
@RestController
@RequestMapping("/v1")
class AfterSalesController {
    private final Orders orders;
    private final AfterSales afterSales;
    private final IdempotentCalls calls;
    private final JsonMapper json;
    private final MeterRegistry meters;

    AfterSalesController(
            Orders orders, AfterSales afterSales, IdempotentCalls calls, JsonMapper json, MeterRegistry meters) {
        this.orders = orders;
        this.afterSales = afterSales;
        this.calls = calls;
        this.json = json;
        this.meters = meters;
    }

    /** @param productId the item; null means everything in the order that has not been refunded yet */
    record RefundRequest(
            @NotBlank @Size(max = 64) String orderId,
            @Nullable @Size(min = 1, max = 64) String productId,
            @Nullable @Size(max = 4_000) String reason) {}

    /** @param productId the item; null means the order as a whole */
    record ComplaintRequest(
            @NotBlank @Size(max = 64) String orderId,
            @Nullable @Size(min = 1, max = 64) String productId,
            @NotBlank @Size(max = 4_000) String reason) {}

    @PostMapping("/refunds")
    ResponseEntity<String> refund(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @Valid @RequestBody RefundRequest request) {
        var owner = Problems.signedIn(customer);
        return once(owner, key, Operation.REFUND, request, request.orderId(), order -> {
            var lines = lines(order, request.productId());
            return lines == null
                    ? Refusals.ITEM_NOT_IN_ORDER
                    : afterSales.refund(order, lines, request.reason(), By.HTTP);
        });
    }

    @PostMapping("/complaints")
    ResponseEntity<String> complain(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @RequestHeader(name = SoukHeaders.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @Valid @RequestBody ComplaintRequest request) {
        var owner = Problems.signedIn(customer);
        return once(owner, key, Operation.COMPLAINT, request, request.orderId(), order -> {
            var lines = lines(order, request.productId());
            return lines == null
                    ? Refusals.ITEM_NOT_IN_ORDER
                    : afterSales.complain(order, lines.isEmpty() ? null : lines.getFirst(), request.reason(), By.HTTP);
        });
    }

    @GetMapping("/refunds/{id}")
    Finding refund(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @PathVariable String id) {
        return found(afterSales.refund(Problems.signedIn(customer), id));
    }

    @GetMapping("/complaints/{id}")
    Finding complaint(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @PathVariable String id) {
        return found(afterSales.complaint(Problems.signedIn(customer), id));
    }

    private ResponseEntity<String> once(
            String customer,
            @Nullable String key,
            String operation,
            Object request,
            String orderId,
            Function<PurchaseOrder, Finding> effect) {
        var answer = calls.once(
                customer,
                key,
                operation,
                request,
                () -> Problems.answer(
                        orders.lock(orderId, customer).map(effect).orElse(Refusals.ORDER_NOT_FOUND), json));
        meters.counter("souk.tools.operations", "operation", operation, "outcome", outcomeOf(answer))
                .increment();
        return Problems.response(answer);
    }

    private static String outcomeOf(Answer answer) {
        return switch (answer.status()) {
            case 200 -> "repeated";
            case 201 -> "done";
            default -> "refused";
        };
    }

    private static Finding found(Finding finding) {
        if (finding instanceof Refusal refusal) {
            throw Problems.of(refusal);
        }
        return finding;
    }

    /** The product's lines; empty if none is named; null if it is not in the order. */
    private static @Nullable List<Integer> lines(PurchaseOrder order, @Nullable String productId) {
        if (productId == null) {
            return List.of();
        }
        var lines = order.lines().stream()
                .filter(line -> line.item().productId().equals(productId))
                .map(Line::number)
                .toList();
        return lines.isEmpty() ? null : lines;
    }
}
