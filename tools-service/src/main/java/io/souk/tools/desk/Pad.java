package io.souk.tools.desk;

import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Finding.Choice;
import io.souk.events.Finding.Question;
import io.souk.events.Meta;
import io.souk.events.PendingAction.Awaiting;
import io.souk.tools.ToolsProperties;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.orders.Purchase;
import io.souk.tools.refunds.RefundRules;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what waits for a customer's answer. One thing waits at a time in a conversation. */
@Component
class Pad {
    private final Proposals proposals;
    private final ToolsProperties properties;
    private final RefundRules rules;
    private final Clock clock;

    Pad(Proposals proposals, ToolsProperties properties, RefundRules rules, Clock clock) {
        this.proposals = proposals;
        this.properties = properties;
        this.rules = rules;
        this.clock = clock;
    }

    /** Asks for something. */
    Result ask(Visit visit, String operation, @Nullable Purchase order, Terms terms, Finding... before) {
        return question(save(visit, operation, Awaiting.INPUT, order, terms), terms, before);
    }

    /** As {@link #ask}, about parts of an address, or a variant of something. */
    Result ask(
            Visit visit,
            String operation,
            @Nullable Purchase order,
            Terms terms,
            List<String> missing,
            @Nullable String about,
            Finding... before) {
        var asked = save(visit, operation, Awaiting.INPUT, order, terms);
        var findings = new ArrayList<>(List.of(before));
        findings.add(
                new Question(asked.pointer(), Objects.requireNonNull(terms.slot()), choices(terms), missing, about));
        return new Result(Outcome.NEEDS_INPUT, findings, asked.pointer());
    }

    /** Says again what was asked. */
    Result askAgain(Proposal asked, Terms terms) {
        return question(asked, terms);
    }

    /** Shows what a yes would do. */
    Result propose(
            Visit visit,
            String operation,
            @Nullable Purchase order,
            Terms terms,
            Function<Proposal, Finding.Proposal> shown) {
        var proposal = save(visit, operation, Awaiting.CONFIRMATION, order, terms);
        return new Result(Outcome.NEEDS_CONFIRMATION, List.of(shown.apply(proposal)), proposal.pointer());
    }

    private static Result question(Proposal asked, Terms terms, Finding... before) {
        var findings = new ArrayList<>(List.of(before));
        findings.add(new Question(asked.pointer(), Objects.requireNonNull(terms.slot()), choices(terms)));
        return new Result(Outcome.NEEDS_INPUT, findings, asked.pointer());
    }

    private static List<Choice> choices(Terms terms) {
        return terms.options().stream()
                .map(option -> new Choice(option.value(), option.label()))
                .toList();
    }

    private Proposal save(Visit visit, String operation, Awaiting awaiting, @Nullable Purchase order, Terms terms) {
        proposals.lockOpen(visit.conversation()).forEach(open -> open.close(State.DROPPED, null));
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return proposals.save(new Proposal(
                Meta.derivedId(visit.turn().meta().id(), "proposal"),
                visit.customer(),
                visit.conversation(),
                operation,
                awaiting,
                order,
                terms,
                rules.version(),
                visit.turn().meta().id(),
                now,
                now.plus(properties.proposalLifetime())));
    }
}
