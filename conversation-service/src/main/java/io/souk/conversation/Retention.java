package io.souk.conversation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Conversations are kept as long as the settings say after the last message, and then forgotten whole. */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    /** Small enough that nobody waits for the lock of a conversation that is being deleted with others. */
    private static final int AT_ONCE = 500;

    private final ConversationStore store;
    private final ConversationProperties properties;

    Retention(ConversationStore store, ConversationProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    /** Says how many were forgotten. Instances may do it at the same time. */
    @Scheduled(fixedRateString = "${souk.conversation.retention-sweep:1h}", initialDelayString = "1m")
    int sweep() {
        var forgotten = 0;
        int batch;
        do {
            batch = store.forgetUntouchedFor(properties.retention(), AT_ONCE);
            forgotten += batch;
        } while (batch == AT_ONCE);
        if (forgotten > 0) {
            log.info(
                    "{} conversations forgotten after {} days",
                    forgotten,
                    properties.retention().toDays());
        }
        return forgotten;
    }
}
