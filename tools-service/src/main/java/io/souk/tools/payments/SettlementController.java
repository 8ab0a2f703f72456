package io.souk.tools.payments;

import io.souk.events.Finding.Done;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.souk.tools.operations.Problems;
import io.souk.tools.refusals.Refused;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where whoever speaks to payment providers says how a refund went. Never on behalf of a customer. */
@RestController
@RequestMapping("/v1/settlements")
class SettlementController {
    private final Settlements settlements;

    SettlementController(Settlements settlements) {
        this.settlements = settlements;
    }

    @PostMapping
    Done settle(
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @RequestHeader(name = SoukHeaders.AGENT, required = false) @Nullable String agent,
            @Valid @RequestBody Settlement said) {
        if (customer != null) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "providers-only", "How a refund went is said by who pays it.");
        }
        try {
            return settlements.settle(said, agent);
        } catch (Refused refused) {
            throw Problems.of(refused.refusal());
        }
    }
}
