package io.souk.conversation.reply;

import io.souk.events.Entities;
import io.souk.events.EvidenceEvent.EvidenceGathered;
import io.souk.events.EvidenceEvent.Outcome;
import io.souk.events.Finding;
import io.souk.events.Intent;
import io.souk.events.IntentEvent.IntentClassified;
import io.souk.events.Offer;
import io.souk.events.RankedIntent;
import io.souk.events.Route;
import io.souk.events.Variants;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One wish with what was found for it, as the parts of its answer see it.
 *
 * @param missing who brought nothing that can be used
 */
record Wanted(Gathered gathered, Draft draft, Voice voice, List<Finding> findings, Set<Route> missing) {
    /** As long as a proposal stands. */
    private static final Duration OFFER_STANDS = Duration.ofMinutes(10);

    static Wanted of(Gathered gathered, Draft draft, Texts texts) {
        var findings = gathered.evidence().stream()
                .filter(evidence -> evidence.outcome() != Outcome.FAILED)
                .<Finding>flatMap(evidence -> evidence.findings().stream())
                .toList();
        var missing = EnumSet.noneOf(Route.class);
        missing.addAll(gathered.missing());
        gathered.evidence().stream()
                .filter(evidence -> evidence.outcome() == Outcome.FAILED)
                .map(EvidenceGathered::from)
                .forEach(missing::add);
        missing.remove(Route.UNKNOWN);
        return new Wanted(gathered, draft, new Voice(texts, gathered.turnId()), findings, missing);
    }

    IntentClassified intent() {
        return gathered.intent();
    }

    RankedIntent top() {
        return intent().top();
    }

    <F extends Finding> List<F> all(Class<F> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    boolean has(Class<? extends Finding> kind) {
        return findings.stream().anyMatch(kind::isInstance);
    }

    boolean isComplete() {
        return missing.isEmpty();
    }

    /** Whether one order is looked for, and nothing is to be done with it. */
    boolean isTracking() {
        return top().intent() == Intent.ORDER_STATUS || top().is(Intent.DELIVERY, Variants.LATE);
    }

    boolean isAboutProducts() {
        return switch (top().intent()) {
            case PRODUCT_INFO, COMPARISON, COMPATIBILITY, RECOMMENDATION -> true;
            default -> false;
        };
    }

    /** Offers what was just said in words: a yes to it is that wish. */
    void offer(Intent wish, @Nullable String variant, String key) {
        draft.offer(new Offer(
                wish,
                variant,
                say(key),
                wish == Intent.HUMAN_AGENT ? Entities.NONE : intent().entities(),
                Instant.now().plus(OFFER_STANDS)));
    }

    String say(String key, Object... namesAndValues) {
        return voice.say(key, namesAndValues);
    }
}
