package io.souk.conversation.model;

import io.souk.conversation.reply.Gathered;
import io.souk.conversation.reply.Reply;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.ReplyEvent.Rung;
import io.souk.events.Route;
import java.util.List;
import java.util.Set;

/**
 * When a message about the customer's own orders asks for more than one look can bring: a choice among them by a condition, a sum, a
 * repetition. One look was made when its evidence was gathered; where that answers, no model is asked.
 */
final class Steps {
    /** A reading less likely than this is not what was meant. */
    private static final double LIKELY = 0.2;

    private static final Set<Intent> ABOUT_ORDERS = Set.of(
            Intent.ORDER_STATUS,
            Intent.DELIVERY,
            Intent.REFUND,
            Intent.ORDER_CHANGE,
            Intent.EXCHANGE,
            Intent.PAYMENT,
            Intent.COMPLAINT);

    private static final Set<Intent> CHANGES = Set.of(
            Intent.REFUND, Intent.ORDER_CHANGE, Intent.EXCHANGE, Intent.PAYMENT, Intent.DELIVERY, Intent.ACCOUNT);

    private Steps() {}

    static boolean areNeeded(List<Gathered> wishes, Reply composed, Checks checks) {
        var first = wishes.getFirst().intent();
        return first.customerId() != null
                && composed.rung() == Rung.COMPOSED
                && wishes.stream().allMatch(wish -> wish.pending() == null)
                && wishes.stream().map(Gathered::intent).anyMatch(Steps::isAboutOrders)
                && Occasions.findings(wishes).noneMatch(Steps::settles)
                && checks.asksForSteps(first.text());
    }

    /** Whether the customer may have wanted anything changed: what only a document or a model wants is not even proposed. */
    static boolean mayWantChange(List<Gathered> wishes) {
        return wishes.stream().anyMatch(wish -> has(wish.intent(), CHANGES));
    }

    private static boolean isAboutOrders(IntentClassified wish) {
        return wish.routes().contains(Route.TOOLS) || has(wish, ABOUT_ORDERS);
    }

    private static boolean has(IntentClassified wish, Set<Intent> any) {
        return wish.intents().stream()
                .anyMatch(reading -> any.contains(reading.intent())
                        && (reading.equals(wish.top()) || reading.confidence() >= LIKELY));
    }

    /** Something was done or proposed, or the one order was found, or it can't be: said in our own words. */
    private static boolean settles(Finding finding) {
        return switch (finding) {
            case Finding.Proposal _, Finding.Done _, Finding.Refusal _, Finding.Order _ -> true;
            case Finding.Question _,
                    Finding.Orders _,
                    Finding.Passage _,
                    Finding.Products _,
                    Finding.Comparison _,
                    Finding.Compatibility _,
                    Finding.Unknown _ -> false;
        };
    }
}
