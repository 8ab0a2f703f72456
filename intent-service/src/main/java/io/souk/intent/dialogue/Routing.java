package io.souk.intent.dialogue;

import static io.souk.events.Route.GRAPH;
import static io.souk.events.Route.RAG;
import static io.souk.events.Route.TOOLS;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who must bring evidence. Guests get the same routes: that they must sign in is tools-service's evidence. Documents are asked beside
 * it, since what a guest asks of an order may be a question of policy.
 */
final class Routing {
    private static final double CERTAIN = 0.9;

    private Routing() {}

    /**
     * The routes of a reading.
     *
     * @param namesOrder whether an order or a reference was named or is meant
     * @param signedIn whether there is a customer whose orders could be meant
     * @param actionPending whether something waits for the customer's answer, which any message may correct
     * @param asksForRules whether it is a question of how things are done, and asks for nothing to be done
     */
    static Set<Route> routes(
            RankedIntent reading, boolean namesOrder, boolean signedIn, boolean actionPending, boolean asksForRules) {
        var routes = routes(reading, namesOrder || signedIn, actionPending);
        if (!signedIn && !namesOrder && routes.contains(TOOLS) && !actionPending) {
            routes.add(RAG);
        }
        if (actionPending && asksForRules) {
            // A digression: what waits is not touched by it.
            if (routes.contains(RAG)) {
                routes.remove(TOOLS);
            }
        } else if (actionPending && !routes.isEmpty()) {
            routes.add(TOOLS);
        }
        if (reading.is(Intent.OUT_OF_SCOPE) && reading.confidence() < CERTAIN) {
            // Unknown words: only if the documents have nothing either, it is not ours.
            routes.add(RAG);
        }
        return routes;
    }

    /** Of a message that says who wrote it, where that is how customers are known: where nothing else is wanted, that is the point. */
    static Set<Route> identifying(RankedIntent reading, Set<Route> routes) {
        return switch (reading.intent()) {
            case GENERAL, ACCOUNT, GREETING, THANKS, AFFIRM, DENY, OUT_OF_SCOPE -> EnumSet.of(TOOLS);
            case HUMAN_AGENT -> routes;
            default -> {
                var all = EnumSet.of(TOOLS);
                all.addAll(routes);
                yield all;
            }
        };
    }

    private static Set<Route> routes(RankedIntent reading, boolean hasOrders, boolean actionPending) {
        return switch (reading.intent()) {
            case PRODUCT_INFO, COMPATIBILITY -> EnumSet.of(GRAPH, RAG);
            case COMPARISON, RECOMMENDATION -> EnumSet.of(GRAPH);
            case ORDER_STATUS -> EnumSet.of(TOOLS);
            case DELIVERY ->
                reading.is(reading.intent(), Variants.LATE)
                        ? EnumSet.of(TOOLS, RAG)
                        : policy(hasOrders && reading.is(reading.intent(), Variants.ADDRESS));
            case REFUND -> policy(!reading.is(reading.intent(), Variants.POLICY));
            case COMPLAINT -> complaint(reading);
            case ORDER_CHANGE -> policy(hasOrders && reading.is(reading.intent(), Variants.CANCEL, Variants.CHANGE));
            case EXCHANGE -> policy(hasOrders && !reading.is(reading.intent(), Variants.POLICY));
            case PAYMENT, ACCOUNT -> policy(hasOrders);
            case GENERAL -> EnumSet.of(RAG);
            case AFFIRM, DENY -> actionPending ? EnumSet.of(TOOLS) : EnumSet.noneOf(Route.class);
            case HUMAN_AGENT, GREETING, THANKS, OUT_OF_SCOPE -> EnumSet.noneOf(Route.class);
        };
    }

    private static Set<Route> policy(boolean andTools) {
        return andTools ? EnumSet.of(TOOLS, RAG) : EnumSet.of(RAG);
    }

    private static Set<Route> complaint(RankedIntent reading) {
        if (reading.is(reading.intent(), Variants.FEEDBACK)) {
            return EnumSet.noneOf(Route.class);
        }
        return policyOnlyFor(reading.is(reading.intent(), Variants.REQUEST));
    }

    private static Set<Route> policyOnlyFor(boolean request) {
        return request ? EnumSet.of(TOOLS, RAG) : EnumSet.of(TOOLS);
    }
}
