package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.customers.PaymentMethod;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which payment method a change of an order uses. */
@Component
class MethodSlot {
    private final Pad pad;

    MethodSlot(Pad pad) {
        this.pad = pad;
    }

    Result ask(ChangeRequest request, Draft draft, List<PaymentMethod> methods, Finding... before) {
        var order = request.order();
        var terms = Terms.asking(Terms.SLOT_PAYMENT, Options.methods(methods, order), draft, null);
        return pad.ask(request.visit(), request.operation(), order.purchase(), terms, before);
    }

    Optional<Draft> answer(ChangeRequest request, Terms asked, Draft draft) {
        var exact = ChoiceReader.exact(asked.options(), request.text());
        var methods = exact == null
                ? said(request)
                : request.owner().methods().stream()
                        .filter(method -> method.label().equals(exact.value()))
                        .toList();
        return methods.size() == 1
                ? Optional.of(draft.withMethod(methods.getFirst().id()))
                : Optional.empty();
    }

    Draft read(ChangeRequest request, Draft draft) {
        return with(draft, said(request));
    }

    /** What it was paid with is no other method. */
    Draft readOther(ChangeRequest request, Draft draft) {
        return with(
                draft,
                said(request).stream()
                        .filter(method -> !method.id().equals(request.originalMethod()))
                        .toList());
    }

    /** What else the order could be paid with, all of it, at once. */
    List<PaymentMethod> others(ChangeRequest request) {
        return request.owner().methods().stream()
                .filter(method -> !method.id().equals(request.originalMethod())
                        && method.covers(request.order().purchase().total()))
                .toList();
    }

    /** What is left to choose from after a method that won't do. */
    List<PaymentMethod> insteadOf(@Nullable String unfit, ChangeRequest request) {
        var left = request.kind() == ChangeKind.PAYMENT
                ? others(request)
                : request.owner().methods();
        return left.stream().filter(method -> !method.id().equals(unfit)).toList();
    }

    private static List<PaymentMethod> said(ChangeRequest request) {
        return MethodReader.read(request.text(), request.owner(), request.originalMethod());
    }

    private static Draft with(Draft draft, List<PaymentMethod> methods) {
        return methods.size() == 1 ? draft.withMethod(methods.getFirst().id()) : draft;
    }
}
