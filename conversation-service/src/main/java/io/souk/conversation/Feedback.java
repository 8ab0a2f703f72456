package io.souk.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import io.souk.events.MessageEvent.FeedbackGiven;
import io.souk.kit.Outbox;
import io.souk.kit.ProcessedEvents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers thought of replies to them; others' opinions are not kept. */
@Component
class Feedback {
    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final ProcessedEvents processed;
    private final MeterRegistry meters;

    Feedback(JdbcClient jdbc, Outbox outbox, ProcessedEvents processed, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.processed = processed;
        this.meters = meters;
    }

    void given(FeedbackGiven given) {
        if (outbox.transact(() -> processed.firstTime(given.meta()) && store(given))) {
            meters.counter("souk.feedback", "helpful", Boolean.toString(given.helpful()))
                    .increment();
        }
    }

    private boolean store(FeedbackGiven given) {
        return jdbc.sql("""
                        update turn t set helpful = :helpful from conversation c
                        where c.id = t.conversation_id and t.conversation_id = :conversation and t.id = :turn
                            and t.state = 'COMPLETED' and c.customer_id is not distinct from :customer""")
                        .param("helpful", given.helpful())
                        .param("conversation", given.conversationId())
                        .param("turn", given.turnId())
                        .param("customer", given.customerId())
                        .update()
                == 1;
    }
}
