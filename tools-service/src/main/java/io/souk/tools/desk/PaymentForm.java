package io.souk.tools.desk;

import io.souk.tools.operations.Arguments;
import io.souk.tools.orders.OrderLines;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Paying an order in another way needs a method that covers all of it. */
@Component
class PaymentForm implements Form {
    private final MethodSlot slot;
    private final ChangeProposals proposals;

    PaymentForm(MethodSlot slot, ChangeProposals proposals) {
        this.slot = slot;
        this.proposals = proposals;
    }

    @Override
    public Result next(ChangeRequest request, Draft draft) {
        var order = request.order();
        var owner = request.owner();
        var method = draft.method();
        if (method == null) {
            var others = slot.others(request);
            return others.isEmpty() ? Result.found(Refusals.NO_OTHER_METHOD) : slot.ask(request, draft, others);
        }
        return proposals.propose(
                request,
                draft,
                Map.of("order_id", order.id(), "payment_method_id", method),
                change -> new Shown(
                        order.id(),
                        OrderLines.views(order.order()),
                        change.amount(),
                        order.purchase().currency(),
                        owner.label(request.originalMethod()),
                        List.of(),
                        null,
                        owner.label(method),
                        null));
    }

    @Override
    public Draft read(ChangeRequest request, Draft draft) {
        return slot.readOther(request, draft);
    }

    @Override
    public Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        return slot.answer(request, asked, draft);
    }

    @Override
    public Draft complete(ChangeRequest request, Draft draft, Arguments arguments) {
        return draft.withMethod(arguments.text("payment_method_id"));
    }
}
