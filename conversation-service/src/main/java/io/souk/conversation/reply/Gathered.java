package io.souk.conversation.reply;

import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.PendingAction;
import io.souk.events.Route;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the answer to one wish is made from.
 *
 * @param missing who was to bring evidence and did not in time
 * @param pending what waited for the customer's answer before this turn
 * @param misunderstood how many messages in a row before this one were not understood
 */
public record Gathered(
        String turnId,
        IntentClassified intent,
        List<EvidenceGathered> evidence,
        Set<Route> missing,
        @Nullable PendingAction pending,
        int misunderstood) {}
