package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.events.Finding.Refusal;
import io.souk.tools.customers.PaymentMethod;
import io.souk.tools.json.Json;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.Operations;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.orders.OrderActions.Change;
import io.souk.tools.refusals.Refusals;
import io.souk.tools.refusals.Refused;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Proposes changes, and runs the very operation, with the very arguments, that was shown. */
@Component
class ChangeProposals {
    private final Operations operations;
    private final MethodSlot methods;
    private final Pad pad;

    ChangeProposals(Operations operations, MethodSlot methods, Pad pad) {
        this.operations = operations;
        this.methods = methods;
        this.pad = pad;
    }

    /**
     * Shows what a yes would do, or says why it can't be done.
     *
     * @param arguments all that the operation needs
     * @param showing what the customer sees of it
     */
    Result propose(ChangeRequest request, Draft draft, Map<String, ?> arguments, Function<Change, Shown> showing) {
        var tool = request.kind().tool();
        var order = request.order();
        Change change;
        try {
            change = operations.preview(tool, Arguments.of(tool, arguments), order.purchase(), request.owner());
        } catch (Refused refused) {
            return explained(request, draft, refused.refusal());
        }
        var shown = showing.apply(change);
        var others = draft.lines().isEmpty()
                ? null
                : Integer.valueOf(order.order().items().size() - draft.lines().size());
        var terms = Terms.ready(draft, Json.text(arguments), Json.text(shown), shown.amount(), draft.reason());
        return pad.propose(
                request.visit(),
                request.operation(),
                order.purchase(),
                terms,
                proposal -> shown.proposal(proposal, others));
    }

    /** Why not, and what is possible instead. */
    private Result explained(ChangeRequest request, Draft draft, Refusal why) {
        var isAboutMethod =
                why.equals(Refusals.INSUFFICIENT_GIFT_CARD_BALANCE) || why.equals(Refusals.PAYMENT_METHOD_UNCHANGED);
        var others = isAboutMethod ? methods.insteadOf(draft.method(), request) : List.<PaymentMethod>of();
        return others.isEmpty() ? Result.found(why) : methods.ask(request, draft.withoutMethod(), others, why);
    }

    /**
     * Does what was shown.
     *
     * @param status what it is then
     * @return what was done, or why it can't be any more
     */
    Finding run(Visit visit, Proposal shown, ToolOperation tool, String status) {
        try {
            var arguments =
                    Json.MAPPER.readTree(Objects.requireNonNull(shown.terms().arguments()));
            operations.run(tool, Arguments.of(tool, arguments), visit.by(shown), null);
            return Shown.of(shown).done(shown, status, false);
        } catch (Refused refused) {
            return refused.refusal();
        }
    }
}
