package io.souk.intent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Variants;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final RankedIntent CANCEL = new RankedIntent(Intent.ORDER_CHANGE, Variants.CANCEL, 0.9);
    private static final RankedIntent FEE = new RankedIntent(Intent.ORDER_CHANGE, Variants.FEE, 0.9);
    private static final RankedIntent GENERAL = new RankedIntent(Intent.GENERAL, null, 0.9);

    @Test
    void aGuestWhoAsksHowToChangeSomethingIsAnsweredFromTheDocuments() {
        assertThat(Routing.routes(CANCEL, false, false, false, false)).containsExactly(Route.RAG);
        assertThat(Routing.routes(CANCEL, true, false, false, false)).contains(Route.TOOLS);
        assertThat(Routing.routes(CANCEL, false, true, false, false)).contains(Route.TOOLS);
        assertThat(Routing.routes(FEE, true, true, false, false)).containsExactly(Route.RAG);
    }

    @Test
    void whoSaysWhoTheyAreIsLookedUpAndAskedNothingElse() {
        assertThat(Routing.identifying(GENERAL, Routing.routes(GENERAL, false, true, false, false)))
                .containsExactly(Route.TOOLS);
        assertThat(Routing.identifying(FEE, Routing.routes(FEE, false, true, false, false)))
                .containsExactlyInAnyOrder(Route.TOOLS, Route.RAG);
    }

    @Test
    void whileSomethingWaitsForTheCustomerAnyMessageMayCorrectIt() {
        assertThat(Routing.routes(GENERAL, false, true, false, false)).doesNotContain(Route.TOOLS);
        assertThat(Routing.routes(GENERAL, false, true, true, false)).contains(Route.TOOLS);
        assertThat(Routing.routes(new RankedIntent(Intent.THANKS, null, 0.9), false, true, true, false))
                .isEmpty();
    }

    @Test
    void aQuestionOfRulesLeavesAloneWhatWaits() {
        assertThat(Routing.routes(CANCEL, false, true, true, true)).containsExactly(Route.RAG);
        assertThat(Routing.routes(CANCEL, false, true, false, true)).contains(Route.TOOLS);
    }

    @Test
    void whatAGuestAsksOfAnOrderMayBeAQuestionOfPolicy() {
        var late = new RankedIntent(Intent.COMPLAINT, Variants.STATUS, 0.9);

        assertThat(Routing.routes(late, false, false, false, false)).containsExactlyInAnyOrder(Route.TOOLS, Route.RAG);
        assertThat(Routing.routes(late, true, false, false, false)).containsExactly(Route.TOOLS);
        assertThat(Routing.routes(late, false, true, false, false)).containsExactly(Route.TOOLS);
    }

    @Test
    void whatIsHardlyNotOursIsLookedUpAllTheSame() {
        var doubtful = new RankedIntent(Intent.OUT_OF_SCOPE, null, 0.68);
        var certain = new RankedIntent(Intent.OUT_OF_SCOPE, null, 0.99);

        assertThat(Routing.routes(doubtful, false, false, false, false)).containsExactly(Route.RAG);
        assertThat(Routing.routes(certain, false, false, false, false)).isEmpty();
    }
}
