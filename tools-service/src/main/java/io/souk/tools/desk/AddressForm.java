package io.souk.tools.desk;

import io.souk.tools.operations.Arguments;
import io.souk.tools.orders.OrderLines;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sending an order elsewhere needs all of an address. */
@Component
class AddressForm implements Form {
    private final AddressSlot slot;
    private final ChangeProposals proposals;

    AddressForm(AddressSlot slot, ChangeProposals proposals) {
        this.slot = slot;
        this.proposals = proposals;
    }

    @Override
    public Result next(ChangeRequest request, Draft draft) {
        var order = request.order();
        var present = order.order().address();
        return slot.ask(request.visit(), Operation.ADDRESS, order.purchase(), draft, present)
                .orElseGet(() -> proposals.propose(
                        request,
                        draft,
                        slot.arguments("order_id", order.id(), AddressReader.address(draft.address(), present)),
                        change -> Shown.address(
                                order.id(),
                                OrderLines.views(order.order()),
                                change.after().address().line())));
    }

    @Override
    public Draft read(ChangeRequest request, Draft draft) {
        return slot.read(request.visit(), draft);
    }

    @Override
    public Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        return slot.answer(request.visit(), draft, request.order().order().address());
    }

    @Override
    public Draft complete(ChangeRequest request, Draft draft, Arguments arguments) {
        return slot.complete(draft, arguments.address());
    }
}
