package io.souk.tools.desk;

import io.souk.events.Finding;
import io.souk.tools.customers.Address;
import io.souk.tools.customers.Customers;
import io.souk.tools.json.Json;
import io.souk.tools.operations.Arguments;
import io.souk.tools.operations.ToolOperation;
import io.souk.tools.overview.Overview;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a customer lives, for what is ordered from now on. */
@Component
class ProfileChanges implements Deed {
    private static final String CHANGED = "changed";

    private final Customers customers;
    private final AddressSlot slot;
    private final ChangeProposals proposals;
    private final Pad pad;

    ProfileChanges(Customers customers, AddressSlot slot, ChangeProposals proposals, Pad pad) {
        this.customers = customers;
        this.slot = slot;
        this.proposals = proposals;
        this.pad = pad;
    }

    @Override
    public Set<String> operations() {
        return Set.of(Operation.PROFILE_ADDRESS);
    }

    Result start(Visit visit) {
        return advance(visit, slot.read(visit, Draft.EMPTY));
    }

    @Override
    public Optional<Result> fill(Visit visit, Proposal asked, Wish wish) {
        if (wish.isOtherThan(asked.operation())) {
            return Optional.empty(); // any sentence has something that could be a street
        }
        var terms = asked.terms();
        var draft = Objects.requireNonNullElse(terms.draft(), Draft.EMPTY);
        return Optional.of(present(visit)
                .flatMap(address -> slot.answer(visit, draft, address))
                .map(more -> advance(visit, more))
                .orElseGet(() -> pad.askAgain(asked, terms)));
    }

    /** Proposes what is asked for with all its arguments. */
    Result propose(Visit visit, Arguments arguments) {
        return arguments.text("user_id").equals(visit.customer())
                ? advance(visit, slot.complete(Draft.EMPTY, arguments.address()))
                : Result.found(Refusals.USER_NOT_FOUND);
    }

    /** Asks for what is missing, or proposes. */
    private Result advance(Visit visit, Draft draft) {
        return present(visit)
                .map(present -> slot.ask(visit, Operation.PROFILE_ADDRESS, null, draft, present)
                        .orElseGet(() -> propose(visit, draft, AddressReader.address(draft.address(), present))))
                .orElseGet(() -> Result.found(Refusals.USER_NOT_FOUND));
    }

    private Result propose(Visit visit, Draft draft, Address address) {
        var arguments = slot.arguments("user_id", visit.customer(), address);
        var shown = Shown.address("", List.of(), address.line());
        var terms = Terms.ready(draft, Json.text(arguments), Json.text(shown), null, null);
        return pad.propose(visit, Operation.PROFILE_ADDRESS, null, terms, proposal -> shown.proposal(proposal, null));
    }

    private Optional<Address> present(Visit visit) {
        return customers.find(visit.customer()).map(owner -> owner.profile().address());
    }

    @Override
    public Optional<Result> correct(Visit visit, Proposal shown, boolean isHedged) {
        var draft = Objects.requireNonNullElse(shown.terms().draft(), Draft.EMPTY);
        var amended = slot.read(visit, draft);
        return isHedged || !amended.equals(draft) ? Optional.of(advance(visit, amended)) : Optional.empty();
    }

    @Override
    public Finding run(Visit visit, Proposal shown, @Nullable Overview order) {
        return proposals.run(visit, shown, ToolOperation.MODIFY_USER_ADDRESS, CHANGED);
    }

    @Override
    public Finding outcome(Visit visit, Proposal executed, String reference) {
        return Shown.of(executed).done(executed, CHANGED, true);
    }
}
