package io.souk.tools.payments;

import io.souk.tools.refunds.Refund;
import io.souk.tools.refunds.Refunds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Plays returns desk and bank of the sample marketplace: what has waited for two rounds is approved, then paid, one step of one
 * refund at a time. Two instances that take the same step make the same report.
 */
@Component
@Profile("local")
@ConditionalOnBooleanProperty("souk.tools.simulator.enabled")
class PaymentSimulator {
    private static final String NAME = "simulator";

    private final Refunds refunds;
    private final Settlements settlements;
    private final Clock clock;
    private final Duration wait;

    PaymentSimulator(
            Refunds refunds,
            Settlements settlements,
            Clock clock,
            @Value("${souk.tools.simulator.every:PT1M}") Duration every) {
        this.refunds = refunds;
        this.settlements = settlements;
        this.clock = clock;
        this.wait = every.multipliedBy(2);
    }

    @Scheduled(
            initialDelayString = "${souk.tools.simulator.every:PT1M}",
            fixedDelayString = "${souk.tools.simulator.every:PT1M}")
    void move() {
        refunds.findFirstByStatusInAndChangedAtBeforeOrderByChangedAt(
                        List.of(Refund.REQUESTED, Refund.APPROVED),
                        clock.instant().minus(wait))
                .ifPresent(refund -> settlements.settle(next(refund), null));
    }

    private static Settlement next(Refund refund) {
        var status = refund.status().equals(Refund.REQUESTED) ? Refund.APPROVED : Refund.PAID;
        return new Settlement(
                refund.id() + '/' + status, NAME, refund.id(), status, refund.amount(), refund.currency());
    }
}
