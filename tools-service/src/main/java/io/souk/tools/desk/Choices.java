package io.souk.tools.desk;

import io.souk.tools.desk.ChoiceReader.Reading;
import io.souk.tools.desk.Proposal.State;
import io.souk.tools.overview.Overview;
import io.souk.tools.overview.Overviews;
import io.souk.tools.refusals.Refusals;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which of the offered orders or items a customer chooses, and asks again, among fewer, where that is not clear. */
@Component
class Choices {
    private final Overviews orders;
    private final OrderFinder finder;
    private final Pad pad;

    Choices(Overviews orders, OrderFinder finder, Pad pad) {
        this.orders = orders;
        this.finder = finder;
        this.pad = pad;
    }

    /** What comes of a choice. */
    interface Chooser {
        /**
         * Goes on with it.
         *
         * @param lines empty means the order as a whole
         */
        Result chosen(Visit visit, Overview order, List<Integer> lines, @Nullable String reason);

        /**
         * None of what was offered: starts over with what the message names now.
         *
         * @param reason that was given before, else the message
         */
        Result anew(Visit visit, String reason);
    }

    /** The orders that the choices are about. */
    List<Overview> offered(Visit visit, Terms asked) {
        return orders.of(visit.customer()).stream()
                .filter(order -> asked.options().stream()
                        .anyMatch(option -> option.orderId().equals(order.id())))
                .toList();
    }

    Reading read(Visit visit, Terms asked, List<Overview> offered) {
        return new ChoiceReader(finder.finder(offered), Item.of(offered)).read(asked.options(), visit.turn());
    }

    /** Goes on with the answer; empty if the message is about something else. */
    Optional<Result> fill(Visit visit, Proposal asked, Wish wish, List<Overview> offered, Chooser chooser) {
        var terms = asked.terms();
        var reading = read(visit, terms, offered);
        if (wish.isOtherThan(asked.operation()) && !reading.bare()) {
            return Optional.empty();
        }
        var chosen = reading.chosen();
        if (chosen != null) {
            asked.close(State.EXECUTED, null);
            return Optional.of(orders.find(chosen.orderId(), visit.customer())
                    .map(order -> chooser.chosen(visit, order, chosen.lines(), terms.reason()))
                    .orElseGet(() -> Result.found(Refusals.ORDER_CHANGED)));
        }
        if (!reading.left().isEmpty() && reading.narrowed()) {
            asked.close(State.DROPPED, null);
            var fewer = Terms.question(Objects.requireNonNull(terms.slot()), reading.left(), terms.reason());
            return Optional.of(pad.ask(visit, asked.operation(), null, fewer));
        }
        if (reading.left().isEmpty() || wish.isMoreThanAnAnswer() || visit.namesSomething()) {
            asked.close(State.DROPPED, null);
            return Optional.of(chooser.anew(visit, Objects.requireNonNullElse(terms.reason(), visit.text())));
        }
        return Optional.of(pad.askAgain(asked, terms));
    }
}
