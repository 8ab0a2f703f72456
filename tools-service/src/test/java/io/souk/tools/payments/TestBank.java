package io.souk.tools.payments;

import io.souk.tools.refunds.Refunds;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;

/** The simulated bank, at moments that a test chooses; it looks only at what has waited for years. */
@TestComponent
public class TestBank {
    private final PaymentSimulator simulator;

    TestBank(Refunds refunds, Settlements settlements, Clock clock) {
        simulator = new PaymentSimulator(refunds, settlements, clock, Duration.ofDays(365));
    }

    public void move() {
        simulator.move();
    }
}
