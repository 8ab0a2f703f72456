package io.souk.conversation.model;

import io.souk.conversation.reply.Reply;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import org.jspecify.annotations.Nullable;

/**
 * What came of an assignment.
 *
 * @param proposed what now waits for the customer's yes because the model called for it: stands for what tools-service brought
 *     before; null if nothing does
 */
public record Written(Reply reply, @Nullable EvidenceGathered proposed) {
    static Written of(Reply reply) {
        return new Written(reply, null);
    }
}
