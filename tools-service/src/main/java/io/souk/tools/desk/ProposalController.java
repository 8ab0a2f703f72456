package io.souk.tools.desk;

import io.souk.events.Entities;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Focus;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Meta;
import io.souk.events.PendingAction;
import io.souk.events.RankedIntent;
import io.souk.kit.ProblemException;
import io.souk.kit.SoukHeaders;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.Problems;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.refusals.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * For a language model that wants something done: nothing is. The customer is shown what a yes would do, as for any request in a
 * chat, and only the yes of a later message runs it.
 */
@RestController
class ProposalController {
    private final RefundRequests refunds;
    private final OrderChanges changes;
    private final ProfileChanges profile;
    private final TransactionTemplate transaction;

    ProposalController(
            RefundRequests refunds,
            OrderChanges changes,
            ProfileChanges profile,
            PlatformTransactionManager transactions) {
        this.refunds = refunds;
        this.changes = changes;
        this.profile = profile;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is asked for.
     *
     * @param cause names the proposal: the same cause can have one only
     * @param keep whether it is to wait for the customer's yes; otherwise it is only told what it would be
     */
    record Asked(
            @NotBlank String conversationId,
            @NotBlank String turnId,
            @NotBlank String cause,
            @Nullable JsonNode arguments,
            @Nullable Boolean keep) {}

    /** As evidence has it. */
    record Shown(
            Outcome outcome,
            List<Finding> findings,
            @Nullable PendingAction pendingAction) {}

    @PostMapping("/v1/tools/{name}/proposals")
    Shown propose(
            @PathVariable String name,
            @RequestHeader(name = SoukHeaders.CUSTOMER, required = false) @Nullable String customer,
            @Valid @RequestBody Asked asked) {
        var operation = ToolOperation.of(name)
                .filter(ToolOperation::isConsequential)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "unknown-operation",
                        "There is no operation of this name to be agreed to."));
        var visit = visit(asked, Problems.signedIn(customer));
        var keep = Boolean.TRUE.equals(asked.keep());
        var shown = transaction.execute(status -> {
            var result = result(visit, operation, asked.arguments());
            // What is no proposal would be a question that nobody has asked.
            if (!keep || result.outcome() != Outcome.NEEDS_CONFIRMATION) {
                status.setRollbackOnly();
            }
            return new Shown(result.outcome(), result.findings(), result.pending());
        });
        return shown == null ? new Shown(Outcome.NOTHING, List.of(), null) : shown;
    }

    /** The same checks and words as for a customer's own request. */
    private Result result(Visit visit, ToolOperation operation, @Nullable JsonNode given) {
        try {
            var arguments = Arguments.of(operation, given);
            return switch (operation) {
                case RETURN_DELIVERED_ORDER_ITEMS -> refunds.propose(visit, arguments);
                case MODIFY_USER_ADDRESS -> profile.propose(visit, arguments);
                default -> changes.propose(visit, operation, arguments);
            };
        } catch (Refused refused) {
            return Result.found(refused.refusal());
        }
    }

    private static Visit visit(Asked asked, String customer) {
        return new Visit(
                new IntentClassified(
                        Meta.first(asked.cause(), asked.conversationId(), asked.turnId()),
                        "",
                        "",
                        List.of(new RankedIntent(Intent.ORDER_CHANGE, null, 1)),
                        Entities.NONE,
                        Set.of(),
                        null,
                        customer,
                        Focus.NONE,
                        null,
                        "model"),
                customer);
    }
}
