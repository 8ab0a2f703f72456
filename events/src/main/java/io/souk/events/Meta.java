package io.souk.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes of an event.
 *
 * @param id {@code ce_id}, unique per source; a redelivery carries the same one, so every reader can drop it
 * @param subject {@code ce_subject} and record key: conversation, product, document or order id
 * @param correlationId {@code ce_correlationid}: the turn id; null outside a turn
 * @param causeId {@code ce_causationid}: the id of the event that led to this one; null for a first one
 * @param time {@code ce_time}
 */
public record Meta(
        String id,
        String subject,
        @Nullable String correlationId,
        @Nullable String causeId,
        Instant time) {
    public Meta {
        Check.notBlank("ce_id", id);
        Check.notBlank("ce_subject", subject);
        Check.present("ce_time", time);
    }

    /** The first event of a chain. */
    public static Meta first(String id, String subject, @Nullable String correlationId) {
        return new Meta(id, subject, correlationId, null, now());
    }

    /**
     * The meta of the event that follows from this one. Its id is derived, not random: handling this event again yields the
     * same id, whichever instance does it.
     *
     * @param step what tells this consequence from the others of the same cause, for instance {@code "evidence/rag"}
     */
    public Meta next(String step) {
        return new Meta(derivedId(id, step), subject, correlationId, id, now());
    }

    /** As {@link #next(String)}, about another subject (an order event caused by a chat event, say). */
    public Meta next(String step, String newSubject) {
        return new Meta(derivedId(id, step), newSubject, correlationId, id, now());
    }

    /** The same parts always give the same id. */
    public static String derivedId(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("/", parts).getBytes(UTF_8)).toString();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
