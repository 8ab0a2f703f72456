package io.souk.kit;

import io.souk.events.Meta;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** Remembers what was handled, in the transaction that handled it. */
public final class ProcessedEvents {
    private static final String RETENTION = "14 days";
    private final JdbcClient jdbc;

    ProcessedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Whether this event has not been handled before. Call first in the transaction that handles it: a second delivery waits for
     * the first to commit, and then gets false.
     */
    public boolean firstTime(Meta meta) {
        // Ids are unique per source only: two systems may both count from 1, in conversations of their own.
        return jdbc.sql("insert into processed_event (event_key) values (?) on conflict do nothing")
                        .param(meta.subject() + '/' + meta.id())
                        .update()
                == 1;
    }

    /** Kafka's own retention ends before ours, so what is forgotten here can no longer be redelivered. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        jdbc.sql("delete from processed_event where processed_at < now() - cast(? as interval)")
                .param(RETENTION)
                .update();
    }
}
