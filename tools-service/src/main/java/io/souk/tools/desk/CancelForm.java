package io.souk.tools.desk;

import static java.util.stream.Collectors.joining;

import io.souk.tools.desk.Terms.Option;
import io.souk.tools.operations.Arguments;
import io.souk.tools.orders.OrderLines;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Cancelling needs one of the reasons that the rules accept. */
@Component
class CancelForm implements Form {
    private final ChangeProposals proposals;
    private final Pad pad;

    CancelForm(ChangeProposals proposals, Pad pad) {
        this.proposals = proposals;
        this.pad = pad;
    }

    @Override
    public Result next(ChangeRequest request, Draft draft) {
        var order = request.order();
        var reason = draft.reason();
        if (reason == null) {
            return askReason(request, draft);
        }
        return proposals.propose(
                request,
                draft,
                Map.of("order_id", order.id(), "reason", reason),
                change -> new Shown(
                        order.id(),
                        OrderLines.views(order.order()),
                        change.amount(),
                        order.purchase().currency(),
                        paidWith(request),
                        List.of(),
                        null,
                        null,
                        null));
    }

    private Result askReason(ChangeRequest request, Draft draft) {
        var order = request.order();
        var options = List.of(
                new Option(CancelReasons.NO_LONGER_NEEDED, "I no longer need it", order.id(), List.of()),
                new Option(CancelReasons.BY_MISTAKE, "I ordered it by mistake", order.id(), List.of()));
        return pad.ask(
                request.visit(),
                Operation.CANCEL,
                order.purchase(),
                Terms.asking(Terms.SLOT_REASON, options, draft, null),
                List.of(),
                Item.names(order));
    }

    /** Where the money goes back to. */
    private static String paidWith(ChangeRequest request) {
        return request.order().order().netPayments().entrySet().stream()
                .filter(net -> net.getValue().signum() > 0)
                .map(net -> request.owner().label(net.getKey()))
                .collect(joining(", "));
    }

    @Override
    public Draft read(ChangeRequest request, Draft draft) {
        var reason = CancelReasons.read(request.text());
        return reason == null ? draft : draft.withReason(reason);
    }

    @Override
    public Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        var exact = ChoiceReader.exact(asked.options(), request.text());
        return Optional.ofNullable(exact == null ? CancelReasons.read(request.text()) : exact.value())
                .map(draft::withReason);
    }

    @Override
    public Draft complete(ChangeRequest request, Draft draft, Arguments arguments) {
        return draft.withReason(arguments.text("reason"));
    }
}
