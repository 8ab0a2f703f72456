package io.souk.tools.aftersales;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.Finding;
import io.souk.events.Finding.Refusal;
import io.souk.kit.SoukHeaders;
import io.souk.tools.audit.By;
import io.souk.tools.json.Json;
import io.souk.tools.operations.IdempotentCalls;
import io.souk.tools.operations.IdempotentCalls.Answer;
import io.souk.tools.operations.Problems;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refunds.Refund;
import io.souk.tools.refusals.Refusals;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refunds and complaints over HTTP. The caller is a service that has already asked its customer: a call here executes. */
@RestController
@RequestMapping("/v1")
class AfterSalesController {
    private final Overviews orders;
    private final AfterSales afterSales;
    private final IdempotentCalls calls;
    private final MeterRegistry meters;

    AfterSalesController(Overviews orders, AfterSales afterSales, IdempotentCalls calls, MeterRegistry meters) {
        this.orders = orders;
        this.afterSales = afterSales;
        this.calls = calls;
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
    ResponseEntity<String> refund(@RequestHeader HttpHeaders headers, @Valid @RequestBody RefundRequest request) {
        return once(
                by(headers),
                Refund.OPERATION,
                request,
                request.orderId(),
                request.productId(),
                (file, lines, by) -> afterSales.refund(file, lines, null, request.reason(), by));
    }

    @PostMapping("/complaints")
    ResponseEntity<String> complain(@RequestHeader HttpHeaders headers, @Valid @RequestBody ComplaintRequest request) {
        return once(
                by(headers),
                Complaint.OPERATION,
                request,
                request.orderId(),
                request.productId(),
                (file, lines, by) -> afterSales.complain(
                        file.order(), lines.isEmpty() ? null : lines.getFirst(), request.reason(), by));
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

    /** Who calls on whose behalf, and under which key. */
    private static By by(HttpHeaders headers) {
        return By.http(
                Problems.signedIn(headers.getFirst(SoukHeaders.CUSTOMER)),
                headers.getFirst(SoukHeaders.AGENT),
                IdempotentCalls.required(headers.getFirst(SoukHeaders.IDEMPOTENCY_KEY)));
    }

    /** What a call does to the lines that it names; none means the whole order. */
    private interface Effect {
        Finding on(Overview file, List<Integer> lines, By by);
    }

    private ResponseEntity<String> once(
            By by, String operation, Object request, String orderId, @Nullable String productId, Effect effect) {
        var customer = Problems.signedIn(by.customer());
        var answer = calls.once(
                customer,
                by.key(),
                operation,
                Json.text(request),
                orderId,
                () -> Problems.answer(orders.lock(orderId, customer)
                        .<Finding>map(file -> {
                            var lines = lines(file, productId);
                            return lines == null ? Refusals.ITEM_NOT_IN_ORDER : effect.on(file, lines, by);
                        })
                        .orElse(Refusals.ORDER_NOT_FOUND)));
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
    private static @Nullable List<Integer> lines(Overview file, @Nullable String productId) {
        if (productId == null) {
            return List.of();
        }
        var lines = AfterSales.placesOf(file.order(), productId);
        return lines.isEmpty() ? null : lines;
    }
}
