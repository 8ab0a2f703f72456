package io.souk.intent.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.souk.events.Intent;
import io.souk.events.PendingAction.Awaiting;
import io.souk.events.RankedIntent;
import io.souk.events.TurnEvent.Source;
import io.souk.events.Variants;
import io.souk.intent.Samples;
import io.souk.intent.classifier.IntentClassifier;
import io.souk.intent.classifier.IntentClassifier.Classification;
import io.souk.intent.entities.EntityExtractor;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhatFollowsTest {
    private static final Classification HEARD = new Classification(
            List.of(
                    new RankedIntent(Intent.ORDER_CHANGE, Variants.CHANGE, 0.6),
                    new RankedIntent(Intent.PRODUCT_INFO, Variants.DETAIL, 0.4)),
            IntentClassifier.BY_EMBEDDING);

    @Test
    void afterAProductAnOrderIsRarelyMeant() {
        var turn = turn().onTopic(Intent.PRODUCT_INFO, Variants.DETAIL, "how much ram has it", Source.PRODUCTS);

        var weighed = WhatFollows.weighed(said(turn), HEARD);

        assertThat(weighed.top().intent()).isEqualTo(Intent.PRODUCT_INFO);
        assertThat(weighed.ranked().stream()
                        .mapToDouble(RankedIntent::confidence)
                        .sum())
                .isBetween(0.999, 1.001);
    }

    @Test
    void afterAnOrderItIs() {
        var turn = turn().onTopic(Intent.ORDER_STATUS, Variants.TRACK, "where is it", Source.ORDERS);

        assertThat(WhatFollows.weighed(said(turn), HEARD).top().intent()).isEqualTo(Intent.ORDER_CHANGE);
    }

    @Test
    void whatAnswersAQuestionOfOursIsLeftAsItIs() {
        var turn = turn().onTopic(Intent.PRODUCT_INFO, Variants.DETAIL, "how much ram has it", Source.PRODUCTS)
                .awaiting(Awaiting.INPUT, "refund");

        assertThat(WhatFollows.weighed(said(turn), HEARD)).isEqualTo(HEARD);
    }

    private static Samples.Turn turn() {
        return Samples.turn("can i add more later");
    }

    private static Said said(Samples.Turn turn) {
        var built = turn.build();
        return new Said(built, Samples.INDEX, EntityExtractor.extract(built.text(), Samples.INDEX, false));
    }
}
