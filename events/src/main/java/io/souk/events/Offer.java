package io.souk.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a reply offered to do ("if it is faulty, I can open a complaint instead"): a plain yes to it is this wish, understood as if it
 * had been said. Nothing is done by it alone; what would change something is still proposed first.
 *
 * @param question what the customer would have said
 * @param entities what it is about
 * @param expiresAt from then on a yes means nothing
 */
public record Offer(Intent intent, @Nullable String variant, String question, Entities entities, Instant expiresAt) {
    public Offer {
        entities = entities == null ? Entities.NONE : entities;
    }
}
